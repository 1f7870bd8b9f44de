/** The demo: a county and a banner, written through the verbs that a user calls, in one transaction. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { MikroORM } from '@mikro-orm/postgresql';
import type { DataKeys } from '../../server/access/data-keys.ts';
import { inTransaction, managerFor } from '../../server/db.ts';
import { Account } from '../../server/model/account.ts';
import { proposePolicy, publishPolicy } from '../../server/policy/propose-policy.ts';
import { plannedAccounts } from './accounts.ts';
import { adoptedPay } from './adopt.ts';
import { approveBudget, recordYears, settleYear } from './budget-year.ts';
import { countyPlan } from './county.ts';
import { ewenkiPlan } from './ewenki.ts';
import { tellHistory } from './history.ts';
import { act, askersOf, holderOf, type Office } from './office.ts';
import { approveTotal, payBasic, payIncentive, sendOutPools } from './pay-year.ts';
import { lastYear, thisYear, type PlannedPlace } from './plan.ts';
import { registerAccounts, registerPlace, registerRegions, type Registered } from './register.ts';

export { demoLogins } from './accounts.ts';

/** Everything in the demo that is drawn at random follows from this number. */
export const demoSeedNumber = 20260101;

/** True when nobody can sign in yet. */
export async function isEmpty(orm: MikroORM): Promise<boolean> {
  return (await managerFor(orm, []).count(Account, {})) === 0;
}

const policiesProposed = `${lastYear}-01-05`;
const policiesPublished = `${lastYear}-01-08`;

/** The town hospital whose departments divide what they get. */
const dividing = '610726-T01';

type Tell = (line: string) => void;

async function openOffice(em: Office['em'], dataKeys: DataKeys, places: readonly PlannedPlace[]): Promise<Office> {
  const registered: Registered = { consortia: new Map(), institutions: new Map(), people: new Map(), departments: new Map() };
  await registerRegions(em, places);
  for (const place of places) await registerPlace(em, dataKeys, place, registered);
  await registerAccounts(em, plannedAccounts(places), registered);
  em.clear();
  const askers = await askersOf(em, `${lastYear}-01-01`);
  em.clear();
  return { em, askers, registered };
}

async function publishPolicies(office: Office, county: PlannedPlace, banner: PlannedPlace): Promise<void> {
  const preset = (name: string) => readFile(join(import.meta.dirname, '../policies', `${name}.yaml`), 'utf8');
  const own = (name: string) => readFile(join(import.meta.dirname, `${name}.yaml`), 'utf8');
  const pay = await preset('ewenki-2010');
  const adopted = { id: 'ningqiang-pay', zh: '宁强县医疗卫生机构绩效工资(参照鄂温克旗办法)', en: 'Performance pay of Ningqiang, on the model of Ewenki Banner' };
  const texts: Array<[number, string]> = [[county.region.code, await preset('ningqiang-2018')], [county.region.code, await own('ningqiang-year')], [county.region.code, adoptedPay(pay, county, adopted)], [county.region.code, await own('ningqiang-departments')], [banner.region.code, pay]];
  for (const [region, text] of texts) {
    const proposal = await act(office, holderOf(office, region, 'HEALTH_BUREAU'), policiesProposed, (asking) => proposePolicy(asking, { region, text, reason: '' }));
    const { id, hash } = proposal;
    await act(office, holderOf(office, region, 'HEALTH_BUREAU_APPROVER'), policiesPublished, (asking) => publishPolicy(asking, { region, id, hash }));
  }
}

/** Last year whole; of this year the months named, for those whose total is fixed. */
async function payOfPlace(office: Office, { region, institutions }: PlannedPlace, monthsThisYear: number, tell: Tell): Promise<void> {
  const paid = institutions.filter(({ pay }) => pay !== null);
  for (const [index, institution] of paid.entries()) {
    if (index > 0 && index % 5 === 0) tell(`${region.nameEn}: pay of ${index} of ${paid.length} institutions`);
    const { totals } = institution.pay!;
    const last = { office, region: region.code, institution, year: lastYear };
    if (totals[lastYear]) {
      await approveTotal(last, totals[lastYear]);
      await payBasic(last, 12);
      await payIncentive(last);
    }
    const current = { office, region: region.code, institution, year: thisYear };
    if (totals[thisYear]) {
      await approveTotal(current, totals[thisYear]);
      await payBasic(current, monthsThisYear);
      if (institution.code === dividing) await sendOutPools(current);
    }
  }
  tell(`${region.nameEn}: pay of ${paid.length} institutions in ${lastYear} and ${thisYear}`);
}

/** Writes a county and a banner in one transaction: nothing is left behind when it is interrupted. */
export async function seedPlaces(orm: MikroORM, dataKeys: DataKeys, county: PlannedPlace, banner: PlannedPlace, progress: Tell): Promise<void> {
  await inTransaction(orm, [county.region.code, banner.region.code], async (em) => {
    await em.execute('set local enable_nestloop to off'); // the database has no statistics of rows before they are committed, and takes tables for small
    const office = await openOffice(em, dataKeys, [county, banner]);
    for (const { region, institutions } of [county, banner]) {
      progress(`${region.nameEn}: ${institutions.length} institutions, ${institutions.flatMap(({ people }) => people).length} people`);
    }
    if (county.budget) await tellHistory(office, county);
    await publishPolicies(office, county, banner);
    progress('Policies published');
    if (county.budget) {
      await approveBudget(office, county, county.budget);
      await recordYears(office, county);
      await settleYear(office, county, county.budget);
      progress(`${county.region.nameEn}: budget, spending and settlement of ${lastYear}, spending of ${thisYear}`);
    }
    await payOfPlace(office, banner, 12, progress);
    await payOfPlace(office, county, 10, progress);
  });
}

/** Writes the demo of `demoSeedNumber`, in about half a minute. */
export function seedDemo(orm: MikroORM, dataKeys: DataKeys, progress: Tell): Promise<void> {
  return seedPlaces(orm, dataKeys, countyPlan(demoSeedNumber), ewenkiPlan(demoSeedNumber), progress);
}
