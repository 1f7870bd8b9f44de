/** Makes what a paper says from a posted run: nothing in it is typed by hand. */
import type { EntityManager } from '@mikro-orm/postgresql';
import { roleTitles, type Asking } from '../access/asker.ts';
import { dayOf } from '../clock.ts';
import type { Unit } from '../core/in-unit.ts';
import { formatMoney, sumMoney } from '../core/money.ts';
import type { Policy } from '../core/policy/policy.ts';
import { refuse, type Words } from '../core/refusal.ts';
import { Account, type Role } from '../model/account.ts';
import type { JournalEntry } from '../model/journal.ts';
import type { PaperKind } from '../model/paper.ts';
import { Region } from '../model/region.ts';
import type { Run } from '../model/run.ts';
import { SettlementLine } from '../model/settlement.ts';
import { accountBook, partsOf, type AccountBook } from '../run/accounts.ts';
import { marksOf, standingApprovals } from '../run/case.ts';
import { policyOf } from '../run/policies.ts';
import { stageId } from '../core/run-text.ts';
import { stageTitleOf } from '../run/titles.ts';
import type { Table } from '../print/table.ts';
import type { Clause, PaperContent, SignaturePlace } from './content.ts';
import { kindTitles, labels } from './labels.ts';
import { clausesOf, entryOf, joined, movesOf, recipientsOf, titleOf, type Move } from './moves.ts';

export interface PaperWish {
  kind: PaperKind;
  recipient: string | null;
  unit: Unit;
  number: string | null;
}

const same = (text: string): Words => ({ zh: text, en: text });

/** Clauses in the order in which they are cited, each once, and the citation of an amount: `[1][3]`. */
function citing(policy: Policy) {
  const clauses: Clause[] = [];
  const placeOf = ({ document, clause }: Clause): number => {
    const known = clauses.findIndex((each) => each.document.zh === document.zh && each.clause === clause);
    return known >= 0 ? known : clauses.push({ document, clause }) - 1;
  };
  const cite = (sources: readonly string[]): string => {
    const places = new Set(sources.flatMap((id) => policy.sources.get(id) ?? []).map(placeOf));
    return [...places].map((place) => `[${place + 1}]`).join('');
  };
  return { cite, clauses };
}

interface Made {
  policy: Policy;
  book: AccountBook;
  cite(sources: readonly string[]): string;
}

function basisOf({ policy, cite }: Made, moves: readonly Move[]): Words {
  return same(cite([...new Set(moves.flatMap(({ step }) => clausesOf(policy, step)))]));
}

/** One row for each account that received, in the order of the entry. */
function receipts(made: Made, moves: readonly Move[]): Table {
  const { policy, book } = made;
  const rows = [...Map.groupBy(moves, ({ to }) => to)].map(([to, given]) => [
    book.title(to), joined(given.map(({ from }) => book.title(from))), joined(given.map((move) => titleOf(policy, move))), basisOf(made, given), formatMoney(sumMoney(given.map(({ amount }) => amount))),
  ]);
  return {
    title: labels.receipts, rows,
    columns: [
      { title: labels.payee, money: false, width: 27 }, { title: labels.payer, money: false, width: 21 }, { title: labels.purpose, money: false, width: 22 },
      { title: labels.basis, money: false, width: 10 }, { title: labels.amount, money: true, width: 20 },
    ],
  };
}

/** One row for each transfer. */
function transfers(made: Made, moves: readonly Move[]): Table {
  const { policy, book } = made;
  return {
    ...receipts(made, []), title: labels.moves,
    rows: moves.map((move) => [book.title(move.to), book.title(move.from), titleOf(policy, move), basisOf(made, [move]), formatMoney(move.amount)]),
  };
}

/** What a settlement found for each consortium; nothing of other runs. */
async function settlementTables(em: EntityManager, run: Run): Promise<Table[]> {
  const lines = await em.find(SettlementLine, { regionId: run.regionId, settlement: { run: { id: run.id } } }, { populate: ['consortium'], orderBy: { consortium: { code: 'asc' } } });
  if (lines.length === 0) return [];
  const money = (['package', 'used', 'surplus', 'overspend'] as const).map((key) => ({ key, column: { title: labels[key], money: true, width: 20 } }));
  return [{
    title: labels.consortia,
    columns: [{ title: labels.consortium, money: false, width: 20 }, ...money.map(({ column }) => column)],
    rows: lines.map((line) => [same(line.consortium.getEntity().name), ...money.map(({ key }) => formatMoney(line[key]))]),
  }];
}

async function namesOf(em: EntityManager, ids: ReadonlyArray<string | null>): Promise<(id: string) => string> {
  const names = new Map((await em.find(Account, { id: { $in: ids.filter((id) => id !== null) } })).map(({ id, name }) => [id, name]));
  return (id) => names.get(id) ?? id;
}

async function signedBy(em: EntityManager, run: Run): Promise<Pick<PaperContent, 'prepared' | 'signatures'>> {
  const approvals = standingApprovals(run, await marksOf(em, run));
  const name = await namesOf(em, [run.preparedById, run.preparedForId, ...approvals.flatMap(({ accountId, forId }) => [accountId, forId])]);
  const signatures = approvals.map(({ step, accountId, forId, at, note }): SignaturePlace => (
    { office: roleTitles[step as Role], by: name(accountId), onBehalfOf: forId && name(forId), at: at.toISOString(), note }));
  return { signatures, prepared: { by: name(run.preparedById), onBehalfOf: run.preparedForId && name(run.preparedForId), at: run.preparedAt.toISOString() } };
}

async function fieldsOf(run: Run, entry: JournalEntry, policy: Policy, to: string | null, link: number): Promise<PaperContent['fields']> {
  const institution = await run.institution?.loadOrFail();
  return [
    { label: labels.to, value: to === null ? labels.everyRecipient : same(to) },
    { label: labels.subject, value: entry.memo },
    ...(institution ? [{ label: labels.institution, value: same(institution.name) }] : []),
    { label: labels.period, value: same(run.period) },
    { label: labels.fund, value: same(entry.fund.getEntity().name) },
    { label: labels.policy, value: { zh: `${policy.title.zh} ${policy.version}`, en: `${policy.title.en} ${policy.version}` } },
    { label: labels.postedOn, value: same(entry.on) },
    { label: labels.entry, value: { zh: `第 ${link} 号`, en: `No. ${link}` } },
  ];
}

async function titled(kind: PaperKind, run: Run): Promise<Words> {
  const stage = await stageTitleOf(run);
  const title = kind === 'STATEMENT' ? { zh: `${stage.zh}${kindTitles[kind].zh}`, en: `${kindTitles[kind].en}: ${stage.en}` } : kindTitles[kind];
  return run.correctsId === null ? title : { zh: title.zh + labels.correction.zh, en: title.en + labels.correction.en };
}

async function linkOf(em: EntityManager, entry: JournalEntry): Promise<number> {
  const [link] = await em.execute<Array<{ sequence: number }>>('select sequence from chain_link where region_id = ? and entry_id = ?', [entry.regionId, entry.id]);
  return link?.sequence ?? refuse('NOT_FOUND', 'run', { what: { zh: '台账凭证', en: 'ledger entry' }, found: entry.id });
}

/**
 * What a paper of a posted run says. A notice for one recipient holds what its own accounts received, every other paper all that was moved.
 * Refuses a run that is not posted (PAPER_RUN_NOT_POSTED) and a recipient to whom it moved nothing (PAPER_RECIPIENT_UNKNOWN).
 */
export async function makeContent({ em, now }: Pick<Asking, 'em' | 'now'>, run: Run, { kind, recipient, unit, number }: PaperWish): Promise<PaperContent> {
  const entry = await entryOf(em, run);
  const all = await movesOf(em, entry);
  const book = await accountBook(em, run.regionId, entry.on);
  const recipients = await recipientsOf(run, all, book);
  const to = recipients.find(({ code }) => code === recipient);
  if (recipient !== null && !to) refuse('PAPER_RECIPIENT_UNKNOWN', 'recipient', { found: recipient, allowed: recipients.map(({ code, name }) => `${code} ${name}`).join('、') });
  const moves = recipient === null || run.institution ? all : all.filter((move) => partsOf(move.to).of === recipient);
  const policy = policyOf(await run.policyVersion.loadOrFail());
  const { cite, clauses } = citing(policy);
  const made = { policy, book, cite };
  const table = kind === 'STATEMENT' ? transfers(made, moves) : receipts(made, moves);
  cite(policy.stages.get(stageId(run.stage))?.why ?? []);
  const region = await em.findOneOrFail(Region, { code: run.regionId });
  return {
    kind, number, unit, issuedOn: dayOf(now), place: { zh: region.name, en: region.nameEn }, title: await titled(kind, run),
    fields: await fieldsOf(run, entry, policy, to?.name ?? null, await linkOf(em, entry)),
    total: formatMoney(sumMoney(moves.map(({ amount }) => amount))),
    tables: [...(kind === 'STATEMENT' && recipient === null ? await settlementTables(em, run) : []), table],
    clauses, ...await signedBy(em, run), run: { id: run.id, hash: run.hash },
  };
}
