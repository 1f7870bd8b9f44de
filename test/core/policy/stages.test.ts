import { describe, expect, test } from '@jest/globals';
import { checkPolicy } from '../../../server/core/policy/check.ts';
import { evaluate } from '../../../server/core/policy/evaluate.ts';
import { movementsOf, stageIds } from '../../../server/core/policy/stages.ts';
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
    expect(stageIds).toEqual(['budget', 'settlement', 'pay-total', 'basic-pay', 'incentive-pay']);
    expect([...policy.stages.values()].map(({ id, signedBy, published }) => [id, signedBy, published])).toEqual([
      ['budget', ['insurance-bureau', 'health-bureau-approver'], false], ['settlement', ['health-bureau-approver'], false],
    ]);
  });
});

describe('faults of stages', () => {
  test.each([
    ['a stage that there is not', '  settlement:\n', '  settling:\n', 'NOT_ONE_OF'],
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
    const codes = ['SIGNER_TWICE', 'SIGNERS_MISSING', 'ACCOUNT_NOT_VALID', 'ACCOUNT_UNKNOWN', 'MOVE_AMOUNT_UNKNOWN', 'ACCOUNT_OF_UNKNOWN', 'ACCOUNT_UNUSED', 'MOVE_WITHOUT_MONEY'];
    expect(Object.keys(stageMessages).sort()).toEqual(codes.sort());
  });
});

test('the title of an amount, and the name itself when there is no such amount', () => {
  const policy = policyOf(staged);
  expect(amountTitle(policy, 'distributed')).toEqual({ zh: '用于分配', en: 'Distributed' });
  expect(amountTitle(policy, 'nowhere')).toEqual({ zh: 'nowhere', en: 'nowhere' });
});
