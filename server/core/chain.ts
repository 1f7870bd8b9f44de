/**
 * The chain over a region's journal (哈希链): one link for each entry, over the entry with its ordered lines and over the
 * link before it. Whoever changes, removes, inserts or reorders an entry must change every later link, and the head.
 */
import { canonical, type Hash } from './canonical.ts';
import { refuse, type Words } from './refusal.ts';

/** A line of an entry: fen as decimal text, debits positive. */
export interface ChainedLine {
  account: string;
  amount: string;
  line: number;
  row: string | null;
  step: string;
}

export interface ChainedEntry {
  id: string;
  /** The fund's code. */
  fund: string;
  /** `YYYY-MM-DD` */
  on: string;
  memo: Words;
  run: { id: string; hash: string };
  /** The account that posted it. */
  by: string;
  /** An instant in UTC with milliseconds, as `Date.toISOString` writes it. */
  at: string;
  lines: readonly ChainedLine[];
}

/** Where a chain ends: the number and hash of its last link; 0 and `noHash` before the first. */
export interface ChainEnd {
  region: number;
  sequence: number;
  hash: string;
}

export interface Link extends ChainEnd {
  /** The hash of the link before. */
  previous: string;
  /** The hash of the entry's text. */
  content: string;
}

export const noHash = '0'.repeat(64);

/** The text of an entry that its link is made over. The database writes the same one (`entry_text`). */
export function entryText({ id, fund, on, memo, run, by, at, lines }: ChainedEntry): string {
  return canonical({
    id, fund, on, by, at, memo: { zh: memo.zh, en: memo.en }, run: { id: run.id, hash: run.hash },
    lines: lines.map(({ account, amount, line, row, step }) => ({ account, amount, line, row, step })),
  });
}

/** The link after `end` for an entry whose text has the hash `content`. */
export function linkAfter(end: ChainEnd, content: string, sha256: Hash): Link {
  const { region, hash: previous } = end;
  const sequence = end.sequence + 1;
  return { region, sequence, previous, content, hash: sha256(canonical({ region, sequence, previous, content })) };
}

/** The end of the chain after one more link. Refuses a gap or another order (CHAIN_GAP), and a link that does not follow (CHAIN_BROKEN) or has another hash (HASH_DIFFERS). */
export function follow(end: ChainEnd, link: Omit<Link, 'region'>, sha256: Hash): ChainEnd {
  const made = linkAfter(end, link.content, sha256);
  if (link.sequence !== made.sequence) refuse('CHAIN_GAP', 'sequence', { found: String(link.sequence), allowed: String(made.sequence) });
  if (link.previous !== made.previous) refuse('CHAIN_BROKEN', 'previous', { found: link.previous, allowed: made.previous });
  requireHash('hash', link.hash, made.hash);
  return { region: made.region, sequence: made.sequence, hash: made.hash };
}

/** Refuses a hash that is written otherwise than its content gives it (HASH_DIFFERS). */
export function requireHash(at: string, found: string, allowed: string): void {
  if (found !== allowed) refuse('HASH_DIFFERS', at, { found, allowed });
}
