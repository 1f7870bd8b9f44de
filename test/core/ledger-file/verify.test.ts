import { describe, expect, test } from '@jest/globals';
import { noHash, type ChainEnd } from '../../../server/core/chain.ts';
import { sealBytes, sealOf } from '../../../server/core/ledger-file/seal.ts';
import { verifyLedgerFile } from '../../../server/core/ledger-file/verify.ts';
import { sha256 } from '../../../server/hash.ts';
import { newSigningKey, signerOf } from '../../../server/signature.ts';
import { bodyOf, entryOf, facts, factsRecord, fileOf, fileOfParts, id, ledgerRecord, lineText, linked, parts, policyRecord, policyText, runRecord, said, signer, tools, verified, type Body, type Parts } from './kit.ts';

const sound = fileOfParts();
const text = new TextDecoder().decode(sound);
const bytesOf = (given: string) => new TextEncoder().encode(given);
const lines = text.split('\n').slice(0, -1);

function flipped(at: number, mask: number): Uint8Array {
  const bytes = sound.slice();
  bytes[at] = (bytes[at] as number) ^ mask;
  return bytes;
}

/** The same lines with a seal of their own: what anybody can make. */
function resealed(body: Uint8Array): Uint8Array {
  return new Uint8Array(Buffer.concat([body, bytesOf(sealOf(body, sha256))]));
}
const body = sound.subarray(0, sound.length - sealBytes);

test('a sound file is verified from its bytes alone, and says what it is of', () => {
  const { sequence, hash } = bodyOf(parts()).end;
  expect(verified(sound)).toEqual({ summary: { region: 610726, name: '宁强县', year: null, policies: 1, runs: 2, entries: 2, sequence, hash, key: signer.key } });
  expect(sequence).toBe(2);
  expect(verifyLedgerFile(sound, { ...tools, key: signer.key }).wrong).toBeUndefined();
});

test('an empty ledger is sound', () => {
  expect(said(fileOf([ledgerRecord()], { region: 610726, sequence: 0, hash: noHash }))).toBe('sound');
});

describe('a single byte changed', () => {
  test('anywhere is refused and named', () => {
    let line = 1;
    for (let at = 0; at < sound.length; at += 1) {
      const { wrong } = verified(flipped(at, [0x01, 0x20, 0x80][at % 3] as number));
      if (wrong?.offset !== at || wrong.line !== line) throw new Error(`byte ${at} of line ${line}: ${JSON.stringify(wrong)}`);
      if (sound[at] === 10) line += 1;
    }
  });

  test('anywhere, under a seal made anew, is refused: policy, facts, links and head at their line, what they rest on there or later', () => {
    const exact = new Set([2, 3, 6, 7, 8]);
    let line = 1;
    const stride = process.env.FULL === '1' ? 1 : 7;
    for (let at = 0; at < body.length; at += 1) {
      if (at % stride === 0) {
        const { wrong } = verified(resealed(flipped(at, 0x01).subarray(0, body.length)));
        if (exact.has(line)) expect([at, wrong?.line]).toEqual([at, line]);
        expect(wrong?.line).toBeGreaterThanOrEqual(line);
      }
      if (sound[at] === 10) line += 1;
    }
    expect(line).toBe(lines.length);
  });

  test('is named with what it was', () => {
    const at = text.indexOf('"region"');
    const byte = Buffer.from(text.slice(0, at)).length;
    expect(verified(flipped(byte, 0x01)).wrong).toEqual({ line: 1, offset: byte, fault: { code: 'FILE_BYTE_CHANGED', at: '', values: { allowed: '0x22', found: '0x23' } } });
  });
});

test('two bytes changed: the first wrong line is named', () => {
  const bytes = sound.slice();
  const first = Buffer.from(text.slice(0, text.indexOf('100.00'))).length;
  const second = Buffer.from(text.slice(0, text.indexOf('"Budget"'))).length + 1;
  bytes[first] = 0x32;
  bytes[second] = 0x62;
  expect(verified(bytes).wrong).toMatchObject({ line: 3, fault: { code: 'HASH_DIFFERS', at: 'hash' } });
});

test('bytes added or removed, anywhere, are refused', () => {
  for (let at = 0; at <= sound.length; at += 13) {
    expect([at, said(new Uint8Array(Buffer.concat([sound.subarray(0, at), bytesOf('0'), sound.subarray(at)])))]).not.toEqual([at, 'sound']);
    expect([at, said(sound.subarray(0, at))]).not.toEqual([at, at === sound.length ? '' : 'sound']);
  }
});

describe('the form of a file', () => {
  const withLine = (number: number, changed: string) => said(resealed(bytesOf(`${[...lines.slice(0, number - 1), changed, ...lines.slice(number, -1)].join('\n')}\n`)));

  test('cut off it is refused where it ends', () => {
    expect(said(new Uint8Array())).toBe('FILE_CUT, line 1');
    expect(said(body)).toBe(`FILE_CUT, line ${lines.length}`);
    expect(said(body.subarray(0, -1))).toBe(`FILE_CUT, line ${lines.length - 1}`);
    expect(said(resealed(bytesOf(`${lines.slice(0, -2).join('\n')}\n`)))).toBe(`FILE_CUT, line ${lines.length - 1}`);
  });

  test.each<[string, number, string, string]>([
    ['no JSON', 1, '{', 'FILE_LINE_UNREADABLE, line 1'],
    ['another kind', 1, '{"is":"policy"}', 'FILE_LINE_MISPLACED, line 1'],
    ['no kind', 1, 'null', 'FILE_LINE_MISPLACED, line 1'],
    ['a kind that is none', 2, '{"is":1}', 'FILE_LINE_MISPLACED, line 2'],
    ['an earlier kind', 3, lines[0] as string, 'FILE_LINE_MISPLACED, line 3'],
    ['a field too many', 1, (lines[0] as string).replace('{', '{"a":1,'), 'FILE_FIELDS, line 1'],
    ['a number for a text', 1, (lines[0] as string).replace('"宁强县"', '1'), 'FILE_SHAPE name, line 1'],
    ['the head and more', lines.length - 1, `${lines.at(-2)}\n${lines.at(-2)}`, `FILE_LINE_MISPLACED, line ${lines.length}`],
  ])('with a line of %s is refused', (_what, line, changed, says) => {
    expect(withLine(line, changed)).toBe(says);
  });

  test.each([
    ['a space', ' "format"', 1],
    ['an escape', '"\\u0066ormat"', 2],
  ])('with %s that the one form has not is refused at that byte', (_what, written, into) => {
    const changed = bytesOf(`${[(lines[0] as string).replace('"format"', written), ...lines.slice(1, -1)].join('\n')}\n`);
    expect(verified(resealed(changed)).wrong).toMatchObject({ line: 1, offset: into, fault: { code: 'FILE_LINE_NOT_CANONICAL' } });
  });

  test('with a space at the end of a line is refused there', () => {
    const changed = bytesOf(`${[`${lines[0]} `, ...lines.slice(1, -1)].join('\n')}\n`);
    expect(verified(resealed(changed)).wrong).toMatchObject({ line: 1, offset: bytesOf(lines[0] as string).length, fault: { code: 'FILE_LINE_NOT_CANONICAL' } });
  });
});

/** Everything signed and sealed again after the change, as only who holds the key can: the content itself must tell. */
const resigned = (changes: Partial<Parts>): string => said(fileOfParts(changes));

describe('whoever holds the key cannot sign', () => {
  const [budget, pay] = parts().runs as [Parts['runs'][0], Parts['runs'][0]];
  const budgetAs = (changes: Parameters<typeof runRecord>[2]): Partial<Parts> => {
    const run = runRecord(10, 'BUDGET', changes);
    return { runs: [run], entries: [entryOf(run)] };
  };
  const entryAs = (changes: Parameters<typeof entryOf>[1]): Partial<Parts> => ({ entries: [entryOf(budget, changes), entryOf(pay)] });
  const theirLines = entryOf(budget).lines;
  const line = (index: number, changes: object) => theirLines.map((each, place) => (place === index ? { ...each, ...changes } : each));

  test.each<[string, Partial<Parts>, string]>([
    ['a policy under another hash', { policies: [{ ...policyRecord(), hash: noHash }] }, 'HASH_DIFFERS hash, line 2'],
    ['a policy with faults', { policies: [policyRecord(policyText.replace('why: s,', 'why: t,'))] }, 'FILE_POLICY_FAULTY text, line 2'],
    ['a policy twice', { policies: [policyRecord(), policyRecord()] }, 'FILE_TWICE policy, line 3'],
    ['facts under another hash', { facts: [{ ...factsRecord(), hash: noHash }] }, 'HASH_DIFFERS hash, line 3'],
    ['a run under another hash', { runs: [{ ...budget, hash: noHash }] }, 'HASH_DIFFERS hash, line 4'],
    ['a run without its policy', { policies: [] }, 'FILE_LACKS policy, line 3'],
    ['a run without its facts', { facts: [] }, 'FILE_LACKS facts, line 3'],
    ['a run without the one before it', { runs: [pay] }, 'FILE_LACKS upstream, line 4'],
    ['a run twice', { runs: [budget, budget] }, 'FILE_TWICE run, line 5'],
    ['a run of no stage', budgetAs({ stage: 'HOLIDAY' }), 'FILE_RUN_STAGE stage, line 4'],
    ['a run of a stage that the policy has not', budgetAs({ stage: 'SETTLEMENT' }), 'FILE_RUN_STAGE stage, line 4'],
    ['a run that asks for other signatures', budgetAs({ steps: ['HR_BUREAU'] }), 'FILE_RUN_SIGNERS steps, line 4'],
    ['a run without a signature', budgetAs({ signatures: budget.signatures.slice(1) }), 'FILE_RUN_UNSIGNED signatures, line 4'],
    ['a run signed by its preparer', budgetAs({ preparedBy: id(2) }), 'FILE_RUN_UNSIGNED signatures, line 4'],
    ['a run signed twice by one', budgetAs({ signatures: budget.signatures.map((each) => ({ ...each, by: id(2) })) }), 'FILE_RUN_UNSIGNED signatures, line 4'],
    ['another amount of a row', budgetAs({ amounts: { ...budget.amounts, part: { A: '33.34', 乙: '66.66' } } }), 'FILE_AMOUNT_DIFFERS part[A], line 4'],
    ['another amount', budgetAs({ amounts: { ...budget.amounts, in_all: '100.01' } }), 'FILE_AMOUNT_DIFFERS in_all, line 4'],
    ['an amount too many', budgetAs({ amounts: { ...budget.amounts, more: '1.00' } }), 'FILE_AMOUNT_DIFFERS more, line 4'],
    ['an amount too few', budgetAs({ amounts: { part: budget.amounts.part as string } }), 'FILE_AMOUNT_DIFFERS in_all, line 4'],
    ['decisions that the policy has not', budgetAs({ decisions: { more: '1' } }), 'FILE_RUN_REFUSED facts, line 4'],
    ['a run that a check blocks', { facts: [factsRecord({ ...facts, pool: '0.00' })], ...budgetAs({ facts: factsRecord({ ...facts, pool: '0.00' }).hash }) }, 'FILE_RUN_BLOCKED facts, line 4'],
    ['an entry of no run', entryAs({ run: { id: id(99), hash: budget.hash } }), 'FILE_LACKS entry.run.id, line 6'],
    ['an entry of a run with another hash', entryAs({ run: { id: budget.id, hash: pay.hash } }), 'HASH_DIFFERS entry.run.hash, line 6'],
    ['a run posted twice', { entries: [entryOf(budget), entryOf(budget, { id: id(77) })] }, 'FILE_POSTED_TWICE entry.run.id, line 7'],
    ['an entry that does not balance', entryAs({ lines: line(0, { amount: '1' }) }), 'FILE_ENTRY_UNBALANCED entry.lines, line 6'],
    ['an entry to another account', entryAs({ lines: line(2, { account: 'unit/A' }) }), 'FILE_LINE_DIFFERS entry.lines[2], line 6'],
    ['an entry for another row', entryAs({ lines: line(2, { row: null }) }), 'FILE_LINE_DIFFERS entry.lines[2], line 6'],
    ['lines numbered otherwise', entryAs({ lines: line(3, { line: 7 }) }), 'FILE_LINE_DIFFERS entry.lines[3], line 6'],
    ['lines too few', entryAs({ lines: theirLines.slice(0, 2) }), 'FILE_LINE_DIFFERS entry.lines[2], line 6'],
    ['lines too many', entryAs({ lines: [...theirLines, { account: 'a', amount: '1', line: 4, row: null, step: 's' }, { account: 'b', amount: '-1', line: 5, row: null, step: 's' }] }), 'FILE_LINE_DIFFERS entry.lines[4], line 6'],
    ['an entry left out of all years', { entries: [entryOf(budget), noHash] }, 'FILE_ENTRY_LEFT_OUT entry, line 7'],
  ])('%s', (_what, changes, says) => {
    expect(resigned(changes)).toBe(says);
  });

  test('lines in another order', () => {
    const [a, b, c, d] = theirLines as [typeof theirLines[0], typeof theirLines[0], typeof theirLines[0], typeof theirLines[0]];
    expect(resigned(entryAs({ lines: [{ ...c, line: 0 }, { ...d, line: 1 }, { ...a, line: 2 }, { ...b, line: 3 }] }))).toBe('FILE_LINE_DIFFERS entry.lines[0], line 6');
  });
});

describe('the chain', () => {
  const { records, end } = bodyOf(parts());
  const [first, second] = linked(parts().entries).links as [Body & { is: 'link' }, Body & { is: 'link' }];
  const before = records.slice(0, -2);

  test.each<[string, Body[], string]>([
    ['a deleted link', [second], 'CHAIN_GAP sequence, line 6'],
    ['an inserted link', [first, first, second], 'CHAIN_GAP sequence, line 7'],
    ['swapped links', [second, first], 'CHAIN_GAP sequence, line 6'],
    ['a link over another one', [first, { ...second, previous: noHash }], 'CHAIN_BROKEN previous, line 7'],
    ['a changed link', [first, { ...second, hash: noHash }], 'HASH_DIFFERS hash, line 7'],
    ['a changed entry', [{ ...first, entry: { ...first.entry!, on: '2026-03-11' } }, second], 'HASH_DIFFERS content, line 6'],
    ['a changed entry with its own hash', [{ ...first, content: second.content }, second], 'HASH_DIFFERS hash, line 6'],
    ['a missing tail', [first], 'FILE_HEAD_DIFFERS head, line 7'],
    ['no link at all', [], 'FILE_HEAD_DIFFERS head, line 6'],
  ])('with %s is refused though signed and sealed again', (_what, links, says) => {
    expect(said(fileOf([...before, ...links], end))).toBe(says);
  });

  test('shortened together with its head is refused by the signature: only the key can sign another head', () => {
    const { end: shorter } = linked(parts().entries.slice(0, 1));
    const forged = new TextDecoder().decode(fileOf([...before, first], shorter)).split('\n').at(-3) as string;
    const signature = JSON.parse(lines.at(-2) as string).signature as string;
    const head = lineText({ ...JSON.parse(forged), signature });
    const kept = lines.slice(0, -3).map((each) => `${each}\n`).join('');
    expect(said(resealed(bytesOf(kept + head)))).toBe('FILE_SIGNATURE_WRONG signature, line 7');
  });

  test('of another region is refused', () => {
    expect(said(fileOf(records, { ...end, region: 610725 }))).toBe(`FILE_HEAD_DIFFERS head, line ${records.length + 1}`);
    expect(said(fileOf([{ ...ledgerRecord(), region: 610725 }, ...records.slice(1)], end))).toBe('HASH_DIFFERS hash, line 6');
  });

  test('must go through the head of an earlier export, when one is given', () => {
    const past = (after: Partial<ChainEnd>) => verifyLedgerFile(sound, { ...tools, after: { ...end, ...after } }).wrong;
    expect([past({}), past({ sequence: 1, hash: first.hash }), past({ sequence: 0, hash: noHash })]).toEqual([undefined, undefined, undefined]);
    expect(past({ sequence: 1 })).toMatchObject({ line: 6, fault: { code: 'FILE_PAST_OTHER', values: { sequence: '1', allowed: end.hash, found: first.hash } } });
    expect(past({ sequence: 3 })).toMatchObject({ line: lines.length - 1, fault: { code: 'FILE_PAST_OTHER', values: { sequence: '3', found: end.hash } } });
  });

  test('signed by another key is refused where a key is expected', () => {
    const other = signerOf(newSigningKey())!;
    expect(verifyLedgerFile(sound, { ...tools, key: other.key }).wrong).toMatchObject({ line: lines.length - 1, fault: { code: 'FILE_KEY_OTHER' } });
  });
});

describe('a file of one year', () => {
  const [budget, pay] = parts().runs as [Parts['runs'][0], Parts['runs'][0]];
  const { links, end } = linked(parts().entries);

  test('has the bare links of other years, and the whole chain is followed', () => {
    const records = [ledgerRecord(2026), policyRecord(), factsRecord(), pay, { ...links[0]!, entry: null }, links[1]!];
    expect(verified(fileOf(records, end)).summary).toMatchObject({ year: 2026, runs: 1, entries: 1, sequence: 2 });
    expect(said(fileOf(records.with(4, { ...links[0]!, entry: null, content: noHash }), end))).toBe('HASH_DIFFERS hash, line 5');
    expect(budget.hash).not.toBe(pay.hash);
  });
});
