/** What a posted run moved: its journal entry as transfers, with the titles and clauses of its policy. */
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Policy } from '../core/policy/policy.ts';
import { amountsOf } from '../core/policy/rules/rules.ts';
import { amountTitle } from '../core/policy/titles.ts';
import { refuse, type Words } from '../core/refusal.ts';
import { JournalEntry, Posting } from '../model/journal.ts';
import type { Run } from '../model/run.ts';
import { partsOf, type AccountBook } from '../run/accounts.ts';
import { stateTitles } from '../core/approval.ts';

export interface Move {
  step: string;
  from: string;
  to: string;
  /** Fen; below zero in a correction that takes back. */
  amount: bigint;
}

export interface Recipient {
  code: string;
  name: string;
}

/** The entry of a run (PAPER_RUN_NOT_POSTED). */
export async function entryOf(em: EntityManager, run: Run): Promise<JournalEntry> {
  const entry = await em.findOne(JournalEntry, { regionId: run.regionId, run: { id: run.id } }, { populate: ['fund'] });
  return entry ?? refuse('PAPER_RUN_NOT_POSTED', 'run', { state: stateTitles[run.state] });
}

/** Lines 2n and 2n+1 of an entry are one transfer, the account that receives first. */
export async function movesOf(em: EntityManager, entry: JournalEntry): Promise<Move[]> {
  const lines = await em.find(Posting, { regionId: entry.regionId, entryId: entry.id }, { orderBy: { line: 'asc' } });
  return lines.filter((_, index) => index % 2 === 0).map(({ step, account, amount }, index) => ({ step, to: account, from: (lines[index * 2 + 1] as Posting).account, amount }));
}

/** The consortia and institutions that a run moved money to, and the institution that it is of. */
export async function recipientsOf(run: Run, moves: readonly Move[], book: AccountBook): Promise<Recipient[]> {
  const found = new Map<string, string>();
  const institution = await run.institution?.loadOrFail();
  if (institution) found.set(institution.code, institution.name);
  for (const { to } of moves) {
    const code = partsOf(to).of;
    const name = book.owner(to)?.name;
    if (code !== undefined && name !== undefined) found.set(code, name);
  }
  return [...found].map(([code, name]) => ({ code, name }));
}

/** The clauses on which an amount of a policy stands: its own, or those of its step. */
export function clausesOf(policy: Policy, amount: string): string[] {
  for (const step of policy.steps) {
    const found = amountsOf(step).find(({ id }) => id === amount);
    if (found) return found.why.length > 0 ? found.why : step.why;
  }
  return [];
}

const joinedMost = 6;

/** Words side by side, each once; of many the first and how many there are. */
export function joined(all: readonly Words[]): Words {
  const once = [...new Map(all.map((words) => [words.zh, words])).values()];
  const shown = once.slice(0, joinedMost);
  const more = once.length > joinedMost;
  return {
    zh: shown.map(({ zh }) => zh).join('、') + (more ? `等 ${once.length} 项` : ''),
    en: shown.map(({ en }) => en).join(', ') + (more ? ` and ${once.length - joinedMost} more` : ''),
  };
}

export const titleOf = (policy: Policy, { step }: Move): Words => amountTitle(policy, step);
