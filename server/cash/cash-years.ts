/** The cash of institutions over a year: what the ledger posted, what is on its way, what stages will bring, and what must be paid. */
import { bureaus, hasRole, institutionsOf, requireRole, type Asking } from '../access/asker.ts';
import { dayOf } from '../clock.ts';
import { compareKeys } from '../core/allocate.ts';
import { cashOf, type CashYear } from '../core/cash.ts';
import { monthOf } from '../core/period.ts';
import { refuse } from '../core/refusal.ts';
import { stageId } from '../core/run-text.ts';
import { OpeningBalance } from '../model/cash.ts';
import { Institution } from '../model/organisation.ts';
import { knownAt } from '../run/known.ts';
import { dueIn } from './due.ts';
import { entriesOf, payable, payeesOf, type CashEntry } from '../run/cash-entries.ts';
import { plansOf, type Waiting } from './planned.ts';
import { comingReceipts, knownRuns, postedReceipts } from '../run/cash-received.ts';
import { cashRoles } from './record-obligations.ts';

export interface CashOf {
  region: number;
  year: number;
  /** One institution; null: all whose cash the asker may see. */
  institution: string | null;
  asOf: Date | null;
}

export interface InstitutionCash extends CashYear {
  institution: Institution;
  year: number;
  /** Null while nobody has recorded it: the year then begins at 0. */
  opening: bigint | null;
  received: CashEntry[];
  due: CashEntry[];
}

export interface CashOfYear {
  institutions: InstitutionCash[];
  waiting: Waiting[];
}

/** The institutions whose cash is asked for and may be seen (ROLE_NOT_ALLOWED, NOT_FOUND). */
async function institutionsAsked({ em, asker }: Asking, { region, institution }: CashOf): Promise<'all' | string[]> {
  requireRole(asker, region, cashRoles, institution ?? undefined);
  if (institution === null) return hasRole(asker, region, bureaus) ? 'all' : institutionsOf(asker, region, cashRoles);
  const found = await em.count(Institution, { regionId: region, id: institution });
  return found > 0 ? [institution] : refuse('NOT_FOUND', 'institution', { what: { zh: '机构', en: 'institution' }, found: institution });
}

/** Yearly stages that nobody has begun have no month. */
function plannedMonth(period: string, present: string): string | undefined {
  return period.length === 4 ? undefined : payable(period, present);
}

/** What every institution of the region receives in a year; who may see which is for the caller. */
async function receivedIn({ em }: Asking, { region, year, asOf }: CashOf, present: string): Promise<{ received: CashEntry[]; waiting: Waiting[] }> {
  const payees = await payeesOf(em, region, year, asOf);
  const runs = await knownRuns(em, region, year, asOf);
  const { plans, waiting } = await plansOf(em, region, year, runs);
  const planned = plans.flatMap(({ policy, stage, period, moves }) => {
    const path = stage === 'SETTLEMENT' ? '/settlement' : `/stages/${stageId(stage)}/${period}`;
    return entriesOf(moves, payees, { month: plannedMonth(period, present), state: 'planned', run: null, path }, policy, stage);
  });
  return { received: [...await postedReceipts(em, region, year, payees, asOf), ...await comingReceipts(em, runs.open, payees, present), ...planned], waiting };
}

/** What has no month comes last. */
function byMonth(entries: readonly CashEntry[]): CashEntry[] {
  const last = '9999-99';
  return entries.toSorted((a, b) => compareKeys(a.month ?? last, b.month ?? last));
}

/** As it is known now, or was at an instant. Institutions without any figure are left out where all are asked for. */
export async function cashYears(asking: Asking, of: CashOf): Promise<CashOfYear> {
  const { em, now } = asking;
  const { region, year, asOf } = of;
  const asked = await institutionsAsked(asking, of);
  const present = monthOf(dayOf(asOf ?? now));
  const mine = (id: string) => asked === 'all' || asked.includes(id);
  const { received, waiting } = await receivedIn(asking, of, present);
  const receipts = Map.groupBy(received.filter(({ institution }) => mine(institution)), ({ institution }) => institution);
  const dues = Map.groupBy(await dueIn(em, region, year, asked, { present, asOf }), ({ institution }) => institution);
  const openings = new Map((await em.find(OpeningBalance, { regionId: region, year, ...knownAt(asOf) })).filter(({ institution }) => mine(institution.id)).map(({ institution, amount }) => [institution.id, amount]));
  const ids = asked === 'all' ? [...new Set([...receipts.keys(), ...dues.keys(), ...openings.keys()])] : asked;
  const institutions = await em.find(Institution, { regionId: region, id: { $in: ids } }, { orderBy: { code: 'asc' } });
  return {
    waiting,
    institutions: institutions.map((institution): InstitutionCash => {
      const [own, due, opening] = [byMonth(receipts.get(institution.id) ?? []), byMonth(dues.get(institution.id) ?? []), openings.get(institution.id) ?? null];
      return { ...cashOf(year, opening ?? 0n, own, due), institution, year, opening, received: own, due };
    }),
  };
}
