/**
 * How far a grant reaches: over its region with all regions below it, or over one institution, department or person of its own region;
 * one over an institution may reach the branches of the consortium that it heads on the day.
 * The only place that knows how places lie within one another.
 */
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Role } from '../model/account.ts';

/** A role as it holds in one region on one day, and for one institution where it is bound to such. */
export interface Grant {
  /** Of the grant as it was given; one that reaches several regions or institutions is there once for each. */
  id: string;
  region: number;
  role: Role;
  institution: string | null;
  department: string | null;
  person: string | null;
  /** The account that lent the role; null for one's own. */
  actsFor: string | null;
}

const below = 'within as (select code as top, code from region where code in (select region_code from held) union select w.top, r.code from within w join region r on r.parent_code = w.code)';

/** The roles of an account on a day, its own and those lent to it, once for each region and institution that they reach; a loan ends with the grant that was lent. */
export async function grantsOf(em: EntityManager, account: string, today: string): Promise<Grant[]> {
  return em.execute<Grant[]>(`
    with recursive held as (
      select g.id, g.region_code, g.role, g.institution_id, g.with_branches, g.department_id, g.person_id, null::uuid as from_id
      from role_grant g where g.account_id = ?::uuid and g.valid_from <= ?::date and (g.valid_until is null or g.valid_until > ?::date)
      union
      select g.id, g.region_code, g.role, g.institution_id, g.with_branches, g.department_id, g.person_id, d.from_id
      from delegation d join role_grant g on g.id = d.grant_id
      where d.to_id = ?::uuid and d.valid_from <= ?::date and d.valid_until > ?::date and g.valid_from <= ?::date and (g.valid_until is null or g.valid_until > ?::date)
    ), ${below}
    select h.id, w.code as region, h.role, reached.institution, h.department_id as department, h.person_id as person, h.from_id as "actsFor"
    from held h join within w on w.top = h.region_code and (w.code = h.region_code or (h.institution_id is null and h.person_id is null))
    cross join lateral (select h.institution_id as institution union select branches_of(h.region_code, h.institution_id, ?::date) where h.with_branches) reached
    order by w.code, h.role, h.from_id nulls first, reached.institution is distinct from h.institution_id, reached.institution, h.person_id`,
    [account, today, today, account, today, today, today, today, today]);
}

/** A region and all below it. */
export async function regionsWithin(em: EntityManager, region: number): Promise<number[]> {
  const rows = await em.execute<Array<{ code: number }>>(`with recursive held as (select ?::integer as region_code), ${below} select code from within`, [region]);
  return rows.map(({ code }) => code);
}

/** A role that somebody holds, and when; days as `YYYY-MM-DD`, the last not included, null without end. */
export interface Holding {
  account: string;
  login: string;
  name: string;
  role: Role;
  institution: string | null;
  withBranches: boolean;
  validFrom: string;
  validUntil: string | null;
  /** The name of who lent it. */
  onBehalfOf: string | null;
}

/** Every role that reaches a region on a day or later, of the region itself and of those above it, lent ones too. */
export async function holdingsIn(em: EntityManager, region: number, from: string): Promise<Holding[]> {
  return em.execute<Holding[]>(`
    with recursive above as (select code, parent_code from region where code = ? union select r.code, r.parent_code from region r join above a on r.code = a.parent_code),
    reaching as (
      select * from role_grant g where (g.valid_until is null or g.valid_until > ?::date)
        and (g.region_code = ? or (g.region_code in (select code from above) and g.institution_id is null and g.person_id is null))
    ),
    held as (
      select account_id, role, institution_id, with_branches, valid_from, valid_until, null::uuid as from_id from reaching
      union all
      select d.to_id, g.role, g.institution_id, g.with_branches, greatest(g.valid_from, d.valid_from), least(g.valid_until, d.valid_until), d.from_id
      from delegation d join reaching g on g.id = d.grant_id where d.valid_until > ?::date
    )
    select a.id as account, a.login, a.name, h.role, h.institution_id as institution, h.with_branches as "withBranches", h.valid_from::text as "validFrom", h.valid_until::text as "validUntil", f.name as "onBehalfOf"
    from held h join account a on a.id = h.account_id left join account f on f.id = h.from_id
    where h.valid_until is null or h.valid_until > h.valid_from
    order by a.login, h.role, h.valid_from, f.name nulls first`, [region, from, region, from]);
}
