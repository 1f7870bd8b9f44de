/** The rules that move or limit money: a small wrong in any of them is noticed by an example of a preset. */
import { beforeAll, describe, expect, test } from '@jest/globals';
import { presetTexts } from '../../seeds/presets.ts';
import { coverageOf, rulesOf, type Coverage } from '../../server/cli/policy/coverage.ts';
import { coreRules } from '../../server/cli/policy/files.ts';
import type { Policy } from '../../server/core/policy/policy.ts';
import { readPolicy } from '../../server/core/policy/read.ts';

/** What no example can notice, by `rule preset name (kind)`, and why. */
const reviewed: Readonly<Record<string, string>> = {
  'NQ-18 ningqiang-2018 large_from (figure)': 'A limit of 0.01 or below 0 in place of 0.00 would differ for a payment of 0.00 alone, which releases 0.00 either way.',
};
/** Every rule with FULL=1, else every so many, and those of the reviewed list. */
const stride = process.env.FULL === '1' ? 1 : 6;

const policies: Policy[] = [];
let rules: string[] = [];
let found: Coverage = { covered: [], unnoticed: [], missing: [] };

beforeAll(async () => {
  for (const text of await presetTexts()) {
    const { policy } = readPolicy(text);
    if (policy) policies.push(policy);
  }
  const always = new Set(Object.keys(reviewed).map((key) => key.split(' ')[0] as string));
  rules = coreRules().filter((rule, at) => at % stride === 0 || always.has(rule));
  found = coverageOf(policies, rules);
}, 120_000);

describe('the rules of the list', () => {
  test('are 169, each cited by a preset', () => {
    const cited = new Set(policies.flatMap((policy) => [...rulesOf(policy).keys()]));
    expect(new Set(coreRules()).size).toBe(169);
    expect(coreRules().filter((rule) => !cited.has(rule))).toEqual([]);
  });

  test('are each held by an example', () => {
    expect(found.missing).toEqual([]);
    expect(new Set(found.covered.map(({ rule }) => rule))).toEqual(new Set(rules));
  });

  test('go unnoticed in nothing but what was reviewed', () => {
    expect(found.unnoticed.map(({ rule, preset, of, is }) => `${rule} ${preset} ${of} (${is})`).sort()).toEqual(Object.keys(reviewed).sort());
  });
});
