/** A small ledger made by hand from the core alone: one policy, two runs, two entries. */
import type { Plain } from '../../../server/core/canonical.ts';
import { canonical } from '../../../server/core/canonical.ts';
import { entryText, linkAfter, noHash, type ChainEnd } from '../../../server/core/chain.ts';
import { checkPolicy } from '../../../server/core/policy/check.ts';
import { evaluate } from '../../../server/core/policy/evaluate.ts';
import type { Policy, RawFacts } from '../../../server/core/policy/policy.ts';
import { dueMovements, linesOf, postedMovements } from '../../../server/core/policy/posted.ts';
import { storedAmounts } from '../../../server/core/policy/stored-amounts.ts';
import { ledgerFile } from '../../../server/core/ledger-file/write.ts';
import { verifyLedgerFile, type Verdict } from '../../../server/core/ledger-file/verify.ts';
import type { FactsRecord, FileRecord, HeadRecord, LedgerRecord, LinkRecord, PolicyRecord, RunRecord } from '../../../server/core/ledger-file/records.ts';
import { factsText, runText, stepsOf } from '../../../server/core/run-text.ts';
import { sha256 } from '../../../server/hash.ts';
import { isSignedBy, newSigningKey, signerOf } from '../../../server/signature.ts';

/** What stands in a file before the head. */
export type Body = Exclude<FileRecord, HeadRecord>;

export const signer = signerOf(newSigningKey())!;
const region = 610726;
export const id = (last: number): string => `01990000-0000-7000-8000-${String(last).padStart(12, '0')}`;
export const at = '2026-03-10T03:00:00.000Z';

/** Two steps, of which the second may block, and two stages. */
export const policyText = `language: 1
policy: tiny
version: 1
kind: consortium-budget
title: { zh: 小, en: Tiny }
place: { code: "610726", zh: 某县, en: County }
applies: { from: 2018-01-01 }
sources:
  - { id: s, document: { zh: 文, en: D }, clause: 一, says: { zh: 规定。, en: Rule. } }
facts:
  pool: { type: money, title: { zh: 资金, en: Pool } }
  units:
    type: table
    key: unit
    title: { zh: 机构, en: Unit }
    columns: { heads: { type: count, title: { zh: 人数, en: Heads } } }
accounts:
  pool: { zh: 资金, en: Pool }
  unit: { zh: 机构, en: Unit }
  card: { zh: 卡, en: Card }
stages:
  budget:
    signed_by: [insurance-bureau, health-bureau-approver]
    why: s
    moves: [ { amount: part, from: pool, to: "unit/{unit}" } ]
  basic-pay:
    signed_by: hr-bureau
    why: s
    moves: [ { amount: part, from: unit, to: card } ]
steps:
  - { id: part, divide: pool, among: units, by: heads, leftover: largest-remainder, why: s, title: { zh: 部分, en: Part } }
  - { id: in_all, formula: sum(units.part), why: s, title: { zh: 合计, en: All } }
checks:
  - { id: enough, that: in_all > 0, else: block, why: s, title: { zh: 够, en: Enough }, says: { zh: 不够。, en: Too little. } }
`;
export const facts: RawFacts = { pool: '100.00', units: [{ unit: 'A', heads: '1' }, { unit: '乙', heads: '2' }] };

function policyFrom(text: string): Policy {
  const { policy, faults } = checkPolicy(text);
  if (!policy) throw new Error(JSON.stringify(faults));
  return policy;
}
export const policy = policyFrom(policyText);

export const policyRecord = (text = policyText): PolicyRecord => ({ is: 'policy', hash: sha256(text), text });

export function factsRecord(given: RawFacts = facts): FactsRecord {
  return { is: 'facts', hash: sha256(factsText({ facts: given, origins: { pool: '表' } })), facts: given, origins: { pool: '表' } };
}

/** With its hash made anew over what is changed. */
export function runRecord(number: number, stage: 'BUDGET' | 'BASIC_PAY', changes: Partial<RunRecord> = {}): RunRecord {
  const steps = stepsOf(policy.stages.get(stage === 'BUDGET' ? 'budget' : 'basic-pay')!);
  const run: RunRecord = {
    is: 'run', id: id(number), hash: '', stage, period: '2026', institution: null, policy: policyRecord().hash, facts: factsRecord().hash, upstream: [],
    decisions: {}, amounts: storedAmounts(policy, evaluate(policy, facts)), steps, engine: 'e', preparedBy: id(1), preparedAt: at,
    signatures: steps.map((step, index) => ({ step, by: id(2 + index), at })), ...changes,
  };
  return { ...run, hash: sha256(runText(run)) };
}

type Entry = NonNullable<LinkRecord['entry']>;

/** `on` are the facts of the run, `before` those of the run that it corrects. */
export function entryOf(run: RunRecord, changes: Partial<Entry> = {}, on = facts, before?: RawFacts): Entry {
  const stage = run.stage === 'BUDGET' ? 'budget' : 'basic-pay';
  const dueOn = (on: RawFacts, held: string[] = []) => dueMovements(policy, evaluate(policy, on), stage, held).due;
  const lines = linesOf(postedMovements(policy, stage, dueOn(on, run.held), before && dueOn(before)));
  return { id: run.id.replace(/^01/, '02'), fund: 'residents', on: '2026-03-10', memo: { zh: '预算', en: 'Budget' }, run: { id: run.id, hash: run.hash }, by: id(9), at, lines, ...changes };
}

/** Links over these entries from the first; of an entry given by its text's hash only the bare link. */
export function linked(entries: ReadonlyArray<Entry | string>): { links: LinkRecord[]; end: ChainEnd } {
  let end: ChainEnd = { region, sequence: 0, hash: noHash };
  const links = entries.map((entry): LinkRecord => {
    const { sequence, previous, content, hash } = linkAfter(end, typeof entry === 'string' ? entry : sha256(entryText(entry)), sha256);
    end = { region, sequence, hash };
    return { is: 'link', sequence, previous, content, hash, entry: typeof entry === 'string' ? null : entry };
  });
  return { links, end };
}

export const ledgerRecord = (year: number | null = null): LedgerRecord => ({ is: 'ledger', format: '1', region, name: '宁强县', year });

export interface Parts {
  ledger: LedgerRecord;
  policies: PolicyRecord[];
  facts: FactsRecord[];
  runs: RunRecord[];
  entries: Array<Entry | string>;
}

export function parts(): Parts {
  const budget = runRecord(10, 'BUDGET');
  const pay = runRecord(11, 'BASIC_PAY', { period: '2026-01', upstream: [budget.hash], institution: id(5) });
  return { ledger: ledgerRecord(), policies: [policyRecord()], facts: [factsRecord()], runs: [budget, pay], entries: [entryOf(budget), entryOf(pay)] };
}

/** The lines before the head, and where their chain ends. */
export function bodyOf({ ledger, policies, facts: frozen, runs, entries }: Parts): { records: Body[]; end: ChainEnd } {
  const { links, end } = linked(entries);
  return { records: [ledger, ...policies, ...frozen, ...runs, ...links], end };
}

/** A whole file, signed and sealed: by whoever has the key. */
export function fileOf(records: readonly Body[], end: ChainEnd): Uint8Array {
  return new TextEncoder().encode(ledgerFile(records, end, signer, sha256));
}

export function fileOfParts(changes: Partial<Parts> = {}): Uint8Array {
  const { records, end } = bodyOf({ ...parts(), ...changes });
  return fileOf(records, end);
}

export const tools = { sha256, isSignedBy };

export const verified = (bytes: Uint8Array): Verdict => verifyLedgerFile(bytes, tools);

/** What is said of a file: `CODE at, line n`. */
export function said(bytes: Uint8Array): string {
  const { wrong } = verified(bytes);
  return wrong ? `${wrong.fault.code} ${wrong.fault.at}, line ${wrong.line}`.replace(' ,', ',') : 'sound';
}

export const lineText = (value: Plain): string => `${canonical(value)}\n`;
