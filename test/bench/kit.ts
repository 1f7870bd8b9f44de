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

/** What a run gives, the milliseconds that it takes, and the megabytes of the heap that it has used up when it ends. */
export interface Measured<T> {
  value: T;
  ms: number;
  mb: number;
}

export function measure<T>(run: () => T): Measured<T> {
  collect();
  const before = process.memoryUsage().heapUsed;
  const start = performance.now();
  const value = run();
  const ms = performance.now() - start;
  const mb = (process.memoryUsage().heapUsed - before) / 2 ** 20;
  return { value, ms, mb };
}

export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] as number;
}

/** Runs each in turn, round by round, so that what slows the machine slows all of them; the medians. */
export function paired(rounds: number, runs: Readonly<Record<string, () => unknown>>): Record<string, { ms: number; mb: number }> {
  const found = Array.from({ length: rounds }, () => Object.entries(runs).map(([name, run]) => ({ name, ...measure(run) })));
  return Object.fromEntries(Object.keys(runs).map((name) => {
    const own = found.flat().filter((each) => each.name === name);
    return [name, { ms: median(own.map(({ ms }) => ms)), mb: median(own.map(({ mb }) => mb)) }];
  }));
}

/** A line of the report. */
export function line(name: string, { ms, mb }: { ms: number; mb: number }, people: number): string {
  return `  ${name.padEnd(44)} ${ms.toFixed(1).padStart(9)} ms ${((ms * 1000) / people).toFixed(2).padStart(9)} µs/person ${mb.toFixed(0).padStart(6)} MB`;
}
