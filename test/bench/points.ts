/**
 * `npm run bench:points`: 1,000,000 cases (or the number given) from their table to every hospital's settlement, through the policy file: facts made of the
 * cases, evaluated, and the run with its amounts written. Beside it, turn by turn, one SQL statement that computes the same and writes a line a hospital,
 * under the same role with row-level security, on the same tables, indexes and pool. Results are compared to the fen; figures of one run only.
 */
import 'reflect-metadata';
import { rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { formatMoney } from '../../server/core/money.ts';
import type { RawFacts } from '../../server/core/policy/policy.ts';
import { inTransaction } from '../../server/db.ts';
import { stopEmbedded } from '../../server/db/embedded.ts';
import type { Run } from '../../server/model/run.ts';
import { prepareStage } from '../../server/stage/prepare-stage.ts';
import { makeCounty } from '../kit/county.ts';
import { median } from './kit.ts';
import { makeCity, month, region, type City } from './points-place.ts';
import { makeTables, settled, statements } from './points-sql.ts';

const cases = Number(process.argv[2] ?? '1000000');
const hospitals = 200;
const rounds = 5;
/** A twelfth of the year's total, in fen. */
const pool = 1_583_333_333;
const megabyte = 2 ** 20;
process.env.TEST_CLUSTER = resolve(`.data/test/run-${process.pid}`); // what a killed run leaves, the next test removes

/** Milliseconds by the clock, since most of the work is PostgreSQL's. */
async function timed<T>(work: () => Promise<T>): Promise<{ ms: number; result: T }> {
  const start = performance.now();
  const result = await work();
  return { ms: performance.now() - start, result };
}

/** The month prepared by the policy: what the page shows, evaluated and recorded as a run. It is not handed in, so that the next round takes its place. */
function byPolicy({ place, hospitals: all }: City): Promise<Run> {
  const facts: RawFacts = {
    levels: [{ level: '三级甲等', class_a: 'true' }, { level: '二级', class_a: 'false' }],
    hospitals: all.map(({ code, coefficient }, index) => ({ hospital: code, coefficient, graded: index < 20 ? '三级甲等' : '二级' })),
  };
  return place.as('insurance', (asking) => prepareStage(asking, { region, stage: 'MONTHLY_PREPAYMENT', period: month, facts, decisions: {}, reason: '', draft: true }));
}

/** Both have every hospital, and to the fen the same. */
function compare(run: Run, found: ReadonlyMap<string, bigint>): void {
  const printed = run.amounts['month_pay'] as Record<string, string>;
  const differing = Object.entries(printed).filter(([code, amount]) => formatMoney(found.get(code) ?? 0n) !== amount);
  if (Object.keys(printed).length !== hospitals || found.size !== hospitals || differing.length > 0) throw new Error(`the results differ: ${JSON.stringify(differing.slice(0, 3))}`);
}

async function measure(city: City): Promise<void> {
  const { orm } = city.fixture;
  const times: Record<string, number[]> = { policy: [], ...Object.fromEntries(Object.keys(statements).map((name) => [name, []])) };
  let most = 0;
  const watch = setInterval(() => { most = Math.max(most, process.memoryUsage().rss); }, 20);
  const before = process.memoryUsage().rss;
  for (let round = 0; round <= rounds; round += 1) {
    const policy = await timed(() => byPolicy(city));
    if (round > 0) times['policy']?.push(policy.ms);
    for (const [name, { sql, values }] of Object.entries(statements)) {
      await inTransaction(orm, [region], (em) => em.execute('delete from bench_paid where region_id = ?', [region]));
      const statement = await timed(() => inTransaction(orm, [region], (em) => em.execute(sql, values(month, pool))));
      if (round > 0) times[name]?.push(statement.ms);
      compare(policy.result, await settled(city.fixture));
    }
  }
  clearInterval(watch);
  const middle = (name: string) => median(times[name] ?? []);
  console.log(`${cases.toLocaleString('en')} cases of ${hospitals} hospitals, 2,278 entries; medians of ${rounds} rounds, the same to the fen in each`);
  for (const name of Object.keys(times)) console.log(`${name.padEnd(40)} ${middle(name).toFixed(0).padStart(7)} ms`);
  for (const name of Object.keys(statements)) console.log(`through the policy / ${name.padEnd(20)} ${(middle('policy') / middle(name)).toFixed(2).padStart(6)}`);
  console.log(`the process needed ${Math.ceil((most - before) / megabyte)} MB more than before`);
}

try {
  const fixture = await makeCounty();
  try {
    const city = await makeCity(fixture, hospitals, cases);
    await makeTables(city);
    await measure(city);
  } finally {
    await fixture.close();
  }
} finally {
  await stopEmbedded(process.env.TEST_CLUSTER);
  rmSync(process.env.TEST_CLUSTER, { recursive: true, force: true });
}
