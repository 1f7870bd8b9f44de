import { expect, test } from '@jest/globals';
import { holdsBack, isOver, lineState, lineTitles, type LineState, type Said, type Silence } from '../../server/core/confirmation.ts';

const dueOn = '2026-03-17';
const [last, after] = [dueOn, '2026-03-18'];
const said = (verdict: Said['verdict'], bySilence = false, upheld: boolean | null = null): Said => ({ verdict, bySilence, upheld });

test.each<[string, Said | undefined, Silence, string, LineState, boolean]>([
  ['nothing said on the last day', undefined, 'confirmed', last, 'WAITING', true],
  ['nothing said after it, silence confirms', undefined, 'confirmed', after, 'CONFIRMED_BY_SILENCE', false],
  ['nothing said after it, silence disputes', undefined, 'disputed', after, 'DISPUTED_BY_SILENCE', true],
  ['confirmed', said('CONFIRMED'), 'disputed', after, 'CONFIRMED', false],
  ['silence written down as confirmation', said('CONFIRMED', true), 'confirmed', after, 'CONFIRMED_BY_SILENCE', false],
  ['disputed', said('DISPUTED'), 'confirmed', after, 'DISPUTED', true],
  ['silence written down as dispute', said('DISPUTED', true), 'disputed', after, 'DISPUTED_BY_SILENCE', true],
  ['a dispute that was not upheld', said('DISPUTED', false, false), 'confirmed', last, 'REJECTED', false],
  ['a dispute that was upheld', said('DISPUTED', true, true), 'disputed', after, 'UPHELD', true],
])('%s', (_what, line, silence, today, state, held) => {
  expect(lineState(line, { dueOn, silence }, today)).toBe(state);
  expect(holdsBack(state)).toBe(held);
  expect(lineTitles[state].zh).not.toBe('');
});

test('the last day is still in time', () => {
  expect([last, after].map((day) => isOver({ dueOn, silence: 'confirmed' }, day))).toEqual([false, true]);
});
