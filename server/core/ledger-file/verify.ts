/** Verifies an exported ledger from its bytes alone, and says where it is wrong. */
import { canonical, type Plain } from '../canonical.ts';
import { attempt } from '../policy/attempt.ts';
import { refuse, Refusal, type Fault, type Words } from '../refusal.ts';
import { LedgerWalk, type LedgerSummary, type Tools } from './ledger-walk.ts';
import { kinds, shapes, type FileRecord, type Kind } from './records.ts';
import { changedByte, sealBytes, sealOf, sealStart } from './seal.ts';

/** The first thing that is wrong: its line from 1, the offset of its byte from 0 (of its line, where no byte can be told), and why. */
export interface Wrong {
  line: number;
  offset: number;
  fault: Fault;
}

export type Verdict = { summary: LedgerSummary; wrong?: undefined } | { summary?: undefined; wrong: Wrong };

const newline = 10;
const nothing: Words = { zh: '没有其他行', en: 'no further line' };
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const encoder = new TextEncoder();

function firstDifference(a: Uint8Array, b: Uint8Array): number {
  const at = a.findIndex((byte, index) => byte !== b[index]);
  return at === -1 ? a.length : at;
}

/** The value of a line of JSON; nothing where it is none. */
function parsed(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(decoder.decode(bytes));
  } catch {
    return refuse('FILE_LINE_UNREADABLE', '');
  }
}

function kindOf(value: unknown, allowed: readonly Kind[]): Kind {
  const is = value !== null && typeof value === 'object' && 'is' in value ? String(value.is) : '';
  return allowed.find((kind) => kind === is) ?? refuse('FILE_LINE_MISPLACED', '', { found: is, allowed: allowed.length > 0 ? allowed.join(', ') : nothing });
}

/** What may follow a line: more of its kind, or a later kind; one ledger line and one head. */
function after(kind: Kind | undefined): readonly Kind[] {
  if (kind === undefined) return ['ledger'];
  const place = kinds.indexOf(kind);
  return kinds.slice(kind === 'ledger' || kind === 'head' ? place + 1 : place);
}

/** Reads a line as a record of one of these kinds. A fault of its writing has the column of its byte. */
function readLine(bytes: Uint8Array, allowed: readonly Kind[]): FileRecord {
  const value = parsed(bytes);
  const record = shapes[kindOf(value, allowed)](value, '');
  const only = encoder.encode(canonical(record as Plain));
  const same = firstDifference(bytes, only);
  if (bytes.length !== only.length || same !== bytes.length) {
    throw new Refusal({ code: 'FILE_LINE_NOT_CANONICAL', at: '', values: {}, column: same + 1 });
  }
  return record;
}

function walk(bytes: Uint8Array, tools: Tools, ends: boolean): Verdict {
  const ledger = new LedgerWalk(tools);
  let kind: Kind | undefined;
  let [line, offset] = [1, 0];
  while (offset < bytes.length) {
    const [start, stop] = [offset, bytes.indexOf(newline, offset)];
    const { faults } = attempt(() => {
      if (stop === -1) refuse('FILE_CUT', '');
      const record = readLine(bytes.subarray(start, stop), after(kind));
      ledger.take(record, () => tools.sha256(bytes.subarray(0, start)));
      kind = record.is;
    });
    const fault = faults?.[0];
    if (fault) return { wrong: { line, offset: start + (fault.column ?? 1) - 1, fault } };
    offset = stop + 1;
    line += 1;
  }
  if (kind === 'head' && ends) return { summary: ledger.summary() };
  return { wrong: { line, offset, fault: { code: 'FILE_CUT', at: '', values: {} } } };
}

const shown = (byte: number): string => `0x${byte.toString(16).padStart(2, '0')}`;

function lineAt(bytes: Uint8Array, offset: number): number {
  return bytes.subarray(0, offset).reduce((lines, byte) => (byte === newline ? lines + 1 : lines), 1);
}

/**
 * Checks the seal, the form of every line, every hash, the amounts of every run as its policy and facts give them, the lines
 * of every entry as its run gives them, the chain, and the signature of its head. Where one byte was changed, names it.
 */
export function verifyLedgerFile(bytes: Uint8Array, tools: Tools): Verdict {
  const cut = Math.max(0, bytes.length - sealBytes);
  const [body, last] = [bytes.subarray(0, cut), bytes.subarray(cut)];
  const lastText = new TextDecoder('latin1').decode(last);
  if (!lastText.startsWith(sealStart) && bytes[cut - 1] !== newline) return walk(bytes, tools, false);
  const seal = encoder.encode(sealOf(body, tools.sha256));
  const same = firstDifference(seal, last);
  if (same === seal.length) return walk(body, tools, true);
  const changed = changedByte(body, lastText, tools.sha256);
  if (changed) {
    const values = { allowed: shown(changed.was), found: shown(changed.found) };
    return { wrong: { line: lineAt(body, changed.offset), offset: changed.offset, fault: { code: 'FILE_BYTE_CHANGED', at: '', values } } };
  }
  const verdict = walk(body, tools, true);
  if (verdict.wrong) return verdict;
  return { wrong: { line: lineAt(bytes, cut), offset: cut + same, fault: { code: 'FILE_SEAL_CHANGED', at: '', values: {} } } };
}
