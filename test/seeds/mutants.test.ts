/** The presets written wrongly in ten ways, at every place: the checker or an example must find at least 99 of 100. */
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { presetTexts } from '../../seeds/presets.ts';
import type { Policy } from '../../server/core/policy/policy.ts';
import { readPolicy } from '../../server/core/policy/read.ts';
import { isFound, mutantsOf, operators, type Mutant, type Operator } from '../kit/policy-mutants.ts';

/** A mutant that means the same as what was written, and why. */
interface Equivalent {
  policy: string;
  operator: Operator;
  of: string;
  was: string;
  now: string;
  why: string;
}

const equivalents = JSON.parse(readFileSync(new URL('equivalent-mutants.json', import.meta.url), 'utf8')) as Equivalent[];
/** Every mutant with FULL=1, else every so many. */
const stride = process.env.FULL === '1' ? 1 : 13;

function keyOf({ policy, operator, of, was, now }: { policy: string | Policy } & Omit<Mutant, 'policy'>): string {
  return JSON.stringify([typeof policy === 'string' ? policy : policy.id, operator, of, was, now]);
}

const listed = new Set(equivalents.map(keyOf));
const policies: Policy[] = [];
const mutants: Mutant[] = [];

beforeAll(async () => {
  for (const text of await presetTexts()) {
    const { policy } = readPolicy(text);
    if (policy) policies.push(policy);
  }
  mutants.push(...policies.flatMap((policy) => [...mutantsOf(policy)]));
}, 60_000);

describe('mutants of the presets', () => {
  test('are there for every preset and of every kind', async () => {
    expect(policies).toHaveLength((await presetTexts()).length);
    expect(policies.filter(({ id }) => !mutants.some(({ policy }) => policy.id === id))).toEqual([]);
    expect(operators.filter((operator) => !mutants.some((mutant) => mutant.operator === operator))).toEqual([]);
  });

  test('are found, but for those that mean the same: 99 of 100, and 97 of 100 of each preset', () => {
    const tried = mutants.filter((mutant, at) => at % stride === 0 && !listed.has(keyOf(mutant)));
    const missed = tried.filter((mutant) => !isFound(mutant));
    const said = missed.map(keyOf).join('\n');
    const most = (part: number, all: readonly Mutant[], unfound: readonly Mutant[]): string => (unfound.length * 100 <= all.length * (100 - part) ? '' : said);
    expect(most(99, tried, missed)).toBe('');
    if (stride > 1) return;
    const of = (id: string, all: readonly Mutant[]): Mutant[] => all.filter(({ policy }) => policy.id === id);
    for (const { id } of policies) expect([id, most(97, of(id, tried), of(id, missed))]).toEqual([id, '']);
  }, 300_000);

  test('that are listed as meaning the same are made, each once, and nothing finds them', () => {
    expect(listed.size).toBe(equivalents.length);
    expect(equivalents.filter(({ why }) => why.length < 20)).toEqual([]);
    const made = mutants.filter((mutant) => listed.has(keyOf(mutant)));
    expect(made.map(keyOf).sort()).toEqual([...listed].sort());
    expect(made.filter(isFound).map(keyOf)).toEqual([]);
  });
});
