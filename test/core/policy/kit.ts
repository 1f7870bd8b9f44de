/** Policies for the tests beside this file. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { checkPolicy } from '../../../server/core/policy/check.ts';
import type { Policy } from '../../../server/core/policy/policy.ts';
import { Refusal, say, type Fault } from '../../../server/core/refusal.ts';

export const folder = fileURLToPath(new URL('.', import.meta.url));
export const small = readFileSync(`${folder}small.yaml`, 'utf8');
export const every = readFileSync(`${folder}every.yaml`, 'utf8');

/** A policy that has no errors. */
export function policyOf(text: string): Policy {
  const { policy, faults } = checkPolicy(text);
  if (!policy) throw new Refusal(faults);
  return policy;
}

/** A text with parts replaced; each must stand in it. */
export function changed(text: string, ...changes: Array<[from: string, to: string]>): string {
  return changes.reduce((made, [from, to]) => {
    if (!made.includes(from)) throw new Error(`not there: ${from}`);
    return made.replace(from, to);
  }, text);
}

/** Seconds of work of this process, which other processes do not lengthen as they do the time on the clock. */
export function work(run: () => void): number {
  const before = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000_000;
}

/** `line:column CODE` of each fault. */
export function short(faults: readonly Fault[]): string[] {
  return faults.map(({ line, column, code }) => `${line}:${column} ${code}`);
}

/** The faults of what is refused, as `at CODE`. */
export function refused(run: () => unknown): string[] {
  try {
    run();
  } catch (error) {
    if (error instanceof Refusal) return error.faults.map(({ at, code }) => `${at} ${code}`);
    throw error;
  }
  throw new Error('nothing was refused');
}

/** Each fault in full: place, code, path and both sentences. */
export function told(faults: readonly Fault[]): string {
  return faults.map((fault) =>
    `${fault.line}:${fault.column} ${fault.severity === 'warning' ? 'warning ' : ''}${fault.code} ${fault.at}\n  ${say(fault, 'zh')}\n  ${say(fault, 'en')}\n`).join('');
}
