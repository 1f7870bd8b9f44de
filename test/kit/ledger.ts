/** What the ledger and the tables hold, as the owner sees them. */
import { expect } from '@jest/globals';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { formatMoney } from '../../server/core/money.ts';
import { withClient } from '../../server/db/roles.ts';
import { findFaults, type Finding } from '../../server/ledger/checks.ts';
import { inTransaction } from '../../server/db.ts';
import type { County, Place } from './county.ts';

/** Rows of a statement that the owner runs, past row-level security. */
export async function ownerRows<Row extends object>({ database }: County, statement: string, values: unknown[] = []): Promise<Row[]> {
  return withClient(database.owner, async (client) => (await client.query<Row>(statement, values)).rows);
}

/** Statements of the owner, checks and triggers off: to plant what the application could not write. */
export function plant({ database }: County, statement: string): Promise<unknown> {
  return withClient(database.owner, (client) => client.query(`begin; set local session_replication_role = replica; ${statement}; commit`));
}

/** How many rows each table has, but for the count of attempts to sign in and the lines that tell of refusals, which are there to grow. */
export async function rowCounts(county: County): Promise<Record<string, number>> {
  const tables = await ownerRows<{ name: string }>(county, "select relname as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace and relname <> 'sign_in_attempt' order by 1");
  const counts = tables.map(({ name }) => `select '${name}' as name, count(*)::int as count from ${name}${name === 'audit_event' ? " where kind <> 'REFUSED'" : ''}`).join(' union all ');
  return Object.fromEntries((await ownerRows<{ name: string; count: number }>(county, counts)).map(({ name, count }) => [name, count]));
}

/** Runs what must be refused, and holds that no table gained or lost a row. */
export async function leavesNothing<T>(county: County, work: () => Promise<T>): Promise<T> {
  const before = await rowCounts(county);
  const result = await work();
  expect(await rowCounts(county)).toEqual(before);
  return result;
}

/** What the checks of the ledger find in a place. */
export function faultsIn({ orm }: County, { region }: Place): Promise<Finding[]> {
  return inTransaction(orm, [region], findFaults);
}

interface Line {
  entry: string;
  fund: string;
  memo: { zh: string };
  account: string;
  amount: string;
  step: string;
  row: string | null;
}

const wide = (text: string) => [...text].reduce((sum, character) => sum + (character > '⺀' ? 2 : 1), 0);
const pad = (text: string, width: number) => text + ' '.repeat(Math.max(0, width - wide(text)));
const padStart = (text: string, width: number) => ' '.repeat(Math.max(0, width - wide(text))) + text;

/** The posted ledger of a region as a table of text: debit and credit of every line, entry by entry. */
export async function printedLedger(county: County, { region }: Place): Promise<string> {
  const lines = await ownerRows<Line>(county, `select e.id as entry, f.code as fund, e.memo, p.account, p.amount, p.step, p."row"
    from journal_entry e join posting p on p.region_id = e.region_id and p.entry_id = e.id join fund f on f.region_id = e.region_id and f.id = e.fund_id
    where e.region_id = $1 order by e.id, p.line`, [region]);
  const entries = [...Map.groupBy(lines, (line) => line.entry).values()];
  return entries.map((postings, index) => {
    const head = `${index + 1}. ${postings[0]?.memo.zh} (${postings[0]?.fund})`;
    const rows = postings.map(({ account, amount, step, row }) => {
      const sum = BigInt(amount);
      const [debit, credit] = sum > 0n ? [formatMoney(sum), ''] : ['', formatMoney(-sum)];
      return `   ${pad(account, 24)}${padStart(debit, 15)}${padStart(credit, 15)}  ${row === null ? step : `${step}[${row}]`}`;
    });
    return [head, ...rows].join('\n');
  }).join('\n\n').concat('\n');
}

/** Compares with a file that is kept; `UPDATE=1` writes it anew, never in CI. */
export function expectGolden(url: URL, text: string): void {
  const update = process.env.UPDATE === '1' && process.env.CI === undefined;
  if (update) {
    mkdirSync(dirname(url.pathname), { recursive: true });
    writeFileSync(url, text);
  }
  expect(existsSync(url)).toBe(true);
  expect(text).toBe(readFileSync(url, 'utf8'));
}
