/** How fast each consortium's package is used, with what the year will come to. */
import type { Asking } from '../access/asker.ts';
import { bureaus, institutionsOf, hasRole, requireRole } from '../access/asker.ts';
import { paceOf, type Pace } from '../core/pace.ts';
import { Budget, ConsortiumPackage } from '../model/budget.ts';
import type { Consortium } from '../model/organisation.ts';
import { knownAt } from '../run/known.ts';
import { membersOn } from '../run/members.ts';
import { yearEnds } from '../run/dated.ts';
import { spendingOf } from '../run/spending.ts';

export interface PackagePace extends Pace {
  consortium: Consortium;
  package: bigint;
}

/** The consortia that the asker may know the figures of: all for a bureau, its own for the head of a head hospital. */
async function consortiaSeen({ em, asker }: Asking, region: number, year: number): Promise<'all' | string[]> {
  if (hasRole(asker, region, bureaus)) return 'all';
  requireRole(asker, region, ['HOSPITAL_HEAD']);
  const own = institutionsOf(asker, region, ['HOSPITAL_HEAD']);
  return (await membersOn(em, region, yearEnds(year))).filter(({ institution, role }) => role === 'HEAD' && own.includes(institution)).map(({ consortium }) => consortium);
}

/** By consortium, as it is known now or was at an instant; nothing for a year without a budget or without spending. */
export async function pacesOf(asking: Asking, region: number, year: number, asOf: Date | null): Promise<PackagePace[]> {
  const { em } = asking;
  const seen = await consortiaSeen(asking, region, year);
  const budget = await em.findOne(Budget, { regionId: region, year, ...knownAt(asOf) });
  if (!budget) return [];
  const packages = await em.find(ConsortiumPackage, { regionId: region, budget: { id: budget.id } }, { populate: ['consortium'], orderBy: { consortium: { code: 'asc' } } });
  const spending = await spendingOf(em, region, year, asOf);
  return packages.flatMap(({ consortium: ref, amount }) => {
    const consortium = ref.getEntity();
    const spent = spending.filter((each) => each.consortium.id === consortium.id).map(({ month, claims, contractFees }) => ({ month, amount: claims + contractFees }));
    const pace = seen === 'all' || seen.includes(consortium.id) ? paceOf(year, amount, spent) : undefined;
    return pace ? [{ ...pace, consortium, package: amount }] : [];
  });
}
