/** Vouchers (记账凭证) for an accounting system: the journal entries of whole months, in the office's chart of accounts. */
import type { EntityManager } from '@mikro-orm/postgresql';
import { v7 } from 'uuid';
import { bureaus, requireRole, type Asking } from '../access/asker.ts';
import { dayOf } from '../clock.ts';
import { canonical, type Plain } from '../core/canonical.ts';
import { formatMoney, groupMoney, sumMoney } from '../core/money.ts';
import { firstDay, lastDay, monthOf, parseMonth } from '../core/period.ts';
import { amountTitle } from '../core/policy/titles.ts';
import { refuse, type Words } from '../core/refusal.ts';
import { sha256 } from '../hash.ts';
import { JournalEntry, Posting } from '../model/journal.ts';
import { Paper, PaperVoid, VoucherExport } from '../model/paper.ts';
import { accountBook, partsOf } from '../run/accounts.ts';
import { policyOf } from '../run/policies.ts';
import { chartOf } from './chart.ts';

export interface Months {
  region: number;
  /** `2026-01` */
  from: string;
  to: string;
}

/** One line of a voucher; amounts in yuan, the empty side as ''. */
export interface VoucherRow {
  on: string;
  /** Of the month, from 1. */
  number: number;
  summary: Words;
  code: string;
  title: string;
  debit: string;
  credit: string;
  institutionCode: string;
  institution: string;
  fundCode: string;
  fund: string;
  /** Papers that were issued for the run and are not void. */
  attachments: number;
  /** The beginning of the run's hash. */
  run: string;
}

export interface Control {
  entries: number;
  /** Fen. */
  debit: bigint;
  credit: bigint;
}

/** Months that are over, in order (PERIOD_REVERSED, PERIOD_NOT_OVER), for the bureaus. */
function readMonths({ asker, now }: Asking, { region, from, to }: Months): void {
  requireRole(asker, region, bureaus);
  parseMonth(from, 'from');
  parseMonth(to, 'to');
  if (from > to) refuse('PERIOD_REVERSED', 'from', { found: from, allowed: to });
  if (lastDay(to) >= dayOf(now)) refuse('PERIOD_NOT_OVER', 'to', { found: to });
}

/** What the ledger says of the months: entries, and the sums of both sides. */
export async function controlOf(em: EntityManager, { region, from, to }: Months): Promise<Control> {
  const [sums] = await em.execute<Array<{ entries: number; debit: string; credit: string }>>(`
    select count(distinct e.id)::int as entries, coalesce(sum(p.amount) filter (where p.amount > 0), 0)::text as debit, coalesce(-sum(p.amount) filter (where p.amount < 0), 0)::text as credit
    from journal_entry e join posting p on p.region_id = e.region_id and p.entry_id = e.id
    where e.region_id = ? and e."on" between ?::date and ?::date`, [region, firstDay(from), lastDay(to)]);
  return { entries: sums?.entries ?? 0, debit: BigInt(sums?.debit ?? 0), credit: BigInt(sums?.credit ?? 0) };
}

/** Entries by day, those of one day in the order of the chain. */
async function entriesOf(em: EntityManager, { region, from, to }: Months): Promise<JournalEntry[]> {
  const order = await em.execute<Array<{ id: string }>>(`
    select e.id from journal_entry e join chain_link l on l.region_id = e.region_id and l.entry_id = e.id
    where e.region_id = ? and e."on" between ?::date and ?::date order by e."on", l.sequence`, [region, firstDay(from), lastDay(to)]);
  const ids = order.map(({ id }) => id);
  const found = new Map((await em.find(JournalEntry, { regionId: region, id: { $in: ids } }, { populate: ['fund', 'run', 'run.policyVersion'] })).map((entry) => [entry.id, entry]));
  return ids.map((id) => found.get(id) as JournalEntry);
}

/** How many papers stand for each run. */
async function attachmentsOf(em: EntityManager, region: number, runs: readonly string[]): Promise<Map<string, number>> {
  const papers = await em.find(Paper, { regionId: region, run: { id: { $in: [...runs] } } });
  const voids = new Set((await em.find(PaperVoid, { regionId: region, paperId: { $in: papers.map(({ id }) => id) } })).map(({ paperId }) => paperId));
  const standing = Map.groupBy(papers.filter(({ id }) => !voids.has(id)), ({ run }) => run.id);
  return new Map([...standing].map(([run, those]) => [run, those.length]));
}

interface Made {
  rows: VoucherRow[];
  classes: string[];
}

/** The rows of the months; every class needs an account of the chart (CHART_UNMAPPED, with all that have none). */
async function makeRows(em: EntityManager, months: Months): Promise<Made> {
  const { region, to } = months;
  const entries = await entriesOf(em, months);
  const lines = Map.groupBy(await em.find(Posting, { regionId: region, entryId: { $in: entries.map(({ id }) => id) } }, { orderBy: { line: 'asc' } }), ({ entryId }) => entryId);
  const attachments = await attachmentsOf(em, region, entries.map(({ run }) => run.id));
  const book = await accountBook(em, region, lastDay(to));
  const chart = await chartOf(em, region);
  const unmapped = new Map<string, string>();
  const classes = new Set<string>();
  const counts = new Map<string, number>();
  const rows = entries.flatMap((entry) => {
    const month = monthOf(entry.on);
    const number = (counts.get(month) ?? 0) + 1;
    counts.set(month, number);
    const policy = policyOf(entry.run.getEntity().policyVersion.getEntity());
    const fund = entry.fund.getEntity();
    return (lines.get(entry.id) ?? []).map(({ account, amount, step }): VoucherRow => {
      const { class: accountClass, of } = partsOf(account);
      const mapped = chart.on(accountClass, entry.on);
      classes.add(accountClass);
      if (!mapped) unmapped.set(accountClass, book.classes.get(accountClass)?.zh ?? accountClass);
      const title = amountTitle(policy, step);
      return {
        on: entry.on, number, summary: { zh: `${entry.memo.zh} ${title.zh}`, en: `${entry.memo.en}: ${title.en}` }, code: mapped?.code ?? '', title: mapped?.title ?? '',
        debit: amount > 0n ? formatMoney(amount) : '', credit: amount < 0n ? formatMoney(-amount) : '', institutionCode: of ?? '', institution: book.owner(account)?.name ?? '',
        fundCode: fund.code, fund: fund.name, attachments: attachments.get(entry.run.id) ?? 0, run: entry.run.getEntity().hash.slice(0, 12),
      };
    });
  });
  if (unmapped.size > 0) refuse('CHART_UNMAPPED', 'chart', { found: [...unmapped].map(([name, title]) => `${name} ${title}`).join('、') });
  return { rows, classes: [...classes].sort() };
}

function kept(em: EntityManager, { region, from, to }: Months): Promise<VoucherExport | null> {
  return em.findOne(VoucherExport, { regionId: region, fromMonth: from, toMonth: to });
}

/** Refuses when the ledger no longer says of the months what was exported (VOUCHERS_DIFFER). */
function requireSame({ entries, total }: Pick<VoucherExport, 'entries' | 'total'>, ledger: Control): void {
  if (entries === ledger.entries && total === ledger.debit && total === ledger.credit) return;
  refuse('VOUCHERS_DIFFER', 'from', { allowed: String(entries), was: groupMoney(total), found: String(ledger.entries), now: groupMoney(ledger.debit) });
}

/** What the months hold, and whether they were exported. */
export async function voucherPeriod(asking: Asking, months: Months): Promise<{ control: Control; exported: VoucherExport | null }> {
  readMonths(asking, months);
  return { control: await controlOf(asking.em, months), exported: await kept(asking.em, months) };
}

/**
 * The vouchers of months that are over: the first time made from the ledger and kept, then always those.
 * In a transaction of its own; refuses months without an entry (VOUCHERS_NONE).
 */
export async function vouchers(asking: Asking, months: Months): Promise<{ rows: VoucherRow[]; export: VoucherExport }> {
  const { em, asker, now } = asking;
  const { region, from, to } = months;
  readMonths(asking, months);
  await em.execute('select pg_advisory_xact_lock(hashtextextended(?, 0))', [`chart_account ${region}`]);
  const ledger = await controlOf(em, months);
  if (ledger.entries === 0) refuse('VOUCHERS_NONE', 'from', { found: from === to ? from : `${from} – ${to}` });
  const before = await kept(em, months);
  if (before) {
    requireSame(before, ledger);
    return { rows: JSON.parse(before.content) as VoucherRow[], export: before };
  }
  const { rows, classes } = await makeRows(em, months);
  const content = canonical(rows as unknown as Plain);
  const total = sumMoney(rows.map(({ debit }) => (debit === '' ? 0n : BigInt(debit.replace('.', '')))));
  const made = em.create(VoucherExport, {
    regionId: region, id: v7(), fromMonth: from, toMonth: to, untilDay: lastDay(to), classes, entries: ledger.entries, total, content, contentHash: sha256(content), exportedById: asker.id, exportedAt: now,
  });
  requireSame(made, ledger);
  await em.flush();
  return { rows, export: made };
}
