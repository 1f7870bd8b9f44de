/** The server as a browser meets it: real HTTP on a free port. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openXlsx } from 'hucre/xlsx';
import { makeCounty, type County } from './kit/county.ts';
import { serve, type Answer, type Served, type Visitor } from './kit/http.ts';
import { leavesNothing, ownerRows } from './kit/ledger.ts';
import { budgetGiven, paidYear, points, settledYear } from './kit/year.ts';

let fixture: County;
let served: Served;
const web = mkdtempSync(join(tmpdir(), 'fenpei-web-'));
beforeAll(async () => {
  fixture = await makeCounty();
  writeFileSync(join(web, 'index.html'), '<!doctype html><title>分配</title>');
  served = await serve(fixture.orm, web);
});
afterAll(async () => {
  await served.api.close();
  await fixture.close();
  rmSync(web, { recursive: true });
});

const codes = ({ errors }: Answer) => errors.map(({ extensions }) => extensions.code);

describe('signing in', () => {
  test('sets a cookie that scripts cannot read and other sites do not send', async () => {
    const visitor = await served.visitor();
    expect((await visitor.ask('{ me { login } }')).data).toEqual({ me: null });
    const { cookies, data } = await visitor.signIn('head');
    expect(cookies).toHaveLength(1);
    expect(cookies[0]).toMatch(/^fenpei=[\w-]{43}; Path=\/; Expires=.*; HttpOnly; SameSite=Strict$/);
    expect(data).toEqual({ signIn: { login: 'head', name: 'head 的姓名', grants: [{ role: 'HOSPITAL_HEAD', region: { code: 150724, name: '鄂温克族自治旗' }, institution: { code: 'U01', headcount: 5 } }] } });
    expect((await visitor.ask('{ me { login grants { role } } regions { code } }')).data).toEqual({ me: { login: 'head', grants: [{ role: 'HOSPITAL_HEAD' }] }, regions: [{ code: 150724 }] });
  });

  test('behind a proxy with TLS the cookie is for TLS alone', async () => {
    const visitor = await served.visitor();
    const response = await visitor.fetch('/graphql', { method: 'POST', headers: { 'content-type': 'application/json', 'x-forwarded-proto': 'https' }, body: JSON.stringify({ query: 'mutation { signIn(login: "hr", password: "门诊-住院-2018") { login } }' }) });
    expect(response.headers.getSetCookie()[0]).toMatch(/; Secure/);
  });

  test('signing out ends the session on the server, not only in the browser', async () => {
    const visitor = await served.visitor('officer');
    const kept = visitor.cookie;
    const { cookies } = await visitor.ask('mutation { signOut }');
    expect(cookies[0]).toMatch(/^fenpei=;.*1970/);
    visitor.cookie = kept;
    expect((await visitor.ask('{ me { login } }')).data).toEqual({ me: null });
  });

  test('of many guesses in one request the first wrong one ends it', async () => {
    const guesses = Array.from({ length: 15 }, (_, index) => `g${index}: signIn(login: "population", password: "${index}") { login }`).join(' ');
    const response = await (await served.visitor()).fetch('/graphql', { method: 'POST', headers: { 'content-type': 'application/json', 'x-forwarded-for': '203.0.113.7' }, body: JSON.stringify({ query: `mutation { ${guesses} }` }) });
    const { errors } = await response.json() as Answer;
    expect(errors.map(({ extensions }) => extensions.code)).toEqual(['SIGN_IN_FAILED']);
    expect(response.headers.getSetCookie()).toEqual([]);
  });

  test('a password hash or the hash of a token is nowhere in the schema', async () => {
    const { data } = await (await served.visitor()).ask('{ __schema { types { name fields { name } } } }');
    expect(JSON.stringify(data)).not.toMatch(/password[Hh]ash|tokenHash/);
  });
});

describe('refusals', () => {
  test('carry code, place and sentences in both languages; nobody signed in sees nothing', async () => {
    const answer = await (await served.visitor()).ask('{ regions { code } }');
    expect(answer.errors[0]).toMatchObject({ message: 'Please sign in first.', extensions: { code: 'SIGNED_OUT', at: 'session', messages: { zh: '请先登录。', en: 'Please sign in first.' }, faults: [{ code: 'SIGNED_OUT' }] } });
    expect(answer.errors[0]?.extensions).not.toHaveProperty('stacktrace');
  });

  test('another region is one that does not exist', async () => {
    const visitor = await served.visitor('headA');
    const queries = ['budget(region: 150724, year: 2026) { id }', 'river(region: 150724, year: 2026) { year }', 'institutions(region: 150724) { edges { node { id } } }', 'tasks(region: 150724, year: 2026) { id }', `run(region: 150724, id: "01990000-0000-7000-8000-000000000000") { id }`, 'years(region: 150724)'];
    for (const query of queries) expect([query, codes(await visitor.ask(`{ ${query} }`))]).toEqual([query, ['REGION_NOT_YOURS']]);
  });

  test('an id that is none, and one that is not there', async () => {
    const visitor = await served.visitor('health');
    expect(codes(await visitor.ask('{ run(region: 610726, id: "x\' or 1=1") { id } }'))).toEqual(['NOT_FOUND']);
    expect(codes(await visitor.ask('{ payRun(region: 610726, id: "01990000-0000-7000-8000-000000000000") { id } }'))).toEqual(['NOT_FOUND']);
  });

  test('money is text: a number is refused, in the query and in the variables', async () => {
    const visitor = await served.visitor('insurance');
    const A = fixture.county.consortia.A;
    const record = (claims: string) => `mutation { recordSpending(region: 610726, consortium: "${A}", month: "2026-01", claims: ${claims}, contractFees: "0.00") { claims } }`;
    await leavesNothing(fixture, async () => {
      for (const claims of ['12.5', '12', 'true', '"12.345"', '"1e5"', '"一百"']) expect((await visitor.ask(record(claims))).errors[0]?.extensions.messages?.zh).toEqual(expect.any(String));
      const variable = await visitor.ask(`mutation ($claims: Money!) { recordSpending(region: 610726, consortium: "${A}", month: "2026-01", claims: $claims, contractFees: "0.00") { claims } }`, { claims: 12.5 });
      expect(codes(variable)).toEqual(['NOT_TEXT']);
      expect(codes(await visitor.ask(record('"9999999999999999.00"')))).toEqual(['MONEY_DIGITS']);
    });
    expect((await visitor.ask(record('"999999999999999.99"'))).data).toEqual({ recordSpending: { claims: '999999999999999.99' } });
    await ownerRows(fixture, 'delete from spending');
  });

  test('facts are texts too', async () => {
    const visitor = await served.visitor('health');
    const answer = await visitor.ask('mutation ($facts: JSONObject!) { prepareBudget(region: 610726, year: 2026, facts: $facts, decisions: { risk_share: 0.1 }) { id } }', { facts: { standard: 690, consortia: [] } });
    expect(codes(answer)).toEqual(['NOT_TEXT']);
    expect(answer.errors[0]?.extensions.at).toBe('facts.standard');
  });

  test('a query nested too deep', async () => {
    const visitor = await served.visitor('health');
    const nested = (levels: number) => `{ budget(region: 610726, year: 2026) ${'{ run '.repeat(1)}${'{ upstream '.repeat(levels)}{ id }${' }'.repeat(levels)} } }`;
    const answer = await visitor.ask(nested(11));
    expect(codes(answer)).toEqual(['QUERY_TOO_DEEP']);
    expect(answer.errors[0]?.extensions.messages?.zh).toContain('嵌套');
    expect((await visitor.ask(nested(3))).errors).toEqual([]);
    const fragments = await visitor.ask(`{ budget(region: 610726, year: 2026) { run { ...a } } } ${'abcdef'.split('').map((name, index, all) => `fragment ${name} on Run { upstream { upstream { ${all[index + 1] ? `...${all[index + 1]}` : 'id'} } } }`).join(' ')}`);
    expect(codes(fragments)).toEqual(['QUERY_TOO_DEEP']);
  });

  test('what fails here is told by its number alone, and nothing is written', async () => {
    const visitor = await served.visitor('health');
    await ownerRows(fixture, 'alter table institution rename column code to code_away');
    try {
      const answer = await leavesNothing(fixture, () => visitor.ask('{ institutions(region: 610726) { edges { node { code } } } }'));
      expect(codes(answer)).toEqual(['INTERNAL']);
      expect(answer.errors[0]?.message).toMatch(/^The server failed, reference [0-9a-f]{8}; nothing was written\.$/);
      const sheet = await visitor.fetch('/reports/pay.xlsx?region=610726&year=2026&purpose=test');
      expect(sheet.status).toBe(500);
      for (const text of [JSON.stringify(answer.errors[0]), await sheet.text()]) {
        expect(text).toContain('服务器出错');
        expect(text).not.toMatch(/does not exist|select|stack|code_away|\.ts/);
      }
    } finally {
      await ownerRows(fixture, 'alter table institution rename column code_away to code');
    }
  });
});

describe('the request', () => {
  test('of another site\'s form is refused before it runs', async () => {
    const visitor = await served.visitor('health');
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data']) {
      const response = await visitor.fetch('/graphql', { method: 'POST', headers: { 'content-type': type }, body: '{"query":"mutation { signOut }"}' });
      expect([type, response.status]).toEqual([type, 400]);
    }
    expect((await visitor.fetch('/graphql?query={me{login}}')).status).toBe(400);
    expect((await visitor.ask('{ me { login } }')).data).toEqual({ me: { login: 'health' } });
  });

  test('that is no JSON, or too long, is answered without a stack', async () => {
    const visitor = await served.visitor();
    const send = (body: string) => visitor.fetch('/graphql', { method: 'POST', headers: { 'content-type': 'application/json' }, body });
    for (const [body, status, code] of [['{"query":', 400, 'REQUEST_UNREADABLE'], [JSON.stringify({ query: 'x'.repeat(3_000_000) }), 413, 'BODY_TOO_LARGE']] as const) {
      const response = await send(body);
      const text = await response.text();
      expect([response.status, text.includes('node_modules')]).toEqual([status, false]);
      expect(JSON.parse(text)).toMatchObject({ errors: [{ extensions: { code } }] });
    }
  });

  test('gets the web, with headers that keep it to itself', async () => {
    const response = await (await served.visitor()).fetch('/pay/runs');
    expect(await response.text()).toContain('分配');
    expect(response.headers.get('content-security-policy')).toContain("default-src 'self'");
    expect(response.headers.get('x-powered-by')).toBeNull();
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  });

  test('for health is answered without signing in', async () => {
    const response = await (await served.visitor()).fetch('/healthz');
    expect([response.status, await response.json()]).toEqual([200, { healthy: true }]);
  });
});

describe('a budget', () => {
  test('from draft to approval, over the wire', async () => {
    const [health, insurance, approver] = await Promise.all([served.visitor('health'), served.visitor('insurance'), served.visitor('approver')]);
    const { data: drafted } = await health.ask('{ budgetDraft(region: 610726, year: 2026) { policy { slug title { zh } text } facts decisions editable editableDecisions current { id } } budget(region: 610726, year: 2026) { id } }');
    expect(drafted).toMatchObject({ budget: null, budgetDraft: { policy: { slug: 'ningqiang-2018' }, facts: { consortia: [{ consortium: 'A' }, { consortium: 'B' }] }, editable: ['standard', 'consortia.heads'], current: null } });
    const prepared = await health.ask(`mutation ($facts: JSONObject!, $decisions: JSONObject!) { prepareBudget(region: 610726, year: 2026, facts: $facts, decisions: $decisions) {
      id hash state preparedBy facts amounts { step row value } checks { id ok } approvals { step } waiting { step mine title { zh } } policy { hash } upstream { id } } }`, budgetGiven);
    expect(prepared.errors).toEqual([]);
    const run = (prepared.data as unknown as { prepareBudget: { id: string; hash: string; amounts: object[]; checks: Array<{ ok: boolean }> } }).prepareBudget;
    expect(run).toMatchObject({ state: 'SUBMITTED', preparedBy: 'health 的姓名', approvals: [], upstream: [], waiting: [{ step: 'INSURANCE_BUREAU', mine: false }, { step: 'HEALTH_BUREAU_APPROVER', mine: false }] });
    expect(run.amounts).toContainEqual({ step: 'package', row: 'A', value: '76767600.00' });
    expect(run.checks.every(({ ok }) => ok)).toBe(true);
    const sign = (visitor: Visitor, step: string) => visitor.ask('mutation ($run: ID!, $hash: String!, $step: String!) { signRun(region: 610726, run: $run, hash: $hash, step: $step, note: "同意") { state waiting { step mine } approvals { step by note verdict stepTitle { en } } } }', { run: run.id, hash: run.hash, step });
    expect(codes(await sign(health, 'HEALTH_BUREAU_APPROVER'))).toEqual(['SIGNED_BY_PREPARER']);
    expect((await sign(insurance, 'INSURANCE_BUREAU')).data).toMatchObject({ signRun: { state: 'REVIEWING', waiting: [{ step: 'HEALTH_BUREAU_APPROVER', mine: false }] } });
    expect((await approver.ask('query ($id: ID!) { run(region: 610726, id: $id) { waiting { step mine } } }', { id: run.id })).data).toEqual({ run: { waiting: [{ step: 'HEALTH_BUREAU_APPROVER', mine: true }] } });
    expect((await sign(approver, 'HEALTH_BUREAU_APPROVER')).data).toMatchObject({ signRun: { state: 'POSTED', waiting: [], approvals: [{ by: 'insurance 的姓名', note: '同意', verdict: 'SIGNED' }, { by: 'approver 的姓名' }] } });
    const head = await served.visitor('headA');
    expect((await head.ask('{ budget(region: 610726, year: 2026) { financing fund packages { heads amount consortium { code name } } run { state institution { code } } } }')).data).toEqual({
      budget: { financing: '207000000.00', fund: '居民医保基金', run: { state: 'POSTED', institution: null }, packages: [
        { heads: 168000, amount: '76767600.00', consortium: { code: 'A', name: '医共体A' } }, { heads: 132000, amount: '60317400.00', consortium: { code: 'B', name: '医共体B' } }] },
    });
    const explained = await head.ask('query ($run: ID!) { explanation(region: 610726, run: $run, step: "package", row: "A") { nodes { index parent name row value rule { zh } sources { clause } } } }', { run: run.id });
    expect(explained.data).toMatchObject({ explanation: { nodes: expect.arrayContaining([expect.objectContaining({ index: 0, parent: null, name: 'package', row: 'A' })]) } });
  });

  test('institutions, their consortia and people come in one query', async () => {
    const { data, errors } = await (await served.visitor('officer')).ask('{ institutions(region: 610726) { edges { node { code headcount consortium { code head { code } institutions { code } } } } } years(region: 610726) }');
    expect(errors).toEqual([]);
    expect(data).toMatchObject({ institutions: { edges: expect.arrayContaining([{ node: { code: 'TA1', headcount: 2, consortium: { code: 'A', head: { code: 'HA' }, institutions: ['HA', 'TA1', 'TA2', 'VA1', 'VA2'].map((code) => ({ code })) } } }]) } });
  });
});

describe('pay', () => {
  test('the spreadsheet read back has the sums of the report; who may not read it gets none', async () => {
    await paidYear(fixture.banner);
    const visitor = await served.visitor('hr');
    const { data } = await visitor.ask('{ report(region: 150724, year: 2010) { rows { institution { code } people total basicPaid incentivePaid perHead } sum { people total basicPaid incentivePaid surplusShare } } }');
    const { report } = data as unknown as { report: { rows: object[]; sum: Record<string, string> } };
    expect(report.rows).toEqual([{ institution: { code: 'U01' }, people: 5, total: '62400.00', basicPaid: '37440.00', incentivePaid: '24960.00', perHead: '12480.00' }]);
    const response = await visitor.fetch('/reports/pay.xlsx?region=150724&year=2010&lang=en&purpose=test');
    expect(response.headers.get('content-disposition')).toContain('Performance%20pay%202010.xlsx');
    const workbook = await openXlsx(new Uint8Array(await response.arrayBuffer()));
    const rows = workbook.sheets[0]?.rows ?? [];
    expect(rows.at(-1)?.map((cell) => cell ?? '')).toEqual(['', 'Total', report.sum.people, ...['total', 'basicPaid', 'incentivePaid'].map((key) => Number(report.sum[key])), '', Number(report.sum.surplusShare)]);
    for (const column of [2, 3, 4, 5]) expect(rows.slice(1, -1).reduce((sum, row) => sum + Number(row[column]), 0)).toBe(rows.at(-1)?.[column]);
    const status = async (who: Visitor, query: string) => (await who.fetch(`/reports/pay.xlsx?purpose=test&${query}`)).status;
    expect(await status(await served.visitor(), 'region=150724&year=2010')).toBe(401);
    expect(await status(await served.visitor('staffA'), 'region=150724&year=2010')).toBe(403);
    expect(await status(await served.visitor('insurance'), 'region=150724&year=2010')).toBe(403);
    expect(await status(visitor, 'region=x&year=2010')).toBe(403);
  });

  test('totals, distributions, notices, lines, payslips and the journal over the wire', async () => {
    const finance = await served.visitor('finance');
    const all = await finance.ask(`{ payTotals(region: 150724, year: 2010) { total basic incentive released room institution { code } run { state } }
      payRuns(region: 150724, year: 2010) { edges { node { id kind period total people paidAt notice { closesOn publishedBy } run { state } } } }
      journal(region: 150724, year: 2010, first: 2) { edges { node { fund memo { zh } postedBy run postings { account title { zh en } amount } } } pageInfo { hasNextPage } } tasks(region: 150724, year: 2010) { id } }`);
    expect(all.errors).toEqual([]);
    expect(all.data).toMatchObject({
      payTotals: [{ total: '62400.00', basic: '37440.00', incentive: '24960.00', released: '62400.00', room: '0.00', institution: { code: 'U01' }, run: { state: 'POSTED' } }],
      payRuns: { edges: expect.arrayContaining([{ node: expect.objectContaining({ kind: 'INCENTIVE', period: '2010-12', total: '24960.00', people: 5, notice: { closesOn: '2026-03-09', publishedBy: 'health 的姓名' } }) }]) },
      journal: { pageInfo: { hasNextPage: true }, edges: [{ node: { fund: '绩效工资专账', postedBy: 'finance 的姓名', postings: expect.arrayContaining([{ account: 'basic-share/U01', title: { zh: '基础性绩效工资 · 巴彦托海镇卫生院', en: 'Basic share · 巴彦托海镇卫生院' }, amount: '37440.00' }]) } }, expect.anything()] },
      tasks: [],
    });
    const { payRuns } = all.data as unknown as { payRuns: { edges: Array<{ node: { id: string; kind: string } }> } };
    const incentive = payRuns.edges.map(({ node }) => node).find(({ kind }) => kind === 'INCENTIVE')?.id;
    const lines = await (await served.visitor('head')).ask('query ($id: ID!) { payRun(region: 150724, id: $id) { lines { edges { node { person { code name grade gradeName department } item itemTitle { zh } amount } } } } }', { id: incentive });
    expect(lines.errors).toEqual([]);
    expect(lines.data).toMatchObject({ payRun: { lines: { edges: [{ node: { person: { code: 'A', name: '乌云', grade: '九级', department: null }, item: 'points_part', amount: '5664.80' } }, ...Object.keys(points).slice(1).map((code) => ({ node: { person: { code } } })), { node: { person: { code: 'L' }, item: 'leader_award', amount: '5616.00' } }] } } });
    const staff = await served.visitor('staffB');
    const slips = await staff.ask('{ payslips(region: 150724, year: 2010) { edges { node { period total person { code institution { name } } lines { item amount run step row } } } } }');
    expect(slips.data).toMatchObject({ payslips: { edges: expect.arrayContaining([{ node: expect.objectContaining({ period: '2010-12', total: '5535.24', person: { code: 'B', institution: { name: '巴彦托海镇卫生院' } } }) }]) } });
    expect(codes(await staff.ask('query ($id: ID!) { payRun(region: 150724, id: $id) { id } }', { id: incentive }))).toEqual(['ROLE_NOT_ALLOWED']);
  });

  test('the settlement over the wire', async () => {
    await ownerRows(fixture, 'truncate approval, posting, journal_entry, consortium_package, budget, notice, pay_line, pay_run, pay_total, run cascade');
    await settledYear(fixture.county);
    const { data, errors } = await (await served.visitor('officer')).ask('{ settlement(region: 610726, year: 2026) { run { state upstream { stage } } lines { consortium { code } package used surplus overspend } } certificates(region: 610726, year: 2026) { amount cause by consortium { code } } spending(region: 610726, year: 2026) { month claims consortium { code } } river(region: 610726, year: 2026) { links { source target amount } } }');
    expect(errors).toEqual([]);
    expect(data).toMatchObject({
      settlement: { run: { state: 'POSTED', upstream: [{ stage: 'BUDGET' }] }, lines: [{ consortium: { code: 'A' }, surplus: '3853032.11', overspend: '0.00' }, { consortium: { code: 'B' }, surplus: '0.00', overspend: '4002600.00' }] },
      certificates: [{ amount: '2500000.00', cause: '重大疫情', by: 'insurance 的姓名', consortium: { code: 'B' } }],
    });
  });
});
