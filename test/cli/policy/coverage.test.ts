/** Coverage that cannot be faked: only what an example notices counts. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { coverageOf, type Coverage } from '../../../server/cli/policy/coverage.ts';
import { checkPolicy } from '../../../server/core/policy/check.ts';
import type { Policy } from '../../../server/core/policy/policy.ts';

const small = readFileSync(new URL('../../core/policy/small.yaml', import.meta.url), 'utf8').replace(/^ +labels:.*\n/m, '');

/** The small policy with its source numbered, changed as told. */
function policy(...changes: Array<[string, string]>): Policy {
  const numbered: Array<[string, string]> = [['clause: 一, says', 'clause: 一, rule: R-1, says'], ...changes];
  const text = numbered.reduce((before, [from, to]) => {
    expect(before).toContain(from);
    return before.replace(from, () => to);
  }, small);
  const { policy: read, faults } = checkPolicy(text);
  expect(faults).toEqual([]);
  return read as Policy;
}

const silent = ({ unnoticed }: Coverage) => unnoticed.map(({ is, of }) => `${is} ${of}`);
const given = 'gives: { financing: 4830.00, package: { A: 1863.00, B: 2484.00 }, distributed: { A: 1489.60 } }';

describe('coverage', () => {
  test('names for a rule the preset, what was made wrong and the example that failed', () => {
    const found = coverageOf([policy()], ['R-1']);
    expect(found).toMatchObject({ missing: [], covered: [{ rule: 'R-1', preset: 'small', of: 'kept', is: 'figure', example: 1 }] });
    expect(silent(found)).toEqual(['check within']);
  });

  test('a rule that nobody cites is missing', () => {
    expect(coverageOf([policy()], ['R-1', 'R-2']).missing).toEqual(['R-2']);
  });

  test('a figure or a step whose result no example states is not noticed', () => {
    const found = coverageOf([policy([given, 'gives: { financing: 4830.00 }'])], ['R-1']);
    expect(found.covered).toEqual([{ rule: 'R-1', preset: 'small', of: 'risk_share', is: 'figure', example: 1 }]);
    expect(silent(found)).toEqual(['figure kept', 'step surplus', 'step sharing', 'check within']);
  });

  test('a rule is missing when its examples state nothing that rests on it', () => {
    const split: Array<[string, string]> = [
      ['rule: R-1, says: { zh: 规定一。, en: Rule one. } }', 'rule: R-1, says: { zh: 规定一。, en: Rule one. } }\n  - { id: s2, document: { zh: 文件, en: Document }, clause: 二, rule: R-2, says: { zh: 规定二。, en: Rule two. } }'],
      ['split: surplus\n    why: s1', 'split: surplus\n    why: s2'],
      ['value: 80%, why: s1', 'value: 80%, why: s2'],
    ];
    expect(coverageOf([policy(...split)], ['R-2'])).toMatchObject({ missing: [], covered: [{ of: 'kept' }] });
    expect(coverageOf([policy(...split, [', distributed: { A: 1489.60 }', ''])], ['R-2'])).toMatchObject({ missing: ['R-2'], covered: [] });
  });

  test('a wrong that the checker refuses by itself does not count', () => {
    const fixed = policy(['weight: kept', 'weight: 80%'], ['weight: 1 - kept', 'weight: 20%'], ['value: 80%, why: s1, title: { zh: 分配比例, en: Distributed share } }', 'value: 1, why: s1, title: { zh: 份数, en: Parts } }'], ['limit: package - spent', 'limit: (package - spent) * kept'], [', distributed: { A: 1489.60 }', '']);
    expect(silent(coverageOf([fixed], ['R-1']))).toEqual(expect.arrayContaining(['figure kept', 'step sharing']));
    expect(silent(coverageOf([fixed], ['R-1']))).not.toContain('figure sharing');
  });

  test('a check counts when an example expects it to fail', () => {
    const over = policy([`    ${given}`, `    ${given}\n  - it: { zh: 超支, en: Overspent }\n    facts: { standard: 690.00, consortia: [ { consortium: A, heads: 1, spent: 621.01 } ] }\n    gives: { overspend: { A: 0.01 } }\n    blocks: [within]`]);
    expect(silent(coverageOf([over], ['R-1']))).toEqual([]);
  });
});
