/** What a file is made of: its records, how it is written, and how one record after another is taken. */
import { expect, test } from '@jest/globals';
import { LedgerWalk } from '../../../server/core/ledger-file/ledger-walk.ts';
import { kinds, shapes, type HeadRecord } from '../../../server/core/ledger-file/records.ts';
import { firstOf, postedLines } from '../../../server/core/ledger-file/verify-run.ts';
import { headText, ledgerFile } from '../../../server/core/ledger-file/write.ts';
import { sha256 } from '../../../server/hash.ts';
import { isSignedBy } from '../../../server/signature.ts';
import { bodyOf, facts, parts, policy, runRecord, signer, tools } from './kit.ts';

const { records, end } = bodyOf(parts());
const file = ledgerFile(records, end, signer, sha256);

test('its lines are records of the known kinds, in their order, and a seal', () => {
  const written = file.trimEnd().split('\n').map((line) => JSON.parse(line) as { is: (typeof kinds)[number] | 'seal' });
  expect(written.map(({ is }) => is)).toEqual(['ledger', 'policy', 'facts', 'run', 'run', 'link', 'link', 'head', 'seal']);
  for (const record of written) if (record.is !== 'seal') expect(shapes[record.is](record, '')).toEqual(record);
  expect(kinds).toEqual(['ledger', 'policy', 'facts', 'run', 'link', 'head']);
});

test('its head is signed over everything in it but the signature, and over all lines before', () => {
  const lines = file.split('\n');
  const head = JSON.parse(lines.at(-3) as string) as HeadRecord;
  expect(isSignedBy(head.key, headText(head), head.signature)).toBe(true);
  expect(head).toMatchObject({ ...end, key: signer.key, digest: sha256(`${lines.slice(0, -3).join('\n')}\n`) });
  const { is: _is, signature: _signature, ...signed } = head;
  for (const field of Object.keys(signed)) expect(headText({ ...head, [field]: 'x' })).not.toBe(headText(head));
});

test('a run gives the lines of its entry', () => {
  expect(postedLines(runRecord(10, 'BUDGET'), policy, facts, undefined, sha256).lines.map(({ account, amount }) => [account, amount])).toEqual([
    ['unit/A', '3333'], ['pool', '-3333'], ['unit/乙', '6667'], ['pool', '-6667'],
  ]);
  expect(firstOf([{ code: 'FILE_CUT', at: '', values: {} }]).en).toMatch(/^The file is cut off/);
});

test('records are taken one after another, and counted', () => {
  const walk = new LedgerWalk(tools);
  const counts = records.map((record) => {
    walk.take(record, () => '');
    const { policies, runs, entries, sequence } = walk.summary();
    return [policies, runs, entries, sequence].join(' ');
  });
  expect(counts).toEqual(['0 0 0 0', '1 0 0 0', '1 0 0 0', '1 1 0 0', '1 2 0 0', '1 2 1 1', '1 2 2 2']);
});
