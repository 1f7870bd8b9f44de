/** What the heads of groups divide: inside the terms of the policy, to the fen, told beside the rule. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { evaluate, moneyOf } from '../../../server/core/policy/evaluate.ts';
import { layPolicy } from '../../../server/core/policy/overlay.ts';
import { readFactsFile } from '../../../server/core/policy/raw-facts.ts';
import { sentencesOf } from '../../../server/core/policy/sentences.ts';
import { policyOf } from './kit.ts';
import { faults, hospital, refusal, sheet, staff, step } from './rules/hospital.ts';

const second = (of: string, more = ''): string => `decisions:\n  second: { type: allocation, of: ${of}${more}, by: department-head, why: s1, title: { zh: 二次分配, en: Second allocation } }\n`;
const dividing = 'divide: units.unit_pool, among: staff, within: unit, by: points, where: working, cap: most, floor: least, excess: redistribute, unplaced: { id: unplaced, title: { zh: 余, en: Left } }, leftover: largest-remainder';
const steps = step('own', dividing);
const strict = hospital(steps, { before: second('own') });
const reasoned = hospital(steps, { before: second('own', ', beyond: reason, reason_over: 10%') });
const units = [{ unit: 'A', unit_pool: '100.00' }, { unit: 'B', unit_pool: '50.01' }];
const people = staff({ a: { points: 1, most: '80.00' }, b: { points: 1 }, c: { unit: 'B', points: 1 }, d: { unit: 'B', points: 1, least: '10.00' }, e: { points: 5, working: 'false' } });
const facts = { units, staff: people };
const decide = (decided: unknown): { second: string } => ({ second: JSON.stringify(decided) });
const amounts = (a: string, b: string) => ({ amounts: { a, b } });

describe('an allocation', () => {
  test('divides one group otherwise and leaves the others as the rule has them', () => {
    expect(sheet(strict, facts).prints('own')).toBe('50.00 50.00 25.01 25.00 0.00');
    expect(sheet(strict, facts, decide({ A: amounts('70.00', '30.00') })).prints('own')).toBe('70.00 30.00 25.01 25.00 0.00');
    expect(sheet(strict, facts, decide({})).prints('own')).toBe('50.00 50.00 25.01 25.00 0.00');
  });

  test('is told with who decided it, when and why', () => {
    const decided = { A: { ...amounts('70.00', '30.00'), reasons: { a: '承担夜班' }, by: '张三', on: '2026-12-09' } };
    const { why } = sheet(strict, facts, decide(decided));
    expect(why('own', 'a').bound).toEqual({
      zh: '按规则为 50.00；科室主任 张三（2026-12-09）改定为 70.00（二次分配），理由：承担夜班',
      en: '50.00 by the rule; set to 70.00 by: Head of the department 张三 (2026-12-09) (Second allocation), because: 承担夜班',
    });
    expect(why('own', 'b').bound?.zh).toBe('按规则为 50.00；科室主任 张三（2026-12-09）改定为 30.00（二次分配）');
    expect(why('own', 'c').override).toBeUndefined();
    const above = sheet(strict, facts, decide({ A: { ...amounts('70.00', '30.00'), office: 'hospital-head', why: '院长代定' } }));
    expect(above.why('own', 'b').bound?.zh).toBe('按规则为 50.00；总院院长改定为 30.00（二次分配），理由：院长代定');
  });

  test.each<[string, unknown, string[]]>([
    ['one fen short', { A: amounts('70.00', '29.99') }, ['decisions.second.A SECOND_NOT_SPENT']],
    ['above a bound', { A: amounts('80.01', '19.99') }, ['decisions.second.A.amounts.a SECOND_ABOVE']],
    ['below a bound', { B: { amounts: { c: '40.02', d: '9.99' } } }, ['decisions.second.B.amounts.d SECOND_BELOW']],
    ['without somebody', { A: { amounts: { a: '80.00' } } }, ['decisions.second.A.amounts.b SECOND_INCOMPLETE', 'decisions.second.A SECOND_NOT_SPENT']],
    ['for somebody of another group', { A: { amounts: { a: '50.00', b: '25.00', c: '25.00' } } }, ['decisions.second.A.amounts.c SECOND_NOT_MEMBER']],
    ['for somebody whom the step leaves out', { A: { amounts: { a: '50.00', b: '25.00', e: '25.00' } } }, ['decisions.second.A.amounts.e SECOND_NOT_MEMBER']],
    ['for an unknown row or group', { A: { amounts: { z: '1.00' } }, Z: { amounts: {} } }, ['decisions.second.A.amounts.z ROW_UNKNOWN', 'decisions.second.Z ROW_UNKNOWN']],
    ['below 0, or with parts of a fen', { A: amounts('-1.00', '0.001') }, ['decisions.second.A.amounts.a MONEY_NEGATIVE', 'decisions.second.A.amounts.b MONEY_DECIMALS']],
    ['without amounts', { A: { reasons: {} } }, ['decisions.second.A ALLOCATION_UNREADABLE']],
    ['with more than that', { A: { ...amounts('50.00', '50.00'), note: 'x' } }, ['decisions.second.A ALLOCATION_UNREADABLE']],
    ['with numbers in place of texts', { A: { amounts: { a: 50, b: 50 } } }, ['decisions.second.A ALLOCATION_UNREADABLE']],
    ['as a text', { A: 'x' }, ['decisions.second.A ALLOCATION_UNREADABLE']],
    ['as a list', [], ['decisions.second ALLOCATION_UNREADABLE']],
    ['on no day', { A: { ...amounts('50.00', '50.00'), on: '2026-02-30' } }, ['decisions.second.A.on DAY_NOT_VALID']],
    ['of a group that has nobody', { C: { amounts: { a: '0.00' } } }, ['decisions.second.C.amounts.a SECOND_NOT_MEMBER']],
  ])('is refused %s', (_what, decided, expected) => expect(refusal(strict, { ...facts, units: [...units, { unit: 'C' }] }, decide(decided))).toEqual(expected));

  test('leaves bounds and the rule with a reason where the policy says so', () => {
    expect(refusal(reasoned, facts, decide({ A: amounts('90.00', '10.00') }))).toEqual(['decisions.second.A.reasons.a SECOND_REASON', 'decisions.second.A.reasons.b SECOND_REASON']);
    expect(sheet(reasoned, facts, decide({ A: { ...amounts('90.00', '10.00'), reasons: { a: '夜班', b: '病假' } } })).prints('own')).toBe('90.00 10.00 25.01 25.00 0.00');
    expect(sheet(reasoned, facts, decide({ A: amounts('55.00', '45.00') })).prints('own')).toBe('55.00 45.00 25.01 25.00 0.00');
  });

  test('that was decided on another pool, or for other people, is carried over in its proportions', () => {
    const decided = { A: { ...amounts('70.00', '30.00'), pool: '100.00' } };
    expect(sheet(strict, facts, decide(decided)).prints('own')).toBe('70.00 30.00 25.01 25.00 0.00');
    expect(sheet(strict, { ...facts, units: [{ unit: 'A', unit_pool: '50.01' }, units[1] as Record<string, string>] }, decide(decided)).prints('own')).toBe('35.01 15.00 25.01 25.00 0.00');
    const joined = staff({ a: { points: 1, most: '80.00' }, b: { points: 1 }, c: { unit: 'B', points: 1 }, d: { unit: 'B', points: 1 }, e: { points: 5, working: 'false' }, f: { points: 2 } });
    expect(sheet(strict, { ...facts, staff: joined }, decide(decided)).prints('own')).toBe('46.67 20.00 25.01 25.00 0.00 33.33');
    expect(refusal(strict, facts, decide({ A: { ...amounts('70.00', '30.00'), pool: '99.99' } }))).toEqual(['decisions.second.A SECOND_NOT_SPENT']);
    expect(refusal(strict, facts, decide({ A: { ...amounts('70.00', '30.00'), pool: 'x' } }))).toEqual(['decisions.second.A.pool NUMBER_UNREADABLE']);
  });

  test('is written in a file of facts, and said in a sentence', () => {
    const policy = policyOf(reasoned);
    const written = readFactsFile(policy, 'units: { A: { unit_pool: 1.00 } }\nstaff: { a: { points: 1 } }\nsecond: { A: { amounts: { a: 1.00 } } }\n').written;
    expect(written?.decisions).toEqual({ second: '{"A":{"amounts":{"a":"1.00"}}}' });
    const says = (text: string) => sentencesOf(policyOf(text)).find(({ at }) => at === 'decisions.second')?.says;
    expect(says(reasoned)?.zh).toBe('科室主任在本组总额内分配own金额，须分完，越出上下限须写理由，与按规则所得相差超过 10% 须写理由');
    expect(says(strict)?.en).toBe('Head of the department divides The own within the group and gives out its whole pool, never beyond the bounds');
  });

  test.each<[string, string, string, string[]]>([
    ['of an unknown amount', steps, second('nothing'), ['OVERRIDE_AMOUNT_UNKNOWN']],
    ['of what is not divided', step('own', 'each: staff, formula: claim'), second('own'), ['ALLOCATION_NOT_DIVIDED']],
    ['of one pool for all', step('own', 'divide: pool, among: staff, by: points, leftover: largest-remainder'), second('own'), ['ALLOCATION_NOT_DIVIDED']],
    ['of what stands beside the rows', steps, second('unplaced'), ['ALLOCATION_NOT_DIVIDED']],
    ['of what keeps the excess', step('own', 'divide: units.unit_pool, among: staff, within: unit, by: points, cap: most, excess: { id: over, title: { zh: 超, en: Over } }, leftover: largest-remainder'), second('own'), ['ALLOCATION_EXCESS_KEPT']],
    ['that is faulty', steps, second('own', ', beyond: never, reason_over: x'), ['NOT_ONE_OF', 'NUMBER_UNREADABLE']],
    ['of nothing', steps, second('own').replace('of: own, ', ''), ['FIELD_MISSING']],
  ])('a policy is refused with one %s', (_what, made, before, codes) => {
    expect(faults(made, { before }).map((fault) => fault.split(' ').at(-1))).toEqual(codes);
  });
});

test('whatever is accepted adds up to the pool of the group', () => {
  const policy = policyOf(reasoned);
  const fen = fc.bigInt({ min: 0n, max: 20_000n });
  const yuan = (amount: bigint) => `${amount / 100n}.${String(amount % 100n).padStart(2, '0')}`;
  fc.assert(fc.property(fen, fen, fen, fc.boolean(), (pool, first, other, spent) => {
    const given = { a: yuan(first), b: yuan(spent && pool >= first ? pool - first : other) };
    const whole = { ...facts, units: [{ unit: 'A', unit_pool: yuan(pool) }, { unit: 'B', unit_pool: '20.00' }] };
    const decided = decide({ A: { amounts: given, reasons: { a: 'x', b: 'x' } } });
    const refused = refusalOf(() => evaluate(policy, whole, decided));
    if (refused) return expect(refused).toMatch(/SECOND_NOT_SPENT/);
    const own = evaluate(policy, whole, decided).amounts.get('own')!;
    return expect(moneyOf(own, 'a') + moneyOf(own, 'b')).toBe(pool);
  }), { numRuns: 200 });
});

function refusalOf(work: () => unknown): string | undefined {
  try {
    work();
    return undefined;
  } catch (error) {
    return JSON.stringify((error as { faults: Array<{ code: string }> }).faults.map(({ code }) => code));
  }
}

test('a policy laid over another leaves the heads no more than that one does', () => {
  const over = (id: string, terms: string): string => `language: 1\npolicy: over\nversion: 1\noverlays: ${id}@1\ntitle: { zh: 上, en: Over }\nplace: { code: "610726", zh: 某县, en: Some County }\napplies: { from: 2019-01-01 }
decisions: { second: { ${terms}, why: s1 } }\nexamples:\n  - { it: { zh: 例, en: Example }, facts: { units: [ { unit: A, unit_pool: 1.00 } ], staff: [ { number: a, points: 1 } ] }, gives: { own: { a: 1.00 } } }\n`;
  const found = (id: string, terms: string) => layPolicy(over(id, terms), (name) => (name === 'strict' ? strict : reasoned)).faults.filter(({ severity }) => severity !== 'warning').map(({ at, code, values }) => [at, code, values?.['limit']]);
  expect(found('strict', 'beyond: reason')).toEqual([['decisions.second.beyond', 'LIMIT_WIDENED', 'refuse']]);
  expect(found('reasoned', 'reason_over: 10.5%')).toEqual([['decisions.second.reason_over', 'LIMIT_WIDENED', '10%']]);
  expect(found('reasoned', 'reason_over: 5%')).toEqual([]);
  expect(found('strict', 'reason_over: 5%')).toEqual([]);
});
