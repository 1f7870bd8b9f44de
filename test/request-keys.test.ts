/** The same request under the same key has one effect and one answer: over real HTTP, on a real database. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { removeOldKeys } from '../server/access/request-key.ts';
import { inTransaction } from '../server/db.ts';
import { makeCounty, type County, type Login } from './kit/county.ts';
import { serve, type Answer, type Served } from './kit/http.ts';
import { leavesNothing, ownerRows } from './kit/ledger.ts';
import { budgetGiven, fixedTotal, preparedBudget, preparedIncentive, runOf, sign, signAll } from './kit/year.ts';

let fixture: County;
let served: Served;
beforeAll(async () => {
  fixture = await makeCounty();
  served = await serve(fixture.orm);
});
afterAll(async () => {
  await served.api.close();
  await fixture.close();
});
beforeEach(() => ownerRows(fixture, 'truncate request_key, audit_event, approval, posting, journal_entry, consortium_package, budget, spending, notice, pay_line, pay_run, pay_total, run cascade'));

const codes = ({ errors }: Answer) => errors.map(({ extensions }) => extensions.code);
const prepare = 'mutation ($facts: JSONObject!, $decisions: JSONObject!) { prepareBudget(region: 610726, year: 2026, facts: $facts, decisions: $decisions) { id hash state preparedBy facts amounts { step row value } waiting { step } policy { title { zh } } } }';
const spend = (claims: string) => `mutation { recordSpending(region: 610726, consortium: "${fixture.county.consortia.A}", month: "2026-01", claims: "${claims}", contractFees: "0.00") { id claims consortium { code } } }`;
const signing = 'mutation ($run: ID!, $hash: String!, $step: String!) { signRun(region: 610726, run: $run, hash: $hash, step: $step) { state approvals { by step at } checks { ok } } }';
const count = async (table: string, where = 'true') => (await ownerRows<{ count: number }>(fixture, `select count(*)::int as count from ${table} where ${where}`))[0]?.count;

describe('a key', () => {
  test('is asked of every mutation of a region, and of nothing else', async () => {
    const visitor = await served.visitor('insurance');
    for (const key of [null, '']) expect([key, codes(await leavesNothing(fixture, () => visitor.ask(spend('1.00'), {}, key)))]).toEqual([key, ['KEY_MISSING']]);
    expect((await visitor.ask('{ me { login } }', {}, null)).data).toEqual({ me: { login: 'insurance' } });
    expect((await visitor.ask('mutation { signOut }', {}, null)).data).toEqual({ signOut: true });
  });

  test.each(['short', 'x'.repeat(65), 'sixteen chars ok', 'sixteen;chars;ok', '%00sixteen-chars'])('that is none is refused: %s', async (key) => {
    const visitor = await served.visitor('insurance');
    const answer = await leavesNothing(fixture, () => visitor.ask(spend('1.00'), {}, key));
    expect(codes(answer)).toEqual(['KEY_UNREADABLE']);
    expect(answer.errors[0]?.extensions.messages?.zh).toContain(key);
  });

  test('stands for one mutation', async () => {
    const visitor = await served.visitor('insurance');
    const two = spend('1.00').replace(/^mutation \{ (.*) \}$/, 'mutation { a: $1 b: $1 }');
    expect(codes(await leavesNothing(fixture, () => visitor.ask(two)))).toEqual(['KEY_FOR_ONE']);
    const fragment = spend('1.00').replace(/^mutation \{ (.*) \}$/, 'mutation { ...f } fragment f on Mutation { $1 }');
    expect(codes(await leavesNothing(fixture, () => visitor.ask(fragment)))).toEqual(['KEY_FOR_ONE']);
  });

  test('does not help who has no session, no grant or variables that are none', async () => {
    const stranger = await served.visitor();
    expect(codes(await leavesNothing(fixture, () => stranger.ask(spend('1.00'))))).toEqual(['SIGNED_OUT']);
    const head = await served.visitor('head');
    expect(codes(await leavesNothing(fixture, () => head.ask(spend('1.00'))))).toEqual(['REGION_NOT_YOURS']);
    const health = await served.visitor('health');
    const answer = await leavesNothing(fixture, () => health.ask(prepare, { facts: {} }));
    expect([answer.status, codes(answer)]).toEqual([200, ['BAD_USER_INPUT']]);
  });
});

describe('fifty requests at once', () => {
  test('prepare one run, and all get one answer', async () => {
    const visitor = await served.visitor('health');
    const key = randomUUID();
    const answers = await Promise.all(Array.from({ length: 50 }, () => visitor.ask(prepare, budgetGiven, key)));
    expect(answers[0]?.data).toMatchObject({ prepareBudget: { state: 'SUBMITTED', preparedBy: 'health 的姓名' } });
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    expect([await count('run'), await count('request_key'), await count('audit_event', "action = 'PREPARE_RUN'")]).toEqual([1, 1, 1]);
  });

  test('give the last signature once, and post one entry', async () => {
    const run = await preparedBudget(fixture.county);
    await sign(fixture.county, run, 'INSURANCE_BUREAU');
    const visitor = await served.visitor('approver');
    const key = randomUUID();
    const variables = { run: run.id, hash: run.hash, step: 'HEALTH_BUREAU_APPROVER' };
    const answers = await Promise.all(Array.from({ length: 50 }, () => visitor.ask(signing, variables, key)));
    expect(answers[0]?.data).toMatchObject({ signRun: { state: 'POSTED', approvals: [{ by: 'insurance 的姓名' }, { by: 'approver 的姓名' }] } });
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    expect([await count('journal_entry'), await count('approval'), await count('budget'), await count('request_key')]).toEqual([1, 2, 1, 1]);
  });

  test('under keys of their own end too: one prepares, the others are refused', async () => {
    const visitor = await served.visitor('health');
    const answers = await Promise.all(Array.from({ length: 50 }, () => visitor.ask(prepare, budgetGiven)));
    expect(answers.filter(({ errors }) => errors.length === 0)).toHaveLength(1);
    expect(new Set(answers.flatMap(codes))).toEqual(new Set(['RUN_OPEN']));
    expect([await count('run'), await count('request_key')]).toEqual([1, 1]);
  });
});

describe('the same key later', () => {
  test('gets the first answer to the byte, whatever has happened since', async () => {
    const visitor = await served.visitor('health');
    const key = randomUUID();
    const first = await visitor.ask(prepare, budgetGiven, key);
    const { prepareBudget: run } = first.data as unknown as { prepareBudget: { id: string; hash: string } };
    await signAll(fixture.county, { ...run, steps: ['INSURANCE_BUREAU', 'HEALTH_BUREAU_APPROVER'] });
    expect((await visitor.ask(`{ run(region: 610726, id: "${run.id}") { state } }`)).data).toEqual({ run: { state: 'POSTED' } });
    const again = await leavesNothing(fixture, () => visitor.ask(prepare, budgetGiven, key));
    expect(again.text).toBe(first.text);
    expect((await visitor.ask(prepare, { decisions: budgetGiven.decisions, facts: budgetGiven.facts }, key)).text).toBe(first.text);
  });

  test('with another body is a conflict', async () => {
    const visitor = await served.visitor('insurance');
    const key = randomUUID();
    await visitor.ask(spend('1.00'), {}, key);
    for (const body of [spend('2.00'), `${spend('1.00')} `, spend('1.00').replace('id claims', 'claims')]) {
      const answer = await leavesNothing(fixture, () => visitor.ask(body, {}, key));
      expect(codes(answer)).toEqual(['KEY_REUSED']);
      expect(answer.errors[0]?.message).toMatch(/^This Idempotency-Key was used for another request \(hash [0-9a-f]{12}, this one is [0-9a-f]{12}\); nothing was written\.$/);
    }
    expect(codes(await leavesNothing(fixture, () => visitor.ask(spend('1.00'), { unused: '1' }, key)))).toEqual(['KEY_REUSED']);
  });

  test('is free after a refusal, which leaves nothing', async () => {
    const visitor = await served.visitor('insurance');
    const key = randomUUID();
    expect(codes(await leavesNothing(fixture, () => visitor.ask(spend('-1.00'), {}, key)))).toEqual(['MONEY_NEGATIVE']);
    expect(codes(await leavesNothing(fixture, () => visitor.ask(prepare, budgetGiven, key)))).toEqual(['ROLE_NOT_ALLOWED']);
    expect((await visitor.ask(spend('3.00'), {}, key)).data).toMatchObject({ recordSpending: { claims: '3.00', consortium: { code: 'A' } } });
  });

  test('is free after an answer that could not be made: the effect is undone with it', async () => {
    await fixedTotal(fixture.banner);
    const payRun = await preparedIncentive(fixture.banner);
    await signAll(fixture.banner, runOf(payRun));
    const visitor = await served.visitor('health');
    const key = randomUUID();
    const publish = `mutation { publishPayRun(region: 150724, id: "${payRun.id}", closesOn: "2999-01-01") { notice { publishedBy } institution { headcount } lines { edges { node { item } } } } }`;
    await ownerRows(fixture, 'alter table pay_line rename column step to step_away');
    expect(codes(await leavesNothing(fixture, () => visitor.ask(publish, {}, key)))).toEqual(['INTERNAL']);
    await ownerRows(fixture, 'alter table pay_line rename column step_away to step');
    const answer = await visitor.ask(publish, {}, key);
    expect(answer.data).toMatchObject({ publishPayRun: { notice: { publishedBy: 'health 的姓名' }, institution: { headcount: 5 } } });
    expect(await count('notice')).toBe(1);
  });

  test('of another account or region is another key', async () => {
    const key = 'a-key-that-two-chose';
    const given = { institution: fixture.banner.institutions.U01, facts: { higher_share: '2400.00' }, decisions: { leader_incentive_set: '5616.00' } };
    const total = 'mutation ($institution: ID!, $facts: JSONObject!, $decisions: JSONObject!) { preparePayTotal(region: 150724, institution: $institution, year: 2010, facts: $facts, decisions: $decisions) { stage } }';
    const ask = async (login: Login, query: string, variables: Record<string, unknown>) => (await served.visitor(login)).ask(query, variables, key);
    expect((await ask('health', prepare, budgetGiven)).errors).toEqual([]);
    expect((await ask('health', total, given)).data).toEqual({ preparePayTotal: { stage: 'PAY_TOTAL' } });
    expect(codes(await ask('health2', prepare, budgetGiven))).toEqual(['RUN_OPEN']);
    expect((await ask('insurance', spend('5.00'), {})).errors).toEqual([]);
    expect(await ownerRows(fixture, 'select region_id, login from request_key join account on id = account_id order by 1, 2')).toEqual([
      { region_id: 150724, login: 'health' }, { region_id: 610726, login: 'health' }, { region_id: 610726, login: 'insurance' }]);
  });
});

describe('the table', () => {
  test('keeps thirty days, and is added to and cleared but never changed', async () => {
    const visitor = await served.visitor('insurance');
    const keys = [randomUUID(), randomUUID()];
    for (const key of keys) await visitor.ask(spend('1.00'), {}, key);
    await ownerRows(fixture, "update request_key set at = now() - interval '30 days 1 minute' where key = $1", [keys[0]]);
    await ownerRows(fixture, "update request_key set at = now() - interval '29 days 23 hours' where key = $1", [keys[1]]);
    const last = randomUUID();
    await visitor.ask(spend('2.00'), {}, last);
    await inTransaction(fixture.orm, [610726], (em) => removeOldKeys(em, 610726, new Date()));
    const kept = await ownerRows<{ key: string }>(fixture, 'select key from request_key order by at');
    expect(kept.map(({ key }) => key)).toEqual([keys[1], last]);
    const granted = await ownerRows<{ right: string }>(fixture, "select privilege_type as right from information_schema.role_table_grants where grantee = 'fenpei_app' and table_name = 'request_key' order by 1");
    expect(granted.map(({ right }) => right)).toEqual(['DELETE', 'INSERT', 'SELECT']);
  });
});
