import { describe, expect, test } from '@jest/globals';
import { sentencesOf } from '../../../server/core/policy/sentences.ts';
import { checkPolicy } from '../../../server/core/policy/check.ts';
import { evaluate } from '../../../server/core/policy/evaluate.ts';
import { below, movementsOf, standardStages } from '../../../server/core/policy/stages.ts';
import { stageMessages } from '../../../server/core/messages/stages.ts';
import { amountTitle } from '../../../server/core/policy/titles.ts';
import { changed, policyOf, small, told } from './kit.ts';

const accounts = `accounts:
  financing: { zh: 筹资, en: Financing }
  risk-fund: { zh: 风险金, en: Risk fund }
  package: { zh: 包干, en: Package }
  claims: { zh: 报销, en: Claims }
`;
const stages = `stages:
  budget:
    signed_by: [insurance-bureau, health-bureau-approver]
    why: s1
    moves:
      - { amount: risk, from: financing, to: risk-fund }
      - { amount: package, from: financing, to: "package/{consortium}" }
  settlement:
    signed_by: health-bureau-approver
    why: s1
    moves:
      - { amount: surplus, from: "package/{consortium}", to: claims }
`;
const staged = changed(small, ['steps:\n', `${accounts}${stages}steps:\n`]);
const facts = { standard: '690.00', consortia: [{ consortium: 'A', heads: '3', spent: '1.00' }, { consortium: 'B', heads: '4', spent: '2484.00' }] };
const withStage = (from: string, to: string): string => told(checkPolicy(changed(staged, [from, to])).faults);

describe('movements', () => {
  const policy = policyOf(staged);
  const evaluation = evaluate(policy, facts);

  test('a scalar goes from one account to another, a column from or to one account a row', () => {
    expect(movementsOf(policy, evaluation, 'budget')).toEqual([
      { step: 'risk', from: 'financing', to: 'risk-fund', amount: 48300n },
      { step: 'package', row: 'A', from: 'financing', to: 'package/A', amount: 186300n },
      { step: 'package', row: 'B', from: 'financing', to: 'package/B', amount: 248400n },
    ]);
  });

  test('an amount of 0 does not move, and a stage the policy lacks moves nothing', () => {
    expect(movementsOf(policy, evaluation, 'settlement')).toEqual([{ step: 'surplus', row: 'A', from: 'package/A', to: 'claims', amount: 186200n }]);
    expect(movementsOf(policy, evaluation, 'basic-pay')).toEqual([]);
  });

  test('braces may name another column of the row or a text fact', () => {
    const named = changed(staged,
      ['      spent: {', '      office: { type: text, title: { zh: 所, en: Office } }\n      spent: {'],
      ['  consortia:\n', '  county: { type: text, title: { zh: 县, en: County } }\n  consortia:\n'],
      ['consortium: A, heads: 3,', 'consortium: A, office: X, heads: 3,'], ['consortium: B, heads: 4', 'consortium: B, office: Y, heads: 4'],
      ['facts: { standard', 'facts: { county: K, standard'],
      ['from: financing, to: "package/{consortium}"', 'from: "financing/{county}", to: "package/{office}"'],
      ['amount: risk, from: financing, to: risk-fund', 'amount: risk, from: "financing/{county}", to: risk-fund']);
    const given = { county: 'K', standard: '690.00', consortia: [{ consortium: 'A', office: 'X', heads: '3' }] };
    const read = policyOf(named);
    expect(movementsOf(read, evaluate(read, given), 'budget').map(({ from, to }) => [from, to])).toEqual([['financing/K', 'risk-fund'], ['financing/K', 'package/X']]);
  });

  test('a column of a table that the policy itself fills moves too', () => {
    const levels = `  levels:
    type: table
    key: level
    why: s1
    title: { zh: 等级, en: Level }
    columns: { award: { type: money, title: { zh: 奖励, en: Award } } }
    rows: [ { level: one, award: 5.00 } ]
decisions:
`;
    const step = '  - { id: paid_award, each: levels, formula: award, why: s1, title: { zh: 发奖, en: Award paid } }\nchecks:\n';
    const read = policyOf(changed(staged, ['decisions:\n', levels], ['checks:\n', step], ['amount: surplus, from: "package/{consortium}"', 'amount: paid_award, from: package']));
    expect(movementsOf(read, evaluate(read, facts), 'settlement')).toEqual([{ step: 'paid_award', row: 'one', from: 'package', to: 'claims', amount: 500n }]);
  });

  test('a policy of nothing but names has every stage the platform knows', () => {
    expect(standardStages).toEqual(['budget', 'settlement', 'pay-total', 'basic-pay', 'incentive-pay']);
    expect([...policy.stages.values()].map(({ id, signedBy, published }) => [id, signedBy, published])).toEqual([
      ['budget', ['insurance-bureau', 'health-bureau-approver'], false], ['settlement', ['health-bureau-approver'], false],
    ]);
  });
});

describe('faults of stages', () => {
  test.each([
    ['a stage that there is not', '  settlement:\n', '  settling:\n', 'STAGE_UNTITLED'],
    ['an office that there is not', 'signed_by: health-bureau-approver', 'signed_by: mayor', 'NOT_ONE_OF'],
    ['an office twice', '[insurance-bureau, health-bureau-approver]', '[insurance-bureau, insurance-bureau]', 'SIGNER_TWICE'],
    ['nobody signs', '    signed_by: health-bureau-approver\n', '', 'SIGNERS_MISSING'],
    ['no source', '    signed_by: health-bureau-approver\n    why: s1\n', '    signed_by: health-bureau-approver\n', 'WHY_MISSING'],
    ['an account that is not written as one', 'to: risk-fund', 'to: Risk Fund', 'ACCOUNT_NOT_VALID'],
    ['an account without a title', 'to: risk-fund', 'to: risk-found', 'ACCOUNT_UNKNOWN'],
    ['a move without its account', 'amount: risk, from: financing, to: risk-fund', 'amount: risk, from: financing', 'FIELD_MISSING'],
    ['an amount that there is not', 'amount: risk,', 'amount: risks,', 'MOVE_AMOUNT_UNKNOWN'],
    ['braces that name nothing', '"package/{consortium}" }\n  settlement', '"package/{consortia}" }\n  settlement', 'ACCOUNT_OF_UNKNOWN'],
    ['braces on a single amount', 'amount: risk, from: financing, to: risk-fund', 'amount: risk, from: financing, to: "risk-fund/{consortium}"', 'ACCOUNT_OF_UNKNOWN'],
    ['an account that nothing uses', 'amount: surplus, from: "package/{consortium}", to: claims', 'amount: surplus, from: "package/{consortium}", to: financing', 'ACCOUNT_UNUSED'],
  ])('%s', (_, from, to, code) => {
    const text = withStage(from, to);
    expect(text).toContain(code);
    expect(text).not.toMatch(/\{\w+\}|undefined/);
  });

  test('an amount that is not money', () => {
    const alarm = '  - { id: alarm, raise: financing > 0, why: s1, title: { zh: 警示, en: Alarm } }\nchecks:\n';
    expect(told(checkPolicy(changed(staged, ['checks:\n', alarm], ['amount: risk,', 'amount: alarm,'])).faults)).toContain('MOVE_WITHOUT_MONEY');
    const text = told(checkPolicy(changed(staged, ['checks:\n', '  - { id: people, formula: sum(consortia.heads), why: s1, title: { zh: 人数, en: People } }\nchecks:\n'], ['amount: risk,', 'amount: people,'])).faults);
    expect(text).toContain('MOVE_WITHOUT_MONEY');
  });

  test('an amount whose step has a fault is not reported twice', () => {
    const text = withStage('  - { id: package, divide: budget, among: consortia, by: heads', '  - { id: package, divide: budget, among: consortium, by: heads');
    expect(text).not.toContain('MOVE_');
    const untyped = told(checkPolicy(changed(staged, ['formula: standard * sum', 'formula: standard + sum'], ['amount: risk,', 'amount: financing,'])).faults);
    expect(untyped).not.toContain('MOVE_');
    const unread = withStage('    carve: financing\n', '');
    expect(unread).toContain('STEP_KIND_MISSING');
    expect(unread).not.toContain('MOVE_');
  });

  test('every sentence is told by some row above', () => {
    const codes = ['STAGE_UNTITLED', 'STAGE_UNKNOWN', 'STAGE_ROUND', 'STAGE_CYCLE', 'FUND_UNKNOWN', 'TAKEN_OTHERWISE', 'SIGNER_TWICE', 'SIGNERS_MISSING', 'ACCOUNT_NOT_VALID', 'ACCOUNT_UNKNOWN', 'MOVE_AMOUNT_UNKNOWN', 'ACCOUNT_OF_UNKNOWN', 'ACCOUNT_UNUSED', 'MOVE_WITHOUT_MONEY'];
    expect(Object.keys(stageMessages).sort()).toEqual(codes.sort());
  });
});

describe('stages of the policy itself', () => {
  const own = `  advance:
    title: { zh: 按月预拨, en: Advance }
    period: month
    rests_on: budget
    prepared_by: insurance-bureau
    fund: residents
    signed_by: finance-bureau
    why: s1
    moves:
      - { amount: month_part, from: "package/{consortium}", to: claims }
  clearing:
    title: { zh: 清算, en: Clearing }
    period: year
    rests_on: [budget, settlement]
    signed_by: finance-bureau
    why: s1
    moves:
      - { amount: left_over, from: "package/{consortium}", to: claims }
`;
  const parts = `  - { id: month_part, each: consortia, formula: package / 12, why: s1, title: { zh: 月额, en: Part of a month } }
  - { id: over, each: consortia, raise: advanced > package, why: s1, title: { zh: 超, en: Over } }
  - { id: left_over, each: consortia, formula: package - advanced - last_over, why: s1, title: { zh: 余额, en: Left } }
checks:
`;
  const taken = `      advanced: { type: money, default: 0.00, from: { stage: advance, amount: month_part, of: year }, title: { zh: 已预拨, en: Advanced } }
      was_over: { type: boolean, default: false, from: { stage: clearing, amount: over, of: last-year }, title: { zh: 上年超, en: Over last year } }
`;
  const scalar = "  before: { type: money, default: 0.00, from: { stage: budget, amount: financing, of: last-year }, title: { zh: 上年筹资, en: Financing of last year } }\n";
  const last = '  - { id: last_over, each: consortia, formula: if was_over then before / 100 else before * 0, why: s1, title: { zh: 扣上年, en: Less last year } }\n';
  const whole = changed(staged, ['stages:\n', 'funds: { residents: { zh: 居民基金, en: Residents } }\nstages:\n'], ['steps:\n', `${own}steps:\n`], ['checks:\n', `${last}${parts}`],
    ['facts:\n', `facts:\n${scalar}`], ['      spent:', `${taken}      spent:`]);
  const faulty = (from: string, to: string) => told(checkPolicy(changed(whole, [from, to])).faults);

  test('have a title, a cycle, who prepares them and what they rest on', () => {
    const { stages: all, tables, facts: scalars } = policyOf(whole);
    expect([all.get('advance'), all.get('clearing')]).toMatchObject([
      { title: { en: 'Advance' }, cycle: 'month', restsOn: [{ id: 'budget' }], preparedBy: 'insurance-bureau', fund: 'residents', published: false },
      { title: { en: 'Clearing' }, cycle: 'year', restsOn: [{ id: 'budget' }, { id: 'settlement' }], preparedBy: 'health-bureau' },
    ]);
    expect(all.get('clearing')).not.toHaveProperty('fund');
    expect(tables.get('consortia')?.columns.get('advanced')?.from).toMatchObject({ stage: 'advance', amount: 'month_part', of: 'year' });
    expect(scalars.get('before')?.from).toMatchObject({ stage: 'budget', of: 'last-year' });
  });

  test('are said in sentences, and so is what is taken from runs', () => {
    const says = new Map(sentencesOf(policyOf(whole)).map(({ at, says: { zh, en } }) => [at, `${zh} / ${en}`]));
    expect(says.get('stages.advance')).toBe('每月一次，在总额预算批准之后，记入居民基金，由财政局依次审核，月额由包干转入报销 / every month, after Budget has been approved, in the books of Residents, signed by Finance bureau, Part of a month goes from Package to Claims');
    expect(says.get('stages.clearing')).toContain('once a year, after Budget, Settlement has been approved');
    expect(says.get('facts.consortia.columns.advanced')).toContain('取自本年各期合计按月预拨的月额 / ');
    expect(says.get('facts.before')).toContain('taken from Financing at Budget of the year before');
  });

  test('a settlement may rest on them, no other stage of the platform does', () => {
    const rests = (stage: string) => changed(whole, ['rests_on: [budget, settlement]', 'rests_on: budget'], [`  ${stage}:\n`, `  ${stage}:\n    rests_on: clearing\n`]);
    expect(policyOf(rests('settlement')).stages.get('settlement')?.restsOn).toMatchObject([{ id: 'clearing' }]);
    expect(told(checkPolicy(rests('budget')).faults)).toContain('KEY_UNKNOWN');
    expect(told(checkPolicy(changed(whole, ['  settlement:\n', '  settlement:\n    rests_on: clearing\n'])).faults)).toContain('STAGE_ROUND');
  });

  test('rest on all that is below them', () => {
    const policy = policyOf(changed(whole, ['rests_on: [budget, settlement]', 'rests_on: settling'], ['  clearing:\n', `  settling: { title: { zh: 结, en: Settling }, period: year, rests_on: budget, signed_by: finance-bureau, why: s1, moves: [ { amount: risk, from: financing, to: claims } ] }\n  clearing:\n`]));
    expect([...below(policy, 'clearing')]).toEqual(['settling', 'budget']);
    expect([...below(policy, 'budget'), ...below(policy, 'nothing')]).toEqual([]);
  });

  test.each([
    ['a name that no run could have', '  advance:\n', '  Advance:\n', 'ID_NOT_VALID'],
    ['a name of two words', '  advance:\n', '  advance_pay:\n', 'ID_NOT_VALID'],
    ['no cycle', '    period: month\n', '', 'FIELD_MISSING'],
    ['a cycle that there is not', 'period: month', 'period: week', 'NOT_ONE_OF'],
    ['publication', '    period: month\n', '    period: month\n    published: true\n', 'KEY_UNKNOWN'],
    ['a stage below that there is not', 'rests_on: budget', 'rests_on: budgets', 'STAGE_UNKNOWN'],
    ['itself', 'rests_on: budget', 'rests_on: advance', 'STAGE_ROUND'],
    ['a year on a month', 'rests_on: [budget, settlement]', 'rests_on: [advance]', 'STAGE_CYCLE'],
    ['a fund that is not named', 'fund: residents', 'fund: resident', 'FUND_UNKNOWN'],
    ['a preparer that there is not', 'prepared_by: insurance-bureau', 'prepared_by: mayor', 'NOT_ONE_OF'],
    ['what is taken from a stage that there is not', 'stage: advance, amount', 'stage: advances, amount', 'STAGE_UNKNOWN'],
    ['what is taken of an amount that there is not', 'amount: month_part, of', 'amount: month_parts, of', 'MOVE_AMOUNT_UNKNOWN'],
    ['an amount of another kind', 'amount: over, of', 'amount: month_part, of', 'TAKEN_OTHERWISE'],
    ['yes or no for money', 'amount: month_part, of', 'amount: over, of', 'TAKEN_OTHERWISE'],
    ['a column for a single value', 'amount: financing, of', 'amount: package, of', 'TAKEN_OTHERWISE'],
    ['a single value for a column', 'amount: month_part, of', 'amount: financing, of', 'TAKEN_OTHERWISE'],
    ['no words on which runs', ', of: last-year }, title: { zh: 上年筹资', ' }, title: { zh: 上年筹资', 'FIELD_MISSING'],
  ])('refuse %s', (_, from, to, code) => {
    const text = faulty(from, to);
    expect(text).toContain(code);
    expect(text).not.toMatch(/\{\w+\}|undefined/);
  });

  test('two that wait for each other', () => {
    const year = changed(whole, ['period: month\n    rests_on: budget', 'period: year\n    rests_on: clearing'], ['rests_on: [budget, settlement]', 'rests_on: advance']);
    expect(told(checkPolicy(year).faults)).toContain('STAGE_ROUND');
  });

  test('an amount with a fault of its own is not told twice, and a fact of a fixed table is never taken', () => {
    expect(faulty('formula: package / 12', 'formula: package / twelve')).not.toContain('TAKEN_OTHERWISE');
    expect(faulty('  - { id: month_part, each: consortia, formula', '  - { id: month_part, each: consortia, formulas')).not.toContain('MOVE_AMOUNT_UNKNOWN');
    const fixed = '  rates: { type: table, key: kind, why: s1, title: { zh: 率, en: Rates }, columns: { rate: { type: share, from: { stage: budget, amount: risk, of: year }, title: { zh: 率, en: Rate } } }, rows: [ { kind: a, rate: 1% } ] }\n';
    expect(told(checkPolicy(changed(whole, ['parameters:\n', `parameters:\n${fixed}`])).faults)).toContain('KEY_UNKNOWN');
  });
});

test('the title of an amount, and the name itself when there is no such amount', () => {
  const policy = policyOf(staged);
  expect(amountTitle(policy, 'distributed')).toEqual({ zh: '用于分配', en: 'Distributed' });
  expect(amountTitle(policy, 'nowhere')).toEqual({ zh: 'nowhere', en: 'nowhere' });
});

test('an account says what it holds, and nothing else', () => {
  const holding = (word: string) => withStage('claims: { zh: 报销, en: Claims }', `claims: { zh: 报销, en: Claims, holds: ${word} }`);
  expect([holding('cash'), holding('owed')]).toEqual(['', '']);
  expect(holding('cahs')).toContain('NOT_ONE_OF accounts.claims.holds');
  const { accounts: read } = policyOf(changed(staged, ['claims: { zh: 报销, en: Claims }', 'claims: { zh: 报销, en: Claims, holds: cash }']));
  expect([...read].map(([name, { holds }]) => [name, holds])).toEqual([['financing', undefined], ['risk-fund', undefined], ['package', undefined], ['claims', 'cash']]);
});
