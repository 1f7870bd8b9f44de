/** Institutions in the order in which a county names them, and taken together by kind. */
import type { InstitutionKind } from '../gql/graphql.ts';

export const institutionKinds: readonly InstitutionKind[] = ['COUNTY_HOSPITAL', 'TOWNSHIP_HOSPITAL', 'PUBLIC_HEALTH', 'VILLAGE_CLINIC'];

interface Kinded {
  kind: InstitutionKind;
}

/** County hospitals first, village clinics last; within a kind as they came. */
export function inOrderOfKind<T>(things: readonly T[], kindOf: (thing: T) => InstitutionKind): T[] {
  return [...things].sort((a, b) => institutionKinds.indexOf(kindOf(a)) - institutionKinds.indexOf(kindOf(b)));
}

/** The kinds that occur, in order, each with how many there are. */
export function kindsAmong(institutions: readonly Kinded[]): Array<{ kind: InstitutionKind; count: number }> {
  return institutionKinds.map((kind) => ({ kind, count: institutions.filter((each) => each.kind === kind).length })).filter(({ count }) => count > 0);
}

/** A village clinic's people are not on performance pay; every other institution with people can have a pay total. */
export function canHaveTotal({ kind, headcount }: Kinded & { headcount: number }): boolean {
  return kind !== 'VILLAGE_CLINIC' && headcount > 0;
}
