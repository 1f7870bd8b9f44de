/** The only code that writes postings. An entry comes from an approved run, once, and balances. */
import type { EntityManager } from '@mikro-orm/postgresql';
import { v7 } from 'uuid';
import { entry, transfer } from '../core/journal.ts';
import type { Movement } from '../core/policy/stages.ts';
import type { Words } from '../core/refusal.ts';
import type { Fund } from '../model/fund.ts';
import { JournalEntry } from '../model/journal.ts';
import type { Run } from '../model/run.ts';

export interface PostInput {
  run: Run;
  fund: Fund;
  movements: readonly Movement[];
  on: string;
  memo: Words;
  by: string;
  at: Date;
}

interface Line {
  line: number;
  account: string;
  amount: string;
  step: string;
  row: string | null;
}

function linesOf(movements: readonly Movement[]): Line[] {
  return movements
    .flatMap(({ from, to, amount, step, row }) => transfer(from, to, amount).map((posting) => ({ ...posting, step, row: row ?? null })))
    .map((posting, line) => ({ ...posting, line, amount: posting.amount.toString() }));
}

/** One statement for all lines, as a list of rows, so that they enter under row-level security. */
async function insertLines(em: EntityManager, region: number, entryId: string, lines: readonly Line[]): Promise<void> {
  await em.execute(
    `insert into posting (region_id, entry_id, line, account, amount, step, "row")
     select ?, ?::uuid, line, account, amount, step, "row"
     from json_to_recordset(?) as given (line integer, account text, amount bigint, step text, "row" text)`,
    [region, entryId, JSON.stringify(lines)],
  );
}

/**
 * Posts a run's movements as one entry and sets the run to POSTED. Refuses an entry without lines (ENTRY_EMPTY);
 * the database refuses a run that is not approved and a second entry of one run.
 */
export async function postRun(em: EntityManager, input: PostInput): Promise<JournalEntry> {
  const { run, fund, on, memo, by, at } = input;
  const movements = input.movements.filter((movement) => movement.amount !== 0n);
  entry(fund.code, on, memo.zh, movements.flatMap(({ from, to, amount }) => transfer(from, to, amount)));
  const made = em.create(JournalEntry, { regionId: run.regionId, id: v7(), fund, run, on, memo, postedById: by, postedAt: at });
  await em.flush();
  await insertLines(em, run.regionId, made.id, linesOf(movements));
  run.state = 'POSTED';
  await em.flush();
  return made;
}
