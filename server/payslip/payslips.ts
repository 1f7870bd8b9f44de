/** Payslips: what has been paid, month by month; one's own, and those of an institution for its finance and personnel. */
import { institutionsOf, ownPeople, payslipRoles, requireRole, type Asking } from '../access/asker.ts';
import { lastDay } from '../core/period.ts';
import { amountTitle } from '../core/policy/titles.ts';
import { sumMoney } from '../core/money.ts';
import { refuse } from '../core/refusal.ts';
import { Institution } from '../model/organisation.ts';
import { pageOf, printPlace, readPlace, rowsToRead, type Page, type PageArgs } from '../model/page.ts';
import { Person } from '../model/people.ts';
import { PayLine, PayRun } from '../model/pay.ts';
import { policyOf } from '../run/policies.ts';
import { staffOn } from '../run/staff.ts';
import type { Payslip, PayslipLine } from './views.ts';

const pageMost = 200;

async function slipLines(person: Person, payRun: PayRun, lines: readonly PayLine[]): Promise<PayslipLine[]> {
  const run = payRun.run.getEntity();
  const policy = policyOf(await run.policyVersion.loadOrFail());
  return lines.filter((line) => line.payRunId === payRun.id).map((line) => (
    { item: line.step, itemTitle: amountTitle(policy, line.step), amount: line.amount, payRun: payRun.id, run: run.id, step: line.step, row: person.code }));
}

/** What was paid to each of these people, in their order, the newest month first. */
async function slipsOf({ em }: Asking, region: number, people: readonly Person[], of: { year?: number; period?: string }, asOf: Date | null = null): Promise<Payslip[]> {
  const lines = Map.groupBy(await em.find(PayLine, { regionId: region, personId: { $in: people.map(({ id }) => id) } }, { orderBy: { step: 'asc' } }), ({ personId }) => personId);
  const ids = new Set([...lines.values()].flatMap((each) => each.map(({ payRunId }) => payRunId)));
  const runs = await em.find(PayRun, { regionId: region, id: { $in: [...ids] }, paidAt: asOf ? { $lte: asOf } : { $ne: null }, ...of }, { populate: ['run'], orderBy: [{ period: 'desc' }, { kind: 'asc' }] });
  const slips: Payslip[] = [];
  for (const person of people) {
    const own = lines.get(person.id) ?? [];
    const paidTo = runs.filter(({ id }) => own.some(({ payRunId }) => payRunId === id));
    for (const period of new Set(paidTo.map((run) => run.period))) {
      const paid = paidTo.filter((run) => run.period === period);
      const items = (await Promise.all(paid.map((payRun) => slipLines(person, payRun, own)))).flat();
      const paidAt = new Date(Math.max(...paid.map((payRun) => payRun.paidAt!.getTime())));
      slips.push({ person, period, total: sumMoney(items.map(({ amount }) => amount)), paidAt, lines: items });
    }
  }
  return slips;
}

/** The asker's own payslips, the newest month first; of one year, and as they were paid at an instant, when these are given. */
export async function payslips(asking: Asking, region: number, year: number | null, asOf: Date | null = null): Promise<Payslip[]> {
  const people = await asking.em.find(Person, { regionId: region, id: { $in: ownPeople(asking.asker, region) } });
  return slipsOf(asking, region, people, year === null ? {} : { year }, asOf);
}

export interface InstitutionMonth {
  region: number;
  institution: string;
  period: string;
  first: number;
  /** The staff number of the last one seen. */
  after: string | null;
}

export interface InstitutionSlips {
  institution: Institution;
  slips: Payslip[];
  /** The staff number up to which people were looked at, when there are more. */
  next: string | null;
}

/** Of the next `first` people of an institution what they were paid for a month, by staff number; any other institution is as if it did not exist (NOT_FOUND). */
export async function institutionPayslips(asking: Asking, { region, institution: id, period, first, after }: InstitutionMonth): Promise<InstitutionSlips> {
  const { em, asker } = asking;
  requireRole(asker, region, payslipRoles);
  const institution = institutionsOf(asker, region, payslipRoles).includes(id) ? await em.findOne(Institution, { regionId: region, id }) : null;
  if (!institution) return refuse('NOT_FOUND', 'institution', { what: { zh: '机构', en: 'institution' }, found: id });
  if (first < 1 || first > pageMost) refuse('LIMIT_TOO_HIGH', 'first', { allowed: String(pageMost), found: String(first) });
  const staff = (await staffOn(em, region, id, lastDay(period))).map((each) => each.id);
  const people = await em.find(Person, { regionId: region, id: { $in: staff }, ...(after === null ? {} : { code: { $gt: after } }) }, { orderBy: { code: 'asc' }, limit: first + 1 });
  const page = people.slice(0, first);
  return { institution, slips: await slipsOf(asking, region, page, { period }), next: people.length > first ? page.at(-1)?.code ?? null : null };
}

type Place = readonly [period: string, code: string];

const placeOf = ({ period, person }: Payslip): Place => [period, person.code];

/** The latest month first; somebody who is registered twice has two payslips in a month. */
function compare([period, code]: Place, [otherPeriod, otherCode]: Place): number {
  if (period !== otherPeriod) return period > otherPeriod ? -1 : 1;
  return code === otherCode ? 0 : code < otherCode ? -1 : 1;
}

/** The payslips in pages. They are few, so all are read and one page of them is given. */
export async function payslipsAfter(asking: Asking, of: { region: number; year: number | null; asOf: Date | null }, page: PageArgs): Promise<Page<Payslip>> {
  const after = readPlace(page.after, 2);
  const slips = (await payslips(asking, of.region, of.year, of.asOf)).sort((a, b) => compare(placeOf(a), placeOf(b)));
  const found = after === null ? slips : slips.filter((slip) => compare(placeOf(slip), after as [string, string]) > 0);
  return pageOf(found.slice(0, rowsToRead(page)), page, (slip) => printPlace(placeOf(slip)));
}
