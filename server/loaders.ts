/** What the fields of many rows ask for one by one, fetched together; new for each request. The keys come from rows that the asker was given. */
import DataLoader from 'dataloader';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Context } from './access/context.ts';
import { Account } from './model/account.ts';
import { membersOn } from './run/members.ts';
import { headcounts, identitiesOn, postsOn } from './run/staff.ts';

type ManagerOf = (regions: readonly number[]) => EntityManager;

/** A loader of keys `region/day/id`: one question for each region and day. */
function dated<Value>(managerOf: ManagerOf, otherwise: Value, find: (em: EntityManager, region: number, day: string, ids: string[]) => Promise<ReadonlyMap<string, Value>>) {
  return new DataLoader<string, Value>(async (keys) => {
    const asked = Map.groupBy(keys.map((key) => key.split('/') as [string, string, string]), ([region, day]) => `${region}/${day}`);
    const found = new Map<string, Value>();
    for (const [place, group] of asked) {
      const [region, day] = group[0]!;
      for (const [id, value] of await find(managerOf([Number(region)]), Number(region), day, group.map(([, , id]) => id))) found.set(`${place}/${id}`, value);
    }
    return keys.map((key) => found.get(key) ?? otherwise);
  });
}

export function loaders(managerOf: ManagerOf): Pick<Context, 'accountNames' | 'headcounts' | 'memberships' | 'posts' | 'identities'> {
  return {
    accountNames: new DataLoader(async (ids: readonly string[]) => {
      const accounts = await managerOf([]).find(Account, { id: { $in: [...ids] } });
      const names = new Map(accounts.map(({ id, name }) => [id, name]));
      return ids.map((id) => names.get(id) ?? id);
    }),
    headcounts: dated(managerOf, 0, (em, region, day) => headcounts(em, region, day)),
    memberships: dated(managerOf, null, async (em, region, day) => new Map((await membersOn(em, region, day)).map((member) => [member.institution, member]))),
    identities: dated(managerOf, null, identitiesOn),
    posts: dated(managerOf, null, postsOn),
  };
}
