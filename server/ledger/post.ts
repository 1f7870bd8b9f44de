/** The only code that writes postings. An entry comes from an approved run, once, and balances. */
import type { EntityManager } from '@mikro-orm/postgresql';
import { v7 } from 'uuid';
import type { ChainedLine } from '../core/chain.ts';
import { entry } from '../core/journal.ts';
import { linesOf } from '../core/policy/posted.ts';
import type { Movement } from '../core/policy/stages.ts';
import type { Words } from '../core/refusal.ts';
import type { Fund } from '../model/fund.ts';
import { JournalEntry } from '../model/journal.ts';
import type { Run } from '../model/run.ts';
import { appendLink } from './chain.ts';

export interface PostInput {
  run: Run;
  fund: Fund;
  movements: readonly Movement[];
  on: string;
  memo: Words;
  by: string;
  at: Date;
}

/** One statement for all lines, as a list of rows, so that they enter under row-level security. */
async function insertLines(em: EntityManager, region: number, entryId: string, lines: readonly ChainedLine[]): Promise<void> {
  await em.execute(
    `insert into posting (region_id, entry_id, line, account, amount, step, "row")
     select ?, ?::uuid, line, account, amount, step, "row"
     from json_to_recordset(?) as given (line integer, account text, amount bigint, step text, "row" text)`,
    [region, entryId, JSON.stringify(lines)],
  );
}

/**
 * Posts a run's movements as one entry, links it to the region's chain and sets the run to POSTED. Refuses an entry without
 * lines (ENTRY_EMPTY); the database refuses a run that is not approved and a second entry of one run.
 * The link comes last, since posts of one region wait for one another from there to the end of the transaction.
 */
export async function postRun(em: EntityManager, input: PostInput): Promise<JournalEntry> {
  const { run, fund, on, memo, by, at } = input;
  const lines = linesOf(input.movements);
  entry(fund.code, on, memo.zh, lines.map(({ account, amount }) => ({ account, amount: BigInt(amount) })));
  const made = em.create(JournalEntry, { regionId: run.regionId, id: v7(), fund, run, on, memo, postedById: by, postedAt: at });
  await em.flush();
  await insertLines(em, run.regionId, made.id, lines);
  await appendLink(em, run.regionId, { id: made.id, fund: fund.code, on, memo, run: { id: run.id, hash: run.hash }, by, at: at.toISOString(), lines });
  run.state = 'POSTED';
  await em.flush();
  return made;
}
