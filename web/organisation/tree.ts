/** The tree of places: regions from the province down, consortia with their members, and what stands outside them. */
import type { PlacesQuery } from '../gql/graphql.ts';

export type PlaceInstitution = PlacesQuery['institutions']['edges'][number]['node'];

export interface Branch {
  key: string;
  title: string;
  /** Set on an institution. */
  institution?: PlaceInstitution;
  children?: Branch[];
}

export interface TreeWords {
  region: (region: PlacesQuery['regionPath'][number]) => string;
  clinics: (count: number) => string;
  outside: (count: number) => string;
}

const leaf = (institution: PlaceInstitution): Branch => ({ key: institution.id, title: institution.name, institution });

const order = { HEAD: 0, BRANCH: 1, CLINIC: 2 } as const;

function consortiumBranch(key: string, title: string, members: readonly PlaceInstitution[], words: TreeWords): Branch {
  const hospitals = members.filter(({ consortiumRole }) => consortiumRole !== 'CLINIC').toSorted((a, b) => order[a.consortiumRole!] - order[b.consortiumRole!]);
  const clinics = members.filter(({ consortiumRole }) => consortiumRole === 'CLINIC');
  return {
    key, title,
    children: [...hospitals.map(leaf), ...(clinics.length > 0 ? [{ key: `${key}/clinics`, title: words.clinics(clinics.length), children: clinics.map(leaf) }] : [])],
  };
}

/** Regions stand within one another; the last holds the institutions. Institutions come in the order of their codes and keep it. */
export function placesTree({ regionPath, institutions }: Pick<PlacesQuery, 'regionPath'> & { institutions: readonly PlaceInstitution[] }, words: TreeWords): Branch[] {
  const consortia = Map.groupBy(institutions.filter(({ consortium }) => consortium), ({ consortium }) => consortium!.id);
  const outside = institutions.filter(({ consortium }) => !consortium);
  const inside: Branch[] = [
    ...[...consortia.values()].toSorted((a, b) => (a[0]!.consortium!.code < b[0]!.consortium!.code ? -1 : 1))
      .map((members) => consortiumBranch(members[0]!.consortium!.id, members[0]!.consortium!.name, members, words)),
    ...(outside.length > 0 ? [{ key: 'outside', title: words.outside(outside.length), children: outside.map(leaf) }] : []),
  ];
  return regionPath.reduceRight<Branch[]>((below, region) => [{ key: `region/${region.code}`, title: words.region(region), children: below }], inside);
}

/** What is open at first: regions, consortia, and the group that holds the chosen institution. */
export function openKeys(branches: readonly Branch[], chosen: string | null): string[] {
  return branches.flatMap(({ key, children }) => {
    if (!children) return [];
    const open = key.startsWith('region/') || !(key.endsWith('/clinics') || key === 'outside') || children.some((child) => child.key === chosen);
    return open ? [key, ...openKeys(children, chosen)] : [];
  });
}
