import { describe, expect, test } from '@jest/globals';
import { allByRule, begun, broughtTogether, changed, divisionOf, peopleGiven, redone, sumsOf, typedOf, undone, withRest, type Person } from '../../../web/allocation/editing.ts';

const person = (code: string, usual: string, more: Partial<Person> = {}): Person => ({ code, name: code, usual, least: null, most: null, amount: null, reason: '', ...more });
const people = [person('a', '300.00', { least: '100.00', most: '400.00' }), person('b', '200.00'), person('c', '100.01', { amount: '50.00', reason: 'x' })];
const division = divisionOf({ beyond: 'refuse', reasonOver: null, people });
const typed = (amounts: Record<string, string>, reasons: Record<string, string> = {}) => ({ amounts, reasons });

describe('what is typed', () => {
  test('begins with what was saved', () => expect(typedOf(people)).toEqual(typed({ a: '', b: '', c: '50.00' }, { a: '', b: '', c: 'x' })));

  test('is summed as far as it can be read, and what is wrong stands at its field', () => {
    const sums = sumsOf(division, typed({ a: '400.01', b: '12x', c: ' 1 ' }));
    expect([sums.pool, sums.left, sums.whole]).toEqual([600_01n, 600_01n - 401_01n, false]);
    expect([...sums.faults].map(([at, { code }]) => `${at} ${code}`)).toEqual(['amounts.b NUMBER_UNREADABLE', 'amounts.a SECOND_ABOVE']);
    expect(sumsOf(division, typed({ a: '300', b: '200', c: '100.01' })).whole).toBe(true);
    expect(sumsOf(division, typed({ a: '300', b: '200', c: '100' })).whole).toBe(false);
  });

  test('asks for a reason where the policy does', () => {
    const reasoned = divisionOf({ beyond: 'reason', reasonOver: '10%', people });
    const sums = sumsOf(reasoned, typed({ a: '330.01', b: '210', c: '60.00' }, { c: '病假' }));
    expect([[...sums.reasoned], [...sums.faults.keys()]]).toEqual([['a', 'c'], ['reasons.a']]);
  });

  test('is filled by the rule, whole or for the rest, and sent as the API writes it', () => {
    expect(allByRule(division)).toEqual(typed({ a: '300.00', b: '200.00', c: '100.01' }));
    const rest = withRest(division, typed({ a: '350', b: '', c: '' }, { a: ' y ' }));
    expect(rest.amounts).toEqual({ a: '350.00', b: '166.67', c: '83.34' });
    expect(peopleGiven(division, rest)[0]).toEqual({ code: 'a', amount: '350.00', reason: 'y' });
  });
});

test('steps are undone and done again; typing on in one field is one step', () => {
  const [first, second, third] = [typed({ a: '1' }), typed({ a: '12' }), typed({ a: '12', b: '3' })];
  const editing = changed(changed(changed(begun(typed({})), first, 'amounts.a'), second, 'amounts.a'), third, 'amounts.b');
  expect(undone(editing).now).toBe(second);
  expect(undone(undone(editing)).now).toEqual(typed({}));
  expect(undone(undone(undone(editing))).past).toEqual([]);
  expect(redone(undone(editing)).now).toBe(third);
  expect(redone(editing)).toBe(editing);
  expect(changed(undone(editing), first, null).future).toEqual([]);
});

describe('what somebody else has saved', () => {
  const base = typed({ a: '1.00', b: '2.00', c: '' }, { a: '', b: '', c: '' });

  test('is taken where one has typed nothing, and told', () => {
    const { typed: both, differences } = broughtTogether(base, typed({ a: '5', b: '2', c: '' }, { a: 'mine', b: '', c: '' }), typed({ a: '1.00', b: '7.00', c: '' }, { a: '', b: 'theirs', c: '' }));
    expect(both).toEqual(typed({ a: '5', b: '7.00', c: '' }, { a: 'mine', b: 'theirs', c: '' }));
    expect(differences).toEqual([{ code: 'b', was: '2.00', theirs: '7.00', mine: null }]);
  });

  test('does not put aside what one has typed in the same field', () => {
    const { typed: both, differences } = broughtTogether(base, typed({ a: '5', b: '2.00', c: '' }), typed({ a: '9.00', b: '2.00', c: '' }));
    expect(both.amounts['a']).toBe('5');
    expect(differences).toEqual([{ code: 'a', was: '1.00', theirs: '9.00', mine: '5' }]);
  });

  test('is no news when it is what one has saved oneself', () => {
    expect(broughtTogether(base, typed({ a: '5', b: '2', c: 'x' }), typed({ a: '5.00', b: '2.00', c: 'x' })).differences).toEqual([]);
  });
});
