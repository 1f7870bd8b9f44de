/** Policy versions of a region, and the library that they may lie over. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { withClient } from '../../server/db/roles.ts';
import { managerFor } from '../../server/db.ts';
import { loadLibrary, searchLibrary } from '../../server/policy/library.ts';
import { policyOrigins } from '../../server/policy/policy-origins.ts';
import { proposePolicy, publishPolicy, withdrawPolicy } from '../../server/policy/propose-policy.ts';
import { policyFor } from '../../server/run/policies.ts';
import { makeCounty, ningqiang, type County, type Login } from '../kit/county.ts';
import { leavesNothing, ownerRows } from '../kit/ledger.ts';
import { refusal } from '../kit/refused.ts';

const small = readFileSync(new URL('../core/policy/small.yaml', import.meta.url), 'utf8');
let fixture: County;
beforeAll(async () => {
  fixture = await makeCounty();
  await withClient(fixture.database.owner, (client) => loadLibrary(client, [small, small.replace('policy: small', 'policy: other').replace('Small policy', 'Another_one 100%')]));
});
afterAll(() => fixture.close());

const propose = (login: Login, text: string) => fixture.county.as(login, (asking) => proposePolicy(asking, { region: ningqiang, text, reason: '试行' }));
const publish = (login: Login, { id, hash }: { id: string; hash: string }) => fixture.county.as(login, (asking) => publishPolicy(asking, { region: ningqiang, id, hash }));
const withdraw = (login: Login, { id, hash }: { id: string; hash: string }) => fixture.county.as(login, (asking) => withdrawPolicy(asking, { region: ningqiang, id, hash }));
const inForce = (on: string) => fixture.county.as('health', async ({ em }) => (await policyFor(em, ningqiang, 'consortium-budget', on)).slug);
const version = (number: number, from: string) => small.replace('version: 1\n', `version: ${number}\n`).replace('from: 2018-01-01', `from: ${from}`);

const over = `language: 1
policy: ningqiang-east
version: 1
overlays: small@1
title: { zh: 东部, en: East }
place: { code: "610726", zh: 宁强县, en: Ningqiang County }
applies: { from: 2032-01-01 }
parameters: { kept: { value: 85%, why: s1 } }
examples: [ { it: { zh: 例, en: Example }, facts: { standard: 1.00, consortia: [ { consortium: A, heads: 1 } ] }, gives: { financing: 1.00 } } ]
`;

describe('a policy version', () => {
  test('is in force from its day on once another person has published it', async () => {
    const proposal = await propose('health', version(2, '2030-01-01'));
    expect([proposal.state, proposal.source, await inForce('2030-06-01')]).toEqual(['PROPOSED', '', 'ningqiang-2018']);
    expect((await publish('approver', proposal)).state).toBe('PUBLISHED');
    expect([await inForce('2029-12-31'), await inForce('2030-01-01')]).toEqual(['ningqiang-2018', 'small']);
    expect(await refusal(publish('approver', proposal))).toEqual(['POLICY_DECIDED policy']);
  });

  test('that lies over the library is kept complete, with what was written and the layers', async () => {
    const proposal = await propose('insurance', over);
    expect(proposal).toMatchObject({ source: over, layers: ['small@1', 'ningqiang-east@1'] });
    expect(proposal.text).toContain('value: 85%');
    expect((await withdraw('health', proposal)).state).toBe('WITHDRAWN');
    expect(await inForce('2032-06-01')).toBe('small');
  });

  test('tells of each value which document wrote it, through every layer, and says so when one below has changed', async () => {
    const asked = async (slug: string) => (await fixture.county.as('health', (asking) => policyOrigins(asking, ningqiang, { slug, version: '1' })))?.filter(({ path }) => /kept|risk_share.at_most|steps.package/.test(path)).map(({ path, layer, line }) => `${path} ${layer}:${line}`) ?? null;
    const middle = await propose('health', over.replace('policy: ningqiang-east', 'policy: county'));
    const top = await propose('health', over.replace('policy: ningqiang-east', 'policy: consortium').replace('small@1', 'county@1').replace('parameters: { kept: { value: 85%, why: s1 } }\n', 'decisions: { risk_share: { at_most: 7%, default: 7%, why: s1 } }\n'));
    expect(await asked('county')).toEqual(['parameters.kept.value county@1:8', 'decisions.risk_share.at_most small@1:22', 'steps.package small@1:32']);
    expect(await asked('consortium')).toEqual(['parameters.kept.value county@1:8', 'decisions.risk_share.at_most consortium@1:8', 'steps.package small@1:32']);
    await withClient(fixture.database.owner, (client) => loadLibrary(client, [small.replace('en: Risk fund }', 'en: Risk money }')]));
    expect(await asked('county')).toBeNull();
    expect((await asked('consortium'))?.map((told) => told.replace(/:\d+$/, ''))).toEqual(['parameters.kept.value county@1', 'decisions.risk_share.at_most consortium@1', 'steps.package county@1']);
    await withClient(fixture.database.owner, (client) => loadLibrary(client, [small]));
    for (const each of [top, middle]) await withdraw('health', each);
    expect(await refusal(asked('nobody'))).toEqual(['NOT_FOUND version']);
  });

  test.each<[string, Login, string[]]>([
    ['by the one who proposed it', 'double', ['SIGNED_BY_PREPARER policy']],
    ['by an office that may not', 'health2', ['ROLE_NOT_ALLOWED role']],
  ])('is not published %s', async (_who, login, faults) => {
    const proposal = await propose('double', version(login === 'double' ? 3 : 4, '2031-01-01'));
    expect(await refusal(publish(login, proposal))).toEqual(faults);
    expect(await inForce('2031-06-01')).toBe('small');
    await withdraw('health', proposal);
  });

  test.each<[string, () => Promise<unknown>, string[]]>([
    ['with faults, all told with their place', () => propose('health', small.replace('standard *', 'standart *')), ['FORMULA_UNKNOWN_NAME steps.financing.formula']],
    ['over something unknown', () => propose('health', over.replace('small@1', 'small@9')), ['OVERLAY_BASE_UNKNOWN overlays']],
    ['of a version that is there', () => propose('health', version(2, '2033-01-01')), ['POLICY_VERSION_TAKEN version']],
    ['by somebody who may not', () => propose('headA', version(9, '2033-01-01')), ['ROLE_NOT_ALLOWED role']],
    ['decided on another hash', async () => publish('approver', { ...(await propose('health', version(5, '2034-01-01'))), hash: 'f'.repeat(64) }), ['RUN_CHANGED hash']],
    ['that nobody proposed', () => publish('approver', { id: '01890000-0000-7000-8000-000000000000', hash: '' }), ['NOT_FOUND policy']],
  ])('is refused %s', async (_what, run, faults) => {
    expect(await refusal(run())).toEqual(faults);
  });

  test('is written in the audit log', async () => {
    const actions = await ownerRows<{ action: string; zh: string }>(fixture, "select action, subject ->> 'zh' as zh from audit_event where action like '%POLICY' order by id");
    expect(actions).toEqual(expect.arrayContaining([
      { action: 'PROPOSE_POLICY', zh: '政策 small@2' }, { action: 'PUBLISH_POLICY', zh: '政策 small@2' }, { action: 'WITHDRAW_POLICY', zh: '政策 ningqiang-east@1' },
    ]));
  });
});

describe('the database holds by itself', () => {
  const write = (sql: string) => leavesNothing(fixture, () => fixture.county.as('health', ({ em }) => em.execute(sql)).then(() => 'written', (error: Error & { code?: string }) => error.code));

  test.each([
    ['that a version begins as a proposal', "insert into policy_version (region_id, id, slug, version, hash, text, kind, applies_from, state, proposed_by_id, proposed_at, decided_by_id, decided_at) select region_id, '01890000-0000-7000-8000-000000000001', slug, '77', repeat('0', 64), text, kind, applies_from, 'PUBLISHED', proposed_by_id, now(), decided_by_id, now() from policy_version where state = 'PUBLISHED' limit 1", 'FP101'],
    ['that it is decided once', "update policy_version set state = 'WITHDRAWN', decided_at = now() where state = 'PUBLISHED'", 'FP101'],
    ['that another person decides', "update policy_version set state = 'PUBLISHED', decided_by_id = proposed_by_id, decided_at = now() where state = 'PROPOSED'", '23514'],
    ['that its text stays', "update policy_version set text = 'x'", '42501'],
    ['that the library is only read', "insert into library_policy select 'x', version, hash, text, kind, title, place_code, place, applies_from from library_policy limit 1", '42501'],
    ['that a run stands on a published version', "insert into run select (jsonb_populate_record(null::run, jsonb_build_object('region_id', region_id, 'id', '01890000-0000-7000-8000-000000000002', 'policy_version_id', id))).* from policy_version where state = 'PROPOSED' limit 1", 'FP102'],
  ])('%s', async (_what, sql, code) => {
    if (code === '23514' || code === 'FP102') await propose('health', version(code === 'FP102' ? 20 : 21, '2040-01-01'));
    expect(await write(sql)).toBe(code);
  });
});

describe('the library', () => {
  const found = async (search: string, kind: string | null = null) => (await searchLibrary(managerFor(fixture.orm, []), search, kind)).map(({ slug }) => slug);

  test('is searched by place, title and words of its rules', async () => {
    expect(await found('')).toEqual(['other', 'small']);
    expect(await found('某县 heads')).toEqual(['other', 'small']);
    expect(await found('small policy')).toEqual(['small']);
    expect(await found('another_one 100%')).toEqual(['other']);
    expect(await found('small_policy')).toEqual([]);
    expect(await found('', 'performance-pay')).toEqual([]);
  });

  test('takes a changed text, and refuses one with faults', async () => {
    const load = (text: string) => withClient(fixture.database.owner, (client) => loadLibrary(client, [text]));
    await load(small.replace('Small policy', 'Tiny policy'));
    expect(await found('tiny')).toEqual(['small']);
    expect(await refusal(load(small.replace('standard *', 'standart *')))).toEqual(['FORMULA_UNKNOWN_NAME steps.financing.formula']);
  });
});
