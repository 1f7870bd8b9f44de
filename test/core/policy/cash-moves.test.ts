import { expect, test } from '@jest/globals';
import type { Holding } from '../../../server/core/policy/accounts.ts';
import { cashClasses, cashMoves } from '../../../server/core/policy/cash-moves.ts';
import type { Policy } from '../../../server/core/policy/policy.ts';

const account = (holds?: Holding) => ({ title: { zh: '账户', en: 'Account' }, place: { path: '', line: 1, column: 1, offset: 0 }, ...(holds && { holds }) });
const policy: Pick<Policy, 'accounts'> = {
  accounts: new Map([['package', account()], ['advanced', account('cash')], ['holdback', account('owed')], ['claims', account('cash')], ['surplus-share', account('cash')]]),
};
const moved = (from: string, to: string, row?: string) => cashMoves(policy, [{ step: 's', from, to, amount: 5n, ...(row !== undefined && { row }) }]).map(({ of, amount }) => [of, amount]);

test.each<[string, unknown[], unknown[]]>([
  ['an advance reaches the consortium', moved('package/A', 'advanced/A', 'A'), [['A', 5n]]],
  ['what is cleared goes back', moved('advanced/A', 'package/A', 'A'), [['A', -5n]]],
  ['what is held back has not reached it', moved('package/A', 'holdback/A', 'A'), []],
  ['an account of nobody counts for its row', moved('package/A', 'claims', 'A'), [['A', 5n]]],
  ['an account of nobody without a row counts for nobody', moved('package/A', 'claims'), []],
  ['a share counts for whose account it is', moved('package/A', 'surplus-share/TA1', 'TA1'), [['TA1', 5n]]],
  ['from hand to hand of one', moved('advanced/A', 'claims', 'A'), []],
  ['from one to another', moved('advanced/A', 'surplus-share/TA1', 'TA1'), [['A', -5n], ['TA1', 5n]]],
])('%s', (_what, found, expected) => {
  expect(found).toEqual(expected);
});

test('a policy names the classes that hold cash', () => {
  expect([...cashClasses(policy)]).toEqual(['advanced', 'claims', 'surplus-share']);
});
