/** The offices of the demo: who acts, on which simulated day. */
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Asker, Asking, Grant } from '../../server/access/asker.ts';
import { askerOf } from '../../server/access/sign-in.ts';
import { Account, type Role } from '../../server/model/account.ts';
import type { Run } from '../../server/model/run.ts';
import { signRun } from '../../server/run/sign.ts';
import { effects } from '../../server/schema.ts';
import type { Registered } from './register.ts';

export interface Office {
  em: EntityManager;
  askers: readonly Asker[];
  registered: Registered;
}

/** The askers behind the accounts, as they would be after signing in. */
export async function askersOf(em: EntityManager, today: string): Promise<Asker[]> {
  const askers: Asker[] = [];
  for (const account of await em.find(Account, {}, { orderBy: { id: 'asc' } })) askers.push(await askerOf(em, account, today));
  return askers;
}

/** Half past nine in the morning of a day in China. */
function morningOf(day: string): Date {
  return new Date(`${day}T09:30:00+08:00`);
}

/** Whoever holds a role in a region, and in an institution of it where one is named. */
export function holderOf({ askers }: Office, region: number, role: Role, institution?: string): Asker {
  const holds = (grant: Grant) => grant.region === region && grant.role === role && (institution === undefined || grant.institution === institution);
  const found = askers.find(({ grants }) => grants.some(holds));
  if (!found) throw new Error(`nobody is ${role} in ${region}`);
  return found;
}

/** One verb by one person on one day; what it loaded is then forgotten, as it is after a request. */
export async function act<T>({ em }: Office, asker: Asker, day: string, verb: (asking: Asking) => Promise<T>): Promise<T> {
  const result = await verb({ em, asker, now: morningOf(day) });
  em.clear();
  return result;
}

/** Every office that the policy names signs, each on its day. */
export async function signAll(office: Office, run: Pick<Run, 'regionId' | 'id' | 'hash' | 'steps'>, days: readonly string[]): Promise<void> {
  for (const [index, step] of run.steps.entries()) {
    const day = days[Math.min(index, days.length - 1)] as string;
    const asker = holderOf(office, run.regionId, step as Role);
    await act(office, asker, day, (asking) => signRun(asking, effects, { region: run.regionId, run: run.id, hash: run.hash, step, note: '' }));
  }
}
