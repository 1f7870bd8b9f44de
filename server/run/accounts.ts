/** Titles of ledger accounts: the class as the policies name it, and whose it is. */
import type { EntityManager } from '@mikro-orm/postgresql';
import { payable, recoverable } from '../core/policy/differences.ts';
import type { Words } from '../core/refusal.ts';
import { Consortium, Institution, type ConsortiumRole } from '../model/organisation.ts';
import { PolicyVersion } from '../model/run.ts';
import { membersOn } from './members.ts';
import { policyOf } from './policies.ts';

export interface Owner {
  name: string;
  role: ConsortiumRole | null;
  consortium: string | null;
}

export interface AccountBook {
  /** Titles of the account classes that the region's policies name, and of those for differences. */
  classes: ReadonlyMap<string, Words>;
  title(account: string): Words;
  owner(account: string): Owner | undefined;
}

/** `package/A` is the class `package` of the owner `A`. */
export function partsOf(account: string): { class: string; of: string | undefined } {
  const [name = '', of] = account.split('/', 2);
  return { class: name, of };
}

/** Who owns the accounts of a region, with the consortia as they are on a day. */
export async function accountBook(em: EntityManager, region: number, day: string): Promise<AccountBook> {
  const classes = new Map<string, Words>([[payable, { zh: '应付补差', en: 'Difference to be paid' }], [recoverable, { zh: '应收追回', en: 'Difference to be paid back' }]]);
  for (const version of await em.find(PolicyVersion, { regionId: region }, { orderBy: { id: 'asc' } })) {
    for (const [name, { title }] of policyOf(version).accounts) classes.set(name, title);
  }
  const owners = new Map<string, Owner>();
  const consortia = await em.find(Consortium, { regionId: region });
  const members = new Map((await membersOn(em, region, day)).map((member) => [member.institution, member]));
  for (const { code, name } of consortia) owners.set(code, { name, role: null, consortium: code });
  for (const each of await em.find(Institution, { regionId: region })) {
    owners.set(each.code, { name: each.name, role: members.get(each.id)?.role ?? null, consortium: members.get(each.id)?.consortiumCode ?? null });
  }
  const owner = (account: string): Owner | undefined => owners.get(partsOf(account).of ?? '');
  return {
    classes,
    owner,
    title(account) {
      const { class: name, of } = partsOf(account);
      const title = classes.get(name) ?? { zh: name, en: name };
      const named = owner(account)?.name;
      const whose = named === undefined ? classes.get(of ?? '') ?? (of === undefined ? undefined : { zh: of, en: of }) : { zh: named, en: named };
      return whose === undefined ? title : { zh: `${title.zh} · ${whose.zh}`, en: `${title.en} · ${whose.en}` };
    },
  };
}
