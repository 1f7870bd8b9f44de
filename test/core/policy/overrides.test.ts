/** Values decided in the place of a rule's: kept beside it, with who and why. */
import { describe, expect, test } from '@jest/globals';
import { evaluate } from '../../../server/core/policy/evaluate.ts';
import { readFactsFile } from '../../../server/core/policy/raw-facts.ts';
import { sentencesOf } from '../../../server/core/policy/sentences.ts';
import { policyOf } from './kit.ts';
import { faults, hospital, refusal, sheet, staff, step } from './rules/hospital.ts';

const steps = step('pay', 'each: staff, where: working, formula: claim * factor') + step('bonus', 'formula: pool / 3') + step('level', 'each: staff, formula: factor * 2')
  + step('parts', 'divide: bonus, among: staff, by: factor, leftover: largest-remainder') + step('named', 'each: staff, formula: rank');
const leader = (of: string, more = ', at_most: 6000.00'): string =>
  `decisions:\n  leader: { type: override, of: ${of}${more}, by: health-bureau, why: s1, title: { zh: 院长薪酬, en: Pay of the head } }\n`;
const text = hospital(steps, { before: leader('pay') });
const people = staff({ a: { claim: 30 }, b: { claim: 50, working: 'false' } });
const decide = (decided: unknown): { leader: string } => ({ leader: JSON.stringify(decided) });

describe('an override', () => {
  test('stands in the place of the rule, which is told beside it', () => {
    const { prints, why } = sheet(text, { staff: people }, decide({ a: { value: '45.00', reason: '任期考核' }, b: { value: '7.00', reason: '借调' } }));
    expect(prints('pay')).toBe('45.00 7.00');
    expect(why('pay', 'a')).toMatchObject({
      value: '45.00',
      override: { own: '30.00', value: '45.00', decision: 'leader', by: { zh: '卫生健康局', en: 'Health bureau' }, reason: '任期考核' },
      bound: { zh: '按规则为 30.00；卫生健康局改定为 45.00（院长薪酬），理由：任期考核', en: '30.00 by the rule; set to 45.00 by: Health bureau (Pay of the head), because: 任期考核' },
      sources: [{ id: 's1' }, { id: 's1' }],
    });
    expect(why('pay', 'b').bound?.en).toBe('0.00 by the rule (outside what the step applies to: 0); set to 7.00 by: Health bureau (Pay of the head), because: 借调');
    expect(sheet(text, { staff: people }).prints('pay')).toBe('30.00 0.00');
    expect(sheet(text, { staff: people }).why('pay', 'a').override).toBeUndefined();
  });

  test('of a rounded amount leaves the rounding of the rule to be seen', () => {
    const single = hospital(steps, { before: leader('bonus', '') });
    const { prints, why } = sheet(single, { pool: '1.00', staff: people }, decide({ value: '9.99', reason: 'x' }));
    expect(prints('bonus')).toBe('9.99');
    expect(why('bonus')).toMatchObject({ rounding: { exact: '0.33333333…' }, override: { own: '0.33' } });
    expect(prints('parts')).toBe('5.00 4.99');
  });

  test('may be of another unit, and of a table of the policy', () => {
    const level = hospital(steps, { before: leader('level', ', at_least: none') });
    expect(sheet(level, { staff: people }, decide({ a: { value: '-150%', reason: 'x' } })).prints('level')).toBe('-1.5 2');
    const posts = text.replace('parameters:\n', 'parameters:\n  posts: { type: table, key: post, why: s1, title: { zh: 岗, en: Posts }, columns: { basic: { type: money, title: { zh: 基, en: Basic } } }, rows: [ { post: p, basic: 1.00 } ] }\n')
      .replace('steps:\n', `steps:\n${step('post_pay', 'each: posts, formula: basic * 2')}`).replace('of: pay', 'of: post_pay');
    expect(sheet(posts, { staff: people }, decide({ p: { value: '3.00', reason: 'x' } })).prints('post_pay')).toBe('3.00');
    expect(refusal(posts, {}, decide({ q: { value: '3.00', reason: 'x' } }))).toEqual(['decisions.leader.q ROW_UNKNOWN']);
  });

  test.each<[string, unknown, string[]]>([
    ['above its limit', { a: { value: '6000.01', reason: 'x' } }, ['decisions.leader.a.value ABOVE_LIMIT']],
    ['below 0', { a: { value: '-1.00', reason: 'x' } }, ['decisions.leader.a.value BELOW_LIMIT']],
    ['no money', { a: { value: '1.001', reason: 'x' } }, ['decisions.leader.a.value MONEY_DECIMALS']],
    ['without a reason', { a: { value: '1.00' }, b: { value: '1.00', reason: ' ' } }, ['decisions.leader.a.reason REASON_MISSING', 'decisions.leader.b.reason REASON_MISSING']],
    ['without a value', { a: { reason: 'x' } }, ['decisions.leader.a.value FACT_MISSING']],
    ['for an unknown row', { z: { value: '1.00', reason: 'x' } }, ['decisions.leader.z ROW_UNKNOWN']],
    ['with more than that', { a: { value: '1.00', reason: 'x', note: 'y' } }, ['decisions.leader.a OVERRIDE_UNREADABLE']],
    ['a plain value', { a: '1.00' }, ['decisions.leader.a OVERRIDE_UNREADABLE']],
    ['no rows', [], ['decisions.leader OVERRIDE_UNREADABLE']],
    ['a number', { a: { value: 1, reason: 'x' } }, ['decisions.leader.a.value FACT_NOT_SINGLE']],
  ])('is refused %s', (_what, decided, expected) => expect(refusal(text, { staff: people }, decide(decided))).toEqual(expected));

  test('is taken back by deciding nothing, of rows and of a single amount', () => {
    const single = policyOf(hospital(step('whole', 'formula: pool / 2'), { before: leader('whole') }));
    const facts = { pool: '8.00', units: [{ unit: 'A' }], staff: [] };
    expect(evaluate(single, facts, { leader: '{}' }).facts.overrides.get('whole')).toEqual(new Map());
    expect(evaluate(single, facts, { leader: '{"value":"5.00","reason":"上会"}' }).amounts.get('whole')).toMatchObject({ value: { n: 5n, d: 1n } });
    expect(evaluate(single, facts, { leader: '{}' }).amounts.get('whole')).toMatchObject({ value: { n: 4n, d: 1n } });
  });

  test('is refused when it is no JSON, and when the table itself is wrong that is told', () => {
    expect(refusal(text, { staff: people }, { leader: '{' })).toEqual(['decisions.leader OVERRIDE_UNREADABLE']);
    expect(refusal(hospital(steps, { before: leader('bonus') }), { staff: people }, { leader: '3' })).toEqual(['decisions.leader OVERRIDE_UNREADABLE']);
    expect(refusal(text, { staff: 'x' }, decide({}))).toEqual(['facts.staff FACT_NOT_A_TABLE']);
  });

  test('is written as a map in files and examples', () => {
    const example = 'examples:\n  - it: { zh: 例, en: Example }\n    facts: { units: [ { unit: A } ], staff: [ { number: a, claim: 30.00 } ] }\n    decisions: { leader: { a: { value: 45.00, reason: 任期 } } }\n    gives: { pay: { a: 45.00 } }\n';
    const policy = policyOf(hospital(steps, { before: leader('pay'), after: example }));
    expect(policy.examples[0]?.decisions).toEqual({ leader: '{"a":{"reason":"任期","value":"45.00"}}' });
    const { written } = readFactsFile(policy, 'units: [ { unit: A } ]\nstaff: [ { number: a, claim: 30.00 } ]\nleader: { a: { value: 41.00, reason: 任期 } }\n');
    expect(evaluate(policy, written?.facts ?? {}, written?.decisions).amounts.get('pay')).toMatchObject({ rows: [{ key: 'a', value: { n: 41n, d: 1n } }] });
    const refused = example.replace('45.00, reason: 任期 } } }\n    gives: { pay: { a: 45.00 } }', '45.00 } } }\n    refuses: { at: decisions.leader.a.reason, code: REASON_MISSING }');
    expect(faults(steps, { before: leader('pay'), after: refused })).toEqual([]);
    const listed = example.replace('{ a: { value: 45.00, reason: 任期 } }', '{ a: [ 45.00 ] }');
    expect(faults(steps, { before: leader('pay'), after: listed })).toEqual([expect.stringMatching(/SHAPE$/)]);
  });

  test('is said in a sentence', () => {
    const said = sentencesOf(policyOf(text)).find(({ at }) => at === 'decisions.leader');
    expect(said?.says).toEqual({ zh: '卫生健康局可逐项改定pay金额并说明理由，不低于 0，不高于 6000', en: 'Health bureau may set The pay otherwise, with a reason, at least 0, at most 6000' });
    expect(sentencesOf(policyOf(hospital(steps, { before: leader('pay', ', at_least: none') }))).find(({ at }) => at === 'decisions.leader')?.says.zh).toBe('卫生健康局可逐项改定pay金额并说明理由');
  });
});

describe('an override is a fault of the policy', () => {
  test.each<[string, string, string[]]>([
    ['of nothing', leader('pai'), ['OVERRIDE_AMOUNT_UNKNOWN']],
    ['of what adds up with others', leader('parts'), ['OVERRIDE_OF_PARTS']],
    ['of a text', leader('named'), ['OVERRIDE_NOT_NUMBER']],
    ['of an amount that has one', `${leader('pay')}${leader('pay').slice(11).replace('leader', 'other')}`, ['OVERRIDE_TWICE']],
    ['without an amount', leader('pay').replace(' of: pay,', ''), ['FIELD_MISSING']],
    ['with a limit that is no number', leader('pay', ', at_most: much'), ['NUMBER_UNREADABLE']],
    ['with a default', leader('pay', ', default: 1.00'), ['KEY_UNKNOWN']],
    ['that is no map', 'decisions: { leader: 3 }\n', ['SHAPE', 'WHY_MISSING']],
    ['under a name that is taken', leader('pay').replace('leader', 'pool'), ['NAME_TWICE']],
  ])('%s', (_what, before, codes) => expect(faults(steps, { before }).map((fault) => fault.replace(/^\d+ /, ''))).toEqual(codes));

  test('and the faults of its amount are not told twice', () => {
    expect(faults(step('pay', 'each: staff, formula: clam'), { before: leader('pay') })).toEqual([expect.stringMatching(/FORMULA_UNKNOWN_NAME$/)]);
  });
});
