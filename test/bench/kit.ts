/** What the benchmarks share: figures from a seed, paired times, memory, and a policy out of its text. */
import { checkPolicy } from '../../server/core/policy/check.ts';
import type { Policy } from '../../server/core/policy/policy.ts';
import { Refusal } from '../../server/core/refusal.ts';

/** Whole numbers from `least` to `most`, the same in every run (xorshift). */
export function numbers(seed: number): (least: number, most: number) => number {
  let state = seed;
  return (least, most) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return least + ((state >>> 0) % (most - least + 1));
  };
}

/** A whole number as a decimal with so many places. */
export function decimal(whole: number, places: number): string {
  const digits = String(whole).padStart(places + 1, '0');
  return `${digits.slice(0, -places)}.${digits.slice(-places)}`;
}

/** The head that every policy has, and what a benchmark writes below it. */
export function policyOf(name: string, text: string): Policy {
  const { policy, faults } = checkPolicy(`language: 1
policy: ${name}
version: 1
kind: performance-pay
title: { zh: 测速, en: Benchmark }
place: { code: "610726", zh: 某县, en: Some County }
applies: { from: 2018-01-01 }
sources:
  - { id: s1, document: { zh: 文件, en: Document }, clause: 一, says: { zh: 规定一。, en: Rule one. } }
${text}`);
  if (!policy) throw new Refusal(faults);
  return policy;
}

function collect(): void {
  if (!globalThis.gc) throw new Error('run with --expose-gc');
  globalThis.gc();
}

/** Milliseconds of processor time, and megabytes by which the heap has grown when the run ends. */
export interface Cost {
  ms: number;
  mb: number;
}

/** Processor time and not the clock: other work on the machine must not count. */
function measure(run: () => unknown, times: number): Cost {
  collect();
  const before = process.memoryUsage().heapUsed;
  const start = process.cpuUsage();
  const kept = [run()];
  const mb = (process.memoryUsage().heapUsed - before) / 2 ** 20;
  for (let again = 1; again < times; again += 1) run();
  const { user, system } = process.cpuUsage(start);
  return { ms: (user + system) / 1000 / times / kept.length, mb };
}

export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] as number;
}

/** Runs each in turn, round by round, each so many times in a round; the medians of one run. The first round warms up. */
export function paired<Name extends string>(rounds: number, runs: Readonly<Record<Name, { times: number; run: () => unknown }>>): Record<Name, Cost> {
  const costs = Object.fromEntries(Object.keys(runs).map((name): [string, Cost[]] => [name, []])) as Record<Name, Cost[]>;
  for (let round = 0; round <= rounds; round += 1) {
    for (const [name, { run, times }] of Object.entries(runs) as Array<[Name, (typeof runs)[Name]]>) {
      const cost = measure(run, times);
      if (round > 0) costs[name].push(cost);
    }
  }
  const middle = (own: readonly Cost[]): Cost => ({ ms: median(own.map(({ ms }) => ms)), mb: median(own.map(({ mb }) => mb)) });
  return Object.fromEntries(Object.entries<Cost[]>(costs).map(([name, own]) => [name, middle(own)])) as Record<Name, Cost>;
}

/** A line of the report. */
export function line(name: string, { ms, mb }: Cost, people: number): string {
  return `  ${name.padEnd(44)} ${ms.toFixed(1).padStart(9)} ms ${((ms * 1000) / people).toFixed(2).padStart(9)} µs/person ${mb.toFixed(0).padStart(6)} MB`;
}
