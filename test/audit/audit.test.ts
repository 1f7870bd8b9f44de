/** The audit log: what enters it, who reads it, and that nothing in it changes. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { inTransaction } from '../../server/db.ts';
import type { PayRun } from '../../server/model/pay.ts';
import { eventsAfter } from '../../server/audit/events.ts';
import { makeCounty, password, type County, type Login } from '../kit/county.ts';
import { serve, type Answer, type Served, type Visitor } from '../kit/http.ts';
import { leavesNothing, ownerRows } from '../kit/ledger.ts';
import { paidYear, preparedBudget, runOf, settledYear, sign } from '../kit/year.ts';

interface Event {
  at: string;
  kind: string;
  action: string;
  login: string;
  by: string;
  subject: { zh: string; en: string };
  rows: number | null;
  purpose: string | null;
  query: string | null;
}

let fixture: County;
let served: Served;
let incentive: PayRun;
beforeAll(async () => {
  fixture = await makeCounty();
  await settledYear(fixture.county);
  ({ incentive } = await paidYear(fixture.banner));
  served = await serve(fixture.orm);
});
afterAll(async () => {
  await served.api.close();
  await fixture.close();
});

const codes = ({ errors }: Answer) => errors.map(({ extensions }) => extensions.code);
const rows = (where: string, values: unknown[] = []) => ownerRows<{ region_id: number; login: string; action: string; zh: string }>(fixture,
  `select e.region_id, a.login, e.action, e.subject ->> 'zh' as zh from audit_event e join account a on a.id = e.account_id where ${where} order by e.id`, values);
/** What somebody's requests add to the log, sign-ins left out. */
async function added(login: Login, work: (visitor: Visitor) => Promise<unknown>): Promise<string[]> {
  const visitor = await served.visitor(login);
  const [before] = await ownerRows<{ id: string }>(fixture, 'select id from audit_event order by id desc limit 1');
  await work(visitor);
  return (await rows('e.id > $1', [before?.id])).map((row) => `${row.region_id} ${row.login} ${row.action} ${row.zh}`);
}
async function events(visitor: Visitor, given = '', region = 610726): Promise<{ edges: Array<{ cursor: string; node: Event }>; pageInfo: { hasNextPage: boolean; endCursor: string } }> {
  const { data, errors } = await visitor.ask(`{ auditEvents(region: ${region}${given}) { edges { cursor node { at kind action login by subject { zh en } rows purpose query } } pageInfo { hasNextPage endCursor } } }`);
  expect(errors).toEqual([]);
  return (data as unknown as { auditEvents: Awaited<ReturnType<typeof events>> }).auditEvents;
}
const found = async (visitor: Visitor, given: string) => (await events(visitor, given)).edges.map(({ node }) => node);

describe('decisions', () => {
  test('of a year are all there: who, what, whose and which hash', async () => {
    const decided = await rows("e.kind = 'DECISION' and e.region_id = 610726 and e.action <> 'RECORD_SPENDING'");
    expect(decided.map(({ login, action, zh }) => `${login} ${action} ${zh.replace(/[0-9a-f]{12}/, 'hash')}`)).toEqual([
      'health PROPOSE_POLICY 政策 ningqiang-2018@1', 'approver PUBLISH_POLICY 政策 ningqiang-2018@1',
      'health PREPARE_RUN 总额预算 2026 · hash', 'insurance SIGN_RUN 总额预算 2026 · hash · 医疗保障局', 'approver SIGN_RUN 总额预算 2026 · hash · 卫生健康局审批人',
      'insurance CERTIFY_OVERSPEND 医共体B 2026', 'health PREPARE_RUN 年终清算 2026 · hash', ...decided.slice(7).map(({ login, zh }) => `${login} SIGN_RUN ${zh.replace(/[0-9a-f]{12}/, 'hash')}`)]);
    expect(decided.length).toBeGreaterThan(8);
    expect(await rows("e.action = 'RECORD_SPENDING'")).toHaveLength(24);
    const pay = await rows("e.region_id = 150724 and e.action in ('PUBLISH_PAY_RUN', 'RELEASE_PAY_RUN')");
    expect(pay.filter(({ action }) => action === 'RELEASE_PAY_RUN')).toHaveLength(13);
    expect(pay.at(-2)).toMatchObject({ login: 'health', action: 'PUBLISH_PAY_RUN', zh: expect.stringMatching(/^巴彦托海镇卫生院 奖励性绩效工资 2010-12 · [0-9a-f]{12}$/) });
  });

  test('that are refused leave nothing', async () => {
    await leavesNothing(fixture, () => preparedBudget(fixture.county).then(() => expect(true).toBe(false), () => undefined));
    await leavesNothing(fixture, () => sign(fixture.banner, runOf(incentive), 'FINANCE_BUREAU').then(() => expect(true).toBe(false), () => undefined));
  });
});

describe('sessions', () => {
  test('are in the log of each region where the account acts; a failure too, an unknown login nowhere', async () => {
    const visitor = await served.visitor();
    await visitor.signIn('hr', 'wrong');
    await visitor.signIn('hr');
    await visitor.ask('mutation { signOut }');
    expect(await rows("a.login = 'hr' and e.kind = 'SIGN_IN'")).toEqual(['SIGN_IN_FAILED', 'SIGN_IN', 'SIGN_OUT'].flatMap((action) => [150724, 610726].map((region_id) => ({ region_id, login: 'hr', action, zh: 'hr' }))));
    await leavesNothing(fixture, () => visitor.signIn('a-password-typed-here' as Login));
    expect(codes(await visitor.ask('{ regions { code } }'))).toEqual(['SIGNED_OUT']);
  });
});

describe('views of pay', () => {
  test('one\'s own payslips', async () => {
    expect(await added('staffB', (visitor) => visitor.ask('{ payslips(region: 150724, year: 2010) { edges { node { total } } } }'))).toEqual(['150724 staffB VIEW_PAYSLIPS B 巴图']);
  });

  test('the lines, facts and amounts of a distribution, once a request', async () => {
    const query = `{ payRun(region: 150724, id: "${incentive.id}") { lines { edges { node { amount } } } run { facts amounts { value } } } }`;
    expect(await added('head', (visitor) => visitor.ask(query))).toEqual([expect.stringMatching(/^150724 head VIEW_PAY_RUN 巴彦托海镇卫生院 奖励性绩效工资 2010-12 · [0-9a-f]{12}$/)]);
    expect(await added('head', (visitor) => visitor.ask(`{ payRun(region: 150724, id: "${incentive.id}") { total run { state } } }`))).toEqual([]);
  });

  test('an explanation of a person\'s row, and none of a sum or of a consortium', async () => {
    const explain = (region: number, run: string, step: string, row: string) => `{ explanation(region: ${region}, run: "${run}", step: "${step}", row: ${row}) { nodes { value } } }`;
    expect(await added('hr', (visitor) => visitor.ask(explain(150724, runOf(incentive).id, 'points_part', '"A"')))).toEqual([expect.stringMatching(/^150724 hr VIEW_EXPLANATION A 乌云 · 巴彦托海镇卫生院 奖励性绩效工资 2010-12/)]);
    const [budget] = await ownerRows<{ id: string }>(fixture, "select id from run where stage = 'BUDGET'");
    expect(await added('hr', (visitor) => visitor.ask(explain(610726, budget?.id ?? '', 'package', '"A"')))).toEqual([]);
  });

  test('a draft with the wages of the staff', async () => {
    const draft = `{ payDraft(region: 150724, institution: "${fixture.banner.institutions.U01}", period: "2010-11", kind: INCENTIVE) { facts } payTotalDraft(region: 150724, institution: "${fixture.banner.institutions.U01}", year: 2010) { facts } }`;
    expect((await added('finance', (visitor) => visitor.ask(draft))).sort()).toEqual(['150724 finance VIEW_PAY_DRAFT 巴彦托海镇卫生院 2010', '150724 finance VIEW_PAY_DRAFT 巴彦托海镇卫生院 2010-11']);
  });

  test('is not shown where it cannot be written down', async () => {
    const visitor = await served.visitor('staffB');
    await ownerRows(fixture, 'revoke insert on audit_event from fenpei_app');
    const answer = await visitor.ask('{ payslips(region: 150724, year: 2010) { edges { node { total } } } }');
    await ownerRows(fixture, 'grant insert on audit_event to fenpei_app');
    expect([answer.data, codes(answer)]).toEqual([null, ['INTERNAL']]);
  });
});

describe('exports', () => {
  test('of the pay report: rows and purpose; none without a purpose', async () => {
    const path = '/reports/pay.xlsx?region=150724&year=2010';
    expect(await added('finance', async (visitor) => expect((await visitor.fetch(`${path}&purpose=${encodeURIComponent('年度审计')}`)).status).toBe(200))).toEqual(['150724 finance EXPORT_PAY_REPORT 绩效工资报表 2010']);
    expect(await ownerRows(fixture, "select row_count, purpose, query from audit_event where action = 'EXPORT_PAY_REPORT'")).toEqual([{ row_count: 1, purpose: '年度审计', query: 'year=2010' }]);
    const visitor = await served.visitor('finance');
    for (const purpose of ['', '%20', 'x'.repeat(201)]) expect([purpose, (await leavesNothing(fixture, () => visitor.fetch(`${path}&purpose=${purpose}`))).status]).toEqual([purpose, 403]);
  });

  test('of the log itself: every line that was asked for, as text, and then a line of its own', async () => {
    const visitor = await served.visitor('auditor');
    await ownerRows(fixture, `insert into audit_event (region_id, id, at, account_id, kind, action, subject, row_count, purpose, query)
      select 610726, gen_random_uuid(), '2020-01-01'::timestamptz + n * interval '1 minute', (select id from account where login = 'officer'), 'EXPORT', 'EXPORT_PAY_REPORT',
        jsonb_build_object('zh', '旧 "' || n || '"', 'en', 'old, ' || n), n, '=1+' || n, 'year=2019' from generate_series(1, 2500) as n`);
    const response = await visitor.fetch('/audit.csv?region=610726&from=2020-01-01&to=2020-12-31&purpose=check&lang=en');
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/csv; charset=utf-8']);
    const lines = (await response.arrayBuffer().then((bytes) => Buffer.from(bytes).toString('utf8'))).split('\r\n');
    expect(lines).toHaveLength(2502);
    expect(lines[0]).toBe('\ufeffAt (UTC),Kind,Action,Login,Name,For,Subject,Rows,Purpose,Query');
    expect(lines.slice(1, 3)).toEqual([2500, 2499].map((n) => `${new Date(Date.UTC(2020, 0, 1, 0, n)).toISOString()},EXPORT,EXPORT_PAY_REPORT,officer,officer 的姓名,,"old, ${n}",${n},'=1+${n},year=2019`));
    expect(new Set(lines).size).toBe(2502);
    const [last] = await found(visitor, ', first: 1');
    expect(last).toMatchObject({ kind: 'EXPORT', action: 'EXPORT_AUDIT', login: 'auditor', rows: 2500, purpose: 'check', query: 'from=2020-01-01 to=2020-12-31' });
    const chinese = await visitor.fetch(`/audit.csv?region=610726&kind=EXPORT&account=officer&text=${encodeURIComponent('旧 "17"')}&purpose=check`);
    expect((await chinese.text()).split('\r\n').slice(1, -1)).toEqual([expect.stringContaining('"旧 ""17""",17,')]);
    await ownerRows(fixture, "delete from audit_event where at < '2021-01-01'");
  });

  test('of the log are for auditors, of their region, with a purpose', async () => {
    const status = async (login: Login | undefined, query: string) => leavesNothing(fixture, async () => (await visitors.get(login)?.fetch(`/audit.csv?${query}`))?.status);
    const visitors = new Map<Login | undefined, Visitor>();
    for (const login of ['auditor', 'officer', undefined] as const) visitors.set(login, await served.visitor(login));
    expect(await status('auditor', 'region=610726')).toBe(403);
    expect(await status('auditor', 'region=150724&purpose=x')).toBe(403);
    expect(await status('officer', 'region=610726&purpose=x')).toBe(403);
    expect(await status(undefined, 'region=610726&purpose=x')).toBe(401);
    for (const bad of ['region=x', 'region=610726&kind=toString', 'region=610726&from=2026-02-30']) expect([bad, await status('auditor', `${bad}&purpose=x`)]).toEqual([bad, 403]);
  });
});

describe('reading', () => {
  test('is for auditors of the region', async () => {
    for (const login of ['health', 'officer', 'headA'] as const) expect([login, codes(await (await served.visitor(login)).ask('{ auditEvents(region: 610726) { edges { cursor } } }'))]).toEqual([login, ['ROLE_NOT_ALLOWED']]);
    const auditor = await served.visitor('auditor');
    expect(codes(await auditor.ask('{ auditEvents(region: 150724) { edges { cursor } } }'))).toEqual(['REGION_NOT_YOURS']);
    expect(codes(await auditor.ask('{ report(region: 610726, year: 2026) { year } }'))).toEqual(['ROLE_NOT_ALLOWED']);
    const all = await inTransaction(fixture.orm, [610726], (em) => eventsAfter(em, { region: 150724, kind: null, account: null, from: null, to: null, text: null }, null, 10));
    expect(all).toEqual([]);
  });

  test('by kind, account, days and text; large and small letters are the same, and no sign is a pattern', async () => {
    const auditor = await served.visitor('auditor');
    const nodes = await found(auditor, ', kind: DECISION, account: "insurance", text: "总额预算"');
    expect(nodes).toEqual([expect.objectContaining({ login: 'insurance', by: 'insurance 的姓名', action: 'SIGN_RUN', rows: null, purpose: null })]);
    expect(await found(auditor, ', text: "GLOBAL budget 2026", first: 200')).toHaveLength(3);
    expect((await found(auditor, ', text: "APPROVER 的姓名", first: 200')).every(({ login }) => login === 'approver')).toBe(true);
    for (const none of ['%', 'Global_budget', "' or true --", '\\\\']) expect([none, await found(auditor, `, text: "${none}"`)]).toEqual([none, []]);
    const day = async (from: string, to: string) => (await found(auditor, `, kind: DECISION, from: "${from}", to: "${to}", first: 200`)).length;
    expect([await day('2026-03-09', '2026-03-09'), await day('2026-03-11', '2026-03-11')]).toEqual([0, 0]);
    expect(await day('2026-03-10', '2026-03-10')).toBe(await day('2000-01-01', '2099-12-31'));
  });

  test('from midnight to midnight in China', async () => {
    const auditor = await served.visitor('auditor');
    await ownerRows(fixture, `insert into audit_event (region_id, id, at, account_id, kind, action, subject) select 610726, gen_random_uuid(), at::timestamptz, (select id from account where login = 'officer'), 'SIGN_IN', 'SIGN_IN', '{"zh": "x", "en": "x"}'
      from unnest(array['2019-05-04T15:59:59.999Z', '2019-05-04T16:00:00Z', '2019-05-05T15:59:59.999Z', '2019-05-05T16:00:00Z']) as at`);
    expect((await found(auditor, ', from: "2019-05-05", to: "2019-05-05"')).map(({ at }) => at)).toEqual(['2019-05-05T15:59:59.999Z', '2019-05-04T16:00:00.000Z']);
    await ownerRows(fixture, "delete from audit_event where at < '2020-01-01'");
  });

  test('page by page is the whole, also while lines are added', async () => {
    const auditor = await served.visitor('auditor');
    const whole = (await events(auditor, ', first: 200')).edges.map(({ cursor }) => cursor);
    const paged: string[] = [];
    for (let after = ''; ;) {
      const page = await events(auditor, `, first: 7${after}`);
      paged.push(...page.edges.map(({ cursor }) => cursor));
      if (!page.pageInfo.hasNextPage) break;
      after = `, after: "${page.pageInfo.endCursor}"`;
      await served.visitor('officer');
    }
    expect(whole.length).toBeGreaterThan(30);
    expect(paged).toEqual(whole);
    for (const after of ['x', '2026-03-10T03:00:00.000Z/x', '2026-13-10T03:00:00.000Z/01990000-0000-7000-8000-000000000000']) expect([after, codes(await auditor.ask(`{ auditEvents(region: 610726, after: "${after}") { edges { cursor } } }`))]).toEqual([after, ['CURSOR_UNREADABLE']]);
    for (const first of [0, 501]) expect(codes(await auditor.ask(`{ auditEvents(region: 610726, first: ${first}) { edges { cursor } } }`))).toEqual(['LIMIT_TOO_HIGH']);
  });
});

describe('the table', () => {
  test('is added to and read, and nothing else', async () => {
    const granted = await ownerRows<{ right: string }>(fixture, "select privilege_type as right from information_schema.role_table_grants where grantee = 'fenpei_app' and table_name = 'audit_event' order by 1");
    expect(granted.map(({ right }) => right)).toEqual(['INSERT', 'SELECT']);
    const client = new pg.Client(fixture.database.app);
    await client.connect();
    await client.query("set app.regions = '610726,150724'");
    for (const change of ["update audit_event set action = 'X'", 'delete from audit_event', 'truncate audit_event']) await expect(client.query(change)).rejects.toThrow('permission denied');
    await client.end();
  });

  test('holds no amount, password or token', async () => {
    const tokens = await ownerRows<{ token_hash: string }>(fixture, 'select token_hash from session');
    const [log] = await ownerRows<{ text: string }>(fixture, "select string_agg(concat_ws(' ', kind, action, subject, row_count, purpose, query), chr(10)) as text from audit_event");
    expect(log?.text.length).toBeGreaterThan(10_000);
    expect(log?.text).not.toMatch(/\d\.\d{2}\b/);
    for (const secret of [password, 'wrong', 'a-password-typed-here', ...tokens.map(({ token_hash }) => token_hash)]) expect(log?.text).not.toContain(secret);
  });
});
