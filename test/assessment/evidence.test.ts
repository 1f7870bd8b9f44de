/** Files over HTTP: what is taken, who gets it, and what a browser is told of it. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { evidenceMost } from '../../server/assessment/evidence.ts';
import { evidencePath } from '../../server/assessment/send-evidence.ts';
import { given, loaded, openedRound, unitsOf } from '../kit/assessment.ts';
import { makeCounty, ningqiang as region, type County, type Login } from '../kit/county.ts';
import { serve, type Served } from '../kit/http.ts';
import { ownerRows } from '../kit/ledger.ts';

let fixture: County;
let served: Served;
let unit: string;
let other: string;
beforeAll(async () => {
  fixture = await makeCounty();
  await loaded(fixture);
  const units = await unitsOf(fixture.county, (await openedRound(fixture.county)).round.id);
  unit = units.get('HA')?.unit.id as string;
  other = units.get('HB')?.unit.id as string;
  served = await serve(fixture.orm);
}, 60_000);
afterAll(async () => {
  await served.api.close();
  await fixture.close();
});

const pdf = Buffer.from('%PDF-1.7 台账');

async function upload(login: Login | undefined, changes: Partial<Record<'region' | 'unit' | 'subject' | 'name', string>> = {}, body: Buffer = pdf): Promise<{ status: number; id?: string; code?: string }> {
  const visitor = await served.visitor(login);
  const query = new URLSearchParams({ region: String(region), unit, subject: 'chronic_managed', name: '台账.pdf', ...changes });
  const response = await visitor.fetch(`${evidencePath}?${query.toString()}`, { method: 'POST', body: new Uint8Array(body), headers: { 'content-type': 'text/html' } });
  const { id, errors } = await response.json() as { id?: string; errors?: Array<{ extensions: { code: string } }> };
  return { status: response.status, ...(id === undefined ? {} : { id }), ...(errors ? { code: errors[0]?.extensions.code } : {}) };
}

async function download(login: Login | undefined, id: string): Promise<Response> {
  return (await served.visitor(login)).fetch(`${evidencePath}?region=${region}&id=${id}`);
}

test('a head gives a file, the same one once; the bureau and the auditor get it as a download and nothing else', async () => {
  const first = await upload('headA');
  expect(first).toEqual({ status: 200, id: expect.any(String) });
  expect(await upload('headA')).toEqual(first);
  for (const login of ['health', 'auditor', 'headA'] as const) {
    const response = await download(login, first.id as string);
    expect([response.status, response.headers.get('content-type'), response.headers.get('content-security-policy'), response.headers.get('x-content-type-options'), response.headers.get('cache-control')])
      .toEqual([200, 'application/pdf', "default-src 'none'; sandbox", 'nosniff', 'no-store']);
    expect(response.headers.get('content-disposition')).toMatch(/^attachment; .*filename\*=UTF-8''%E5%8F%B0%E8%B4%A6\.pdf$/);
    expect(Buffer.from(await response.arrayBuffer()).equals(pdf)).toBe(true);
  }
  expect(await ownerRows(fixture, "select action, count(*)::int from audit_event where action like '%_EVIDENCE' group by 1 order by 1")).toEqual([{ action: 'GIVE_EVIDENCE', count: 1 }, { action: 'TAKE_EVIDENCE', count: 3 }]);
  await expect(fixture.county.as('health', ({ em }) => em.execute("update assessment_evidence set name = 'x'"))).rejects.toThrow('permission denied');
});

test.each<[string, () => Promise<unknown>, object]>([
  ['by nobody', () => upload(undefined), { status: 400, code: 'SIGNED_OUT' }],
  ['of another region', () => upload('head'), { status: 400, code: 'REGION_NOT_YOURS' }],
  ['of a region that is none', () => upload('headA', { region: 'x' }), { status: 400, code: 'REGION_NOT_YOURS' }],
  ['for another institution', () => upload('headA', { unit: other }), { status: 400, code: 'NOT_FOUND' }],
  ['for no unit', () => upload('headA', { unit: 'x' }), { status: 400, code: 'NOT_FOUND' }],
  ['by the bureau before anything is handed in', () => upload('health'), { status: 400, code: 'STAGE_NOT_NOW' }],
  ['by an auditor', () => upload('auditor'), { status: 400, code: 'ROLE_NOT_ALLOWED' }],
  ['for no indicator', () => upload('headA', { subject: 'gone' }), { status: 400, code: 'INDICATOR_UNKNOWN' }],
  ['that is a page', () => upload('headA', {}, Buffer.from('<html>')), { status: 400, code: 'EVIDENCE_KIND' }],
  ['that says it is a picture', () => upload('headA', { name: 'a.png' }), { status: 400, code: 'EVIDENCE_KIND' }],
  ['that is empty', () => upload('headA', {}, Buffer.alloc(0)), { status: 400, code: 'EVIDENCE_EMPTY' }],
  ['with a path for a name', () => upload('headA', { name: '../a.pdf' }), { status: 400, code: 'EVIDENCE_NAME' }],
  ['that is too long', () => upload('headA', {}, Buffer.concat([pdf, Buffer.alloc(evidenceMost)])), { status: 400, code: 'EVIDENCE_TOO_LARGE' }],
])('a file %s is refused', async (_what, work, told) => {
  expect(await work()).toEqual(told);
  expect(await ownerRows(fixture, 'select count(*)::int as files from assessment_evidence')).toEqual([{ files: 1 }]);
});

test('a file of another institution is as one that is not there; the bureau adds its own after the self-assessment', async () => {
  await given(fixture.county, { unit, head: 'headA', to: 'SELF' });
  const { id } = await upload('health', { subject: 'fraud' });
  expect((await download('headA', id as string)).status).toBe(200);
  await ownerRows(fixture, `update assessment_unit set head_id = (select id from institution where code = 'HB'), institution_id = (select id from institution where code = 'HB') where id = '${unit}'`);
  const told = async (login: Login | undefined, file: string) => (await (await download(login, file)).text()).replaceAll(file, '…');
  const hidden = await told('headA', id as string);
  expect(JSON.parse(hidden)).toMatchObject({ errors: [{ extensions: { code: 'NOT_FOUND' } }] });
  expect(await told('headA', '01990000-0000-7000-8000-000000000000')).toBe(hidden);
  expect(JSON.parse(await told(undefined, id as string))).toMatchObject({ errors: [{ extensions: { code: 'SIGNED_OUT' } }] });
});
