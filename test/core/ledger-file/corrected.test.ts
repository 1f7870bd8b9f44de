/** A ledger with corrections and held items verifies from its file alone; a wrong difference does not. */
import { expect, test } from '@jest/globals';
import type { RunRecord } from '../../../server/core/ledger-file/records.ts';
import { storedAmounts } from '../../../server/core/policy/stored-amounts.ts';
import { evaluate } from '../../../server/core/policy/evaluate.ts';
import type { RawFacts } from '../../../server/core/policy/policy.ts';
import { runText } from '../../../server/core/run-text.ts';
import { sha256 } from '../../../server/hash.ts';
import { at, entryOf, facts, factsRecord, fileOfParts, id, parts, policy, runRecord, said } from './kit.ts';

const later: RawFacts = { pool: '120.00', units: [{ unit: 'A', heads: '1' }, { unit: '乙', heads: '2' }] };
const gone: RawFacts = { pool: '90.00', units: [{ unit: 'A', heads: '1' }, { unit: '乙', heads: '5' }] };
const runOn = (number: number, on: RawFacts, changes: Partial<RunRecord> = {}) => (
  runRecord(number, 'BUDGET', { facts: factsRecord(on).hash, amounts: storedAmounts(policy, evaluate(policy, on)), ...changes }));

const first = runOn(10, facts, { held: ['A'], decided: { share: { by: id(1), at, why: '会议' } } });
const second = runOn(12, later, { corrects: first.hash });
const third = runOn(13, gone, { corrects: second.hash, language: 1 });
const line = { ...parts(), facts: [factsRecord(), factsRecord(later), factsRecord(gone)], runs: [first, second, third] };
const entries = [entryOf(first), heldOnce(), entryOf(third, {}, gone, later)];

/** The first held A, so that the second posts all of it and what the other is more. */
function heldOnce() {
  const made = entryOf(second, {}, later, facts);
  return { ...made, lines: [
    { account: 'unit/A', amount: '4000', line: 0, row: 'A', step: 'part' }, { account: 'pool', amount: '-4000', line: 1, row: 'A', step: 'part' },
    ...made.lines.filter(({ row }) => row === '乙').map((each, index) => ({ ...each, line: 2 + index })),
  ] };
}

test('it is sound, whichever way the corrections go', () => {
  expect(said(fileOfParts({ ...line, entries }))).toBe('sound');
});

test('a correction that posts more than the difference, of an unknown run, or by an unknown language is found', () => {
  const whole = entryOf(third, {}, gone);
  expect(said(fileOfParts({ ...line, entries: [...entries.slice(0, 2), whole] }))).toMatch(/^FILE_LINE_DIFFERS entry\.lines\[0\]/);
  const lost = runOn(13, gone, { corrects: 'f'.repeat(64) });
  expect(said(fileOfParts({ ...line, runs: [first, second, lost], entries: entries.slice(0, 2) }))).toMatch(/^FILE_LACKS corrects/);
  const unknown = runOn(13, gone, { corrects: second.hash, language: 2 });
  expect(said(fileOfParts({ ...line, runs: [first, second, unknown], entries: entries.slice(0, 2) }))).toMatch(/^FILE_RUN_REFUSED facts/);
});

test('what a run holds, who decided and what it corrects is in its hash; a run without these has the hash that it always had', () => {
  const plain = runRecord(10, 'BUDGET');
  expect(runText({ ...plain, held: [], decided: {} })).toBe(runText(plain));
  for (const more of [{ held: ['A'] }, { corrects: plain.hash }, { decided: { share: { by: id(1), at, why: '' } } }]) expect(sha256(runText({ ...plain, ...more }))).not.toBe(plain.hash);
});
