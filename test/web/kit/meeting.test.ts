import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { readPolicy } from '../../../server/core/policy/read.ts';
import type { Policy } from '../../../server/core/policy/policy.ts';
import { laidOver, theirChanges, titleOfPath, withTheirs } from '../../../web/kit/meeting.ts';
import { withDecision, withFact, type Sheet } from '../../../web/kit/sheet.ts';

const policy = readPolicy(readFileSync('seeds/policies/ningqiang-2018.yaml', 'utf8')).policy as Policy;
const opened = (): Sheet => ({
  policy, origins: {}, decisions: { risk_share: '10%' },
  facts: { standard: '690.00', consortia: [{ consortium: 'A', heads: '168000' }, { consortium: 'B', heads: '132000' }], payments: [{ payment: 'P', payment_amount: '1.00' }] },
});
const heads = (sheet: Sheet, row: string, value: string) => withFact(sheet, { name: 'consortia', row, column: 'heads' }, value);
const payments = (sheet: Sheet, rows: Array<Record<string, string>>): Sheet => ({ ...sheet, facts: { ...sheet.facts, payments: rows } });

describe('what one typed over what the other prepared', () => {
  test('keeps the changes of both, and one\'s own where both changed a value', () => {
    const mine = withDecision(heads(opened(), 'A', '168500'), 'budget_share', '96%');
    const theirs = withDecision(withFact(heads(heads(opened(), 'A', '167000'), 'B', '133000'), { name: 'standard' }, '700.00'), 'risk_share', '9%');
    const { facts, decisions } = laidOver(opened(), mine, theirs);
    expect(facts).toEqual({ ...opened().facts, standard: '700.00', consortia: [{ consortium: 'A', heads: '168500' }, { consortium: 'B', heads: '133000' }] });
    expect(decisions).toEqual({ risk_share: '9%', budget_share: '96%' });
    expect(theirChanges(opened(), theirs)).toEqual([
      { path: 'standard', was: '690.00', theirs: '700.00' }, { path: 'consortia/A/heads', was: '168000', theirs: '167000' },
      { path: 'consortia/B/heads', was: '132000', theirs: '133000' }, { path: 'decisions.risk_share', was: '10%', theirs: '9%' },
    ]);
  });

  test('keeps rows that one added or took out, and those of the other', () => {
    const [added, other] = [{ payment: 'Q', payment_amount: '2.00' }, { payment: 'R', payment_amount: '3.00' }];
    expect(laidOver(opened(), payments(opened(), [added]), payments(opened(), [{ payment: 'P', payment_amount: '1.00' }, other])).facts['payments']).toEqual([other, added]);
    expect(laidOver(opened(), payments(opened(), [{ payment: 'P', payment_amount: '5.00' }]), payments(opened(), [])).facts['payments']).toEqual([]);
  });

  test('a value is taken from the other, by name, by row and as a decision', () => {
    const sheet = [{ path: 'standard', was: '', theirs: '1.00' }, { path: 'consortia/B/heads', was: '', theirs: '2' }, { path: 'decisions.risk_share', was: '', theirs: '3%' }].reduce(withTheirs, opened());
    expect([sheet.facts['standard'], sheet.facts['consortia'], sheet.decisions['risk_share']]).toEqual(['1.00', [{ consortium: 'A', heads: '168000' }, { consortium: 'B', heads: '2' }], '3%']);
  });

  test.each([
    ['standard', '人均筹资标准'], ['consortia/A/heads', '参保人数 · 甲'], ['decisions.risk_share', '风险基金提取比例'], ['gone/A/column', 'gone/A/column · 甲'],
  ])('%s is told as %s', (path, said) => {
    expect(titleOfPath(policy, path, () => '甲').zh).toBe(said);
  });
});
