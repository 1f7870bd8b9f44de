/** A grant over a region is one over every region below it: a city's officer acts for its counties. */
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Grant } from './asker.ts';

const below = `
  with recursive reach (root, code) as (
    select code, code from region where code in (select value::integer from json_array_elements_text(?::json))
    union all
    select reach.root, region.code from region join reach on region.parent_code = reach.code
  )
  select root, code from reach where root <> code order by code`;

/** The grants, and the same again for each region below; those of one institution or person stay where they are. */
export async function withDescendants(em: EntityManager, grants: readonly Grant[]): Promise<Grant[]> {
  const whole = grants.filter(({ institution, person }) => institution === null && person === null);
  const reached = await em.execute<Array<{ root: number; code: number }>>(below, [JSON.stringify([...new Set(whole.map(({ region }) => region))])]);
  const inherited = whole.flatMap((grant) => reached.filter(({ root }) => root === grant.region).map(({ code }) => ({ ...grant, region: code })));
  const known = new Set(grants.map(keyOf));
  return [...grants, ...inherited.filter((grant) => !known.has(keyOf(grant)) && known.add(keyOf(grant)))];
}

const keyOf = ({ region, role, institution, person }: Grant): string => [region, role, institution, person].join('/');
