/** `kill -9` of the server at each step of a settlement: everything is as before, and the next try under the same key finishes the step once. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { makeCounty, type County, type Login } from '../kit/county.ts';
import { Visitor } from '../kit/http.ts';
import { Killing } from '../kit/killing.ts';
import { faultsIn, ownerRows } from '../kit/ledger.ts';
import { certify, postedBudget, recordYear, settlementFacts } from '../kit/year.ts';

const full = process.env.FULL === '1';
let fixture: County;
let killing: Killing;

beforeAll(async () => {
  fixture = await makeCounty();
  await postedBudget(fixture.county);
  await recordYear(fixture.county);
  await certify(fixture.county, 'B', '2500000.00');
  killing = new Killing(fixture);
}, 120_000);
afterAll(async () => {
  await killing.close();
  await fixture.close();
}, 60_000);

/** How many rows each table has. */
async function counts(): Promise<Record<string, number>> {
  const tables = await ownerRows<{ name: string }>(fixture, `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' and relname <> 'session' order by 1`);
  const [row] = await ownerRows<Record<string, number>>(fixture, `select ${tables.map(({ name }) => `(select count(*)::int from ${name}) as ${name}`).join(', ')}`);
  return row as Record<string, number>;
}

const added = (before: Record<string, number>, after: Record<string, number>) => Object.fromEntries(
  Object.entries(after).map(([table, count]) => [table, count - (before[table] ?? 0)] as const).filter(([, more]) => more !== 0),
);

interface Step {
  what: string;
  login: Login;
  /** The request; what it answers is the run. */
  request: () => Promise<[text: string, variables: Record<string, unknown>]>;
  /** The tables that it writes to, in turn. */
  writes: string[];
  /** The rows that it adds. */
  adds: Record<string, number>;
  state: string;
}

const preparing = 'mutation ($facts: JSONObject!) { done: prepareSettlement(region: 610726, year: 2026, facts: $facts, decisions: {}) { id hash state } }';
const signing = 'mutation ($run: ID!, $hash: String!, $step: String!) { done: signRun(region: 610726, run: $run, hash: $hash, step: $step) { id hash state } }';
let run: { id: string; hash: string };
const signature = (step: string, login: Login, more: Partial<Step>): Step => ({
  what: `signature of ${step}`, login, request: () => Promise.resolve([signing, { run: run.id, hash: run.hash, step }]),
  writes: ['approval', 'audit_event', 'request_key'], adds: { approval: 1, audit_event: 1, request_key: 1 }, state: 'REVIEWING', ...more,
});

const steps: Step[] = [
  {
    what: 'preparing', login: 'health', request: async () => [preparing, { facts: await settlementFacts(fixture.county) }],
    writes: ['frozen_facts', 'run', 'known_fact', 'audit_event', 'request_key'], adds: { frozen_facts: 1, known_fact: 19, run: 1, audit_event: 1, request_key: 1 }, state: 'SUBMITTED',
  },
  signature('INSURANCE_BUREAU', 'insurance', {}),
  signature('FINANCE_BUREAU', 'finance', {}),
  signature('HEALTH_BUREAU_APPROVER', 'approver', {
    writes: ['approval', 'journal_entry', 'posting', 'chain_link', 'chain_head', 'settlement', 'settlement_line', 'audit_event', 'request_key'], state: 'POSTED',
    adds: { approval: 1, journal_entry: 1, posting: 26, chain_link: 1, settlement: 1, settlement_line: 2, audit_event: 1, request_key: 1 },
  }),
];

test.each(steps)('$what', async ({ login, request, writes, adds, state }) => {
  const [text, variables] = await request();
  const key = randomUUID();
  const before = await counts();
  for (const table of full ? writes : state === 'POSTED' ? ['settlement_line'] : []) {
    const visitor = new Visitor(await killing.serving());
    await visitor.signIn(login);
    const signedIn = await counts();
    await killing.killBeforeWriting(table, () => visitor.ask(text, variables, key));
    expect(added(signedIn, await counts())).toEqual({});
    expect(await faultsIn(fixture, fixture.county)).toEqual([]);
  }
  const visitor = new Visitor(await killing.serving());
  await visitor.signIn(login);
  for (let times = 0; times < 2; times += 1) {
    const { data, errors } = await visitor.ask(text, variables, key);
    expect(errors).toEqual([]);
    const done = data?.done as unknown as typeof run & { state: string };
    run = done;
    expect(done.state).toBe(state);
  }
  const { audit_event: audited, ...others } = added(before, await counts());
  expect([others, (audited ?? 0) >= 1]).toEqual([Object.fromEntries(Object.entries(adds).filter(([table]) => table !== 'audit_event')), true]);
  expect(await faultsIn(fixture, fixture.county)).toEqual([]);
}, 300_000);
