/** Follows an exported ledger record by record: each must agree with those before it, and with what the core makes of them. */
import type { Hash } from '../canonical.ts';
import { entryText, follow, noHash, requireHash, type ChainedLine, type ChainEnd } from '../chain.ts';
import { formatMoney, sumMoney } from '../money.ts';
import { checkPolicy } from '../policy/check.ts';
import type { Policy, RawFacts } from '../policy/policy.ts';
import type { Movement } from '../policy/stages.ts';
import { refuse } from '../refusal.ts';
import { factsText } from '../run-text.ts';
import type { FactsRecord, FileRecord, HeadRecord, LedgerRecord, LinkRecord, PolicyRecord, RunRecord } from './records.ts';
import { firstOf, postedLines } from './verify-run.ts';
import { headText } from './write.ts';

export interface Tools {
  sha256: Hash;
  /** Whether a signature is of this text and by this key; all hexadecimal, and false where one of them is malformed. */
  isSignedBy(key: string, text: string, signature: string): boolean;
  /** The only key to accept; any, when left out. */
  key?: string;
  /** The head of an earlier export, which the chain must go through. */
  after?: ChainEnd;
}

/** What a sound file is of. */
export interface LedgerSummary {
  region: number;
  name: string;
  year: number | null;
  policies: number;
  runs: number;
  entries: number;
  /** The end of the chain. */
  sequence: number;
  hash: string;
  key: string;
}

function has<T>(map: ReadonlyMap<string, T>, at: string, found: string): T {
  return map.get(found) ?? refuse('FILE_LACKS', at, { found });
}

function add<T>(map: Map<string, T>, at: string, key: string, value: T): void {
  if (map.has(key)) refuse('FILE_TWICE', at, { found: key });
  map.set(key, value);
}

const printed = (line: ChainedLine | undefined): string =>
  (line ? `${line.account} ${formatMoney(BigInt(line.amount))} ${line.step}${line.row === null ? '' : `[${line.row}]`}` : '–');

function requireLines(found: readonly ChainedLine[], allowed: readonly ChainedLine[]): void {
  const difference = sumMoney(found.map(({ amount }) => BigInt(amount)));
  if (difference !== 0n) refuse('FILE_ENTRY_UNBALANCED', 'entry.lines', { difference: formatMoney(difference) });
  for (let line = 0; line < Math.max(found.length, allowed.length); line += 1) {
    const values = { line: String(line), found: printed(found[line]), allowed: printed(allowed[line]) };
    if (found[line]?.line !== line || values.found !== values.allowed) refuse('FILE_LINE_DIFFERS', `entry.lines[${line}]`, values);
  }
}

export class LedgerWalk {
  private readonly tools: Tools;
  private ledger: LedgerRecord = { is: 'ledger', format: '1', region: 0, name: '', year: null };
  private readonly policies = new Map<string, Policy>();
  private readonly facts = new Map<string, RawFacts>();
  private readonly runs = new Map<string, { hash: string; lines: ChainedLine[] }>();
  /** What each run made due, by its hash. */
  private readonly due = new Map<string, Movement[]>();
  private readonly posted = new Set<string>();
  private end: ChainEnd = { region: 0, sequence: 0, hash: noHash };
  private key = '';

  constructor(tools: Tools) {
    this.tools = tools;
  }

  /** Takes the next record; refuses it when it is wrong. `before` gives the SHA-256 of all lines before it. */
  take(record: FileRecord, before: () => string): void {
    switch (record.is) {
      case 'ledger': return this.begin(record);
      case 'policy': return this.policy(record);
      case 'facts': return this.frozen(record);
      case 'run': return this.run(record);
      case 'link': return this.link(record);
      case 'head': return this.head(record, before());
    }
  }

  private begin(record: LedgerRecord): void {
    this.ledger = record;
    this.end = { ...this.end, region: record.region };
  }

  private policy({ hash, text }: PolicyRecord): void {
    requireHash('hash', hash, this.tools.sha256(text));
    const { policy, faults } = checkPolicy(text);
    const errors = faults.filter(({ severity }) => severity !== 'warning');
    if (!policy) return refuse('FILE_POLICY_FAULTY', 'text', { count: String(errors.length), first: firstOf(errors) });
    add(this.policies, 'policy', hash, policy);
  }

  private frozen({ hash, facts, origins }: FactsRecord): void {
    requireHash('hash', hash, this.tools.sha256(factsText({ facts, origins })));
    add(this.facts, 'facts', hash, facts);
  }

  private run(record: RunRecord): void {
    if (this.ledger.year === null) for (const hash of record.upstream) has(this.due, 'upstream', hash);
    const policy = has(this.policies, 'policy', record.policy);
    const facts = has(this.facts, 'facts', record.facts);
    const before = record.corrects === undefined ? undefined : has(this.due, 'corrects', record.corrects);
    const { due, lines } = postedLines(record, policy, facts, before, this.tools.sha256);
    add(this.runs, 'run', record.id, { hash: record.hash, lines });
    this.due.set(record.hash, due);
  }

  private link(record: LinkRecord): void {
    const { entry } = record;
    this.end = follow(this.end, record, this.tools.sha256);
    this.requirePast(record.sequence === this.tools.after?.sequence && record.hash !== this.tools.after.hash);
    if (!entry) {
      if (this.ledger.year === null) refuse('FILE_ENTRY_LEFT_OUT', 'entry', { found: String(record.sequence) });
      return;
    }
    requireHash('content', record.content, this.tools.sha256(entryText(entry)));
    const run = has(this.runs, 'entry.run.id', entry.run.id);
    requireHash('entry.run.hash', entry.run.hash, run.hash);
    if (this.posted.has(entry.run.id)) refuse('FILE_POSTED_TWICE', 'entry.run.id', { found: entry.run.id });
    this.posted.add(entry.run.id);
    requireLines(entry.lines, run.lines);
  }

  /** Refuses a chain that is found not to go through the head of an earlier export. */
  private requirePast(lost: boolean): void {
    const { after } = this.tools;
    if (after && lost) refuse('FILE_PAST_OTHER', 'hash', { sequence: String(after.sequence), allowed: after.hash, found: this.end.hash });
  }

  private head(record: HeadRecord, digest: string): void {
    const { region, sequence, hash } = this.end;
    if (record.region !== region || record.sequence !== sequence || record.hash !== hash) {
      refuse('FILE_HEAD_DIFFERS', 'head', { allowed: String(record.sequence), hash: record.hash, found: String(sequence), end: hash });
    }
    this.requirePast(sequence < (this.tools.after?.sequence ?? 0));
    if (record.digest !== digest) refuse('FILE_DIGEST_DIFFERS', 'digest', { found: record.digest, allowed: digest });
    if (!this.tools.isSignedBy(record.key, headText(record), record.signature)) refuse('FILE_SIGNATURE_WRONG', 'signature');
    if (this.tools.key !== undefined && record.key !== this.tools.key) refuse('FILE_KEY_OTHER', 'key', { found: record.key, allowed: this.tools.key });
    this.key = record.key;
  }

  summary(): LedgerSummary {
    const { region, name, year } = this.ledger;
    const { sequence, hash } = this.end;
    return { region, name, year, policies: this.policies.size, runs: this.runs.size, entries: this.posted.size, sequence, hash, key: this.key };
  }
}
