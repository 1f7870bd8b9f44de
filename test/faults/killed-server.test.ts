/** `kill -9` of the server while it approves and posts: afterwards the state is before or after, never between, and a retry ends it once. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import fc from 'fast-check';
import { makeCounty, type County, type Login } from '../kit/county.ts';
import { Visitor } from '../kit/http.ts';
import { Killing } from '../kit/killing.ts';
import { faultsIn, ownerRows } from '../kit/ledger.ts';
import { preparedBudget, sign } from '../kit/year.ts';

const full = process.env.FULL === '1';
const randomKills = full ? 200 : 1;
let fixture: County;
let killing: Killing;
let year = 2019;

beforeAll(async () => {
  fixture = await makeCounty();
  killing = new Killing(fixture);
}, 120_000);
afterAll(async () => {
  await killing.close();
  await fixture.close();
}, 60_000);

const tables = ['approval', 'run', 'journal_entry', 'posting', 'chain_link', 'budget', 'consortium_package', 'request_key', 'audit_event'] as const;
type State = Record<typeof tables[number] | 'head' | 'posted', number>;

async function state(): Promise<State> {
  const counts = tables.map((table) => `(select count(*)::int from ${table}) as ${table}`).join(', ');
  const [row] = await ownerRows<State>(fixture, `select ${counts}, (select coalesce(sum(sequence), 0)::int from chain_head) as head, (select count(*)::int from run where state = 'POSTED') as posted`);
  return row as State;
}

const plus = (before: State, change: Partial<State>): State => Object.fromEntries(Object.entries(before).map(([name, count]) => [name, count + (change[name as keyof State] ?? 0)])) as State;
const signed = { approval: 1, request_key: 1, audit_event: 1 };
const postings = 12;

type Step = [step: string, login: Login, effect: Partial<State>];
const steps: Step[] = [
  ['INSURANCE_BUREAU', 'insurance', signed],
  ['HEALTH_BUREAU_APPROVER', 'approver', { ...signed, journal_entry: 1, posting: postings, chain_link: 1, budget: 1, consortium_package: 2, head: 1, posted: 1 }],
];

interface Attempt {
  visitor: Visitor;
  login: Login;
  run: { id: string; hash: string };
  step: string;
  key: string;
}

const ask = ({ visitor, run, step, key }: Attempt) => visitor.ask(`mutation { signRun(region: 610726, run: "${run.id}", hash: "${run.hash}", step: "${step}") { state } }`, {}, key);

/** A run that waits for this step, and somebody signed in who gives it. */
async function attempt(address: string, [step, login]: Step): Promise<Attempt> {
  year += 1;
  const run = await preparedBudget(fixture.county, { year });
  if (step === 'HEALTH_BUREAU_APPROVER') await sign(fixture.county, run, 'INSURANCE_BUREAU');
  const visitor = new Visitor(address);
  await visitor.signIn(login);
  return { visitor, login, run, step, key: randomUUID() };
}

/** After the kill: before or after; then another server is asked again under the same key, and it is after, once. */
async function holds(before: State, attempted: Attempt, effect: Partial<State>): Promise<'before' | 'after'> {
  await killing.settled();
  const after = plus(before, effect);
  const found = await state();
  expect([before, after]).toContainEqual(found);
  expect(await faultsIn(fixture, fixture.county)).toEqual([]);
  const visitor = new Visitor(await killing.serving());
  visitor.cookie = attempted.visitor.cookie;
  for (let times = 0; times < 2; times += 1) expect((await ask({ ...attempted, visitor })).errors).toEqual([]);
  expect(await state()).toEqual(after);
  expect(await faultsIn(fixture, fixture.county)).toEqual([]);
  return found.approval === before.approval ? 'before' : 'after';
}

/** The tables that a signature writes to, in turn: the server is killed while it waits to write there. */
const points: Array<[table: string, step: 0 | 1]> = full
  ? [['approval', 0], ['audit_event', 0], ['request_key', 0], ['approval', 1], ['journal_entry', 1], ['posting', 1], ['chain_link', 1], ['chain_head', 1], ['budget', 1], ['consortium_package', 1], ['audit_event', 1], ['request_key', 1]]
  : [['chain_head', 1], ['request_key', 1]];

test.each(points)('before it writes to %s, at signature %i', async (table, index) => {
  const step = steps[index] as Step;
  const attempted = await attempt(await killing.serving(), step);
  const before = await state();
  await killing.killBeforeWriting(table, () => ask(attempted));
  expect(await holds(before, attempted, step[2])).toBe('before');
}, 120_000);

test(`at ${randomKills} moments taken at random`, async () => {
  const moments = fc.sample(fc.integer({ min: 0, max: 120 }), { numRuns: randomKills, seed: 20_261_122 });
  const outcomes: string[] = [];
  for (const [index, afterMs] of moments.entries()) {
    const step = steps[index % 2] as Step;
    const attempted = await attempt(await killing.serving(), step);
    const before = await state();
    const asked = ask(attempted).catch(() => undefined);
    await pause(afterMs);
    await killing.kill();
    await asked;
    outcomes.push(await holds(before, attempted, step[2]));
  }
  if (full) expect(new Set(outcomes)).toEqual(new Set(['before', 'after'])); // else the moments are not those of the work
}, full ? 1_800_000 : 120_000);
