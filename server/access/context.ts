/** What every resolver gets, and the two ways from there to the database. */
import type { MikroORM } from '@mikro-orm/postgresql';
import type DataLoader from 'dataloader';
import { refuse } from '../core/refusal.ts';
import { inTransaction, managerFor } from '../db.ts';
import { grantsIn, type Asker, type Asking } from './asker.ts';

export interface Context {
  orm: MikroORM;
  asker: Asker | null;
  now: Date;
  /** Names of accounts by id, one statement a request. */
  accountNames: DataLoader<string, string>;
  /** People of an institution by `region/id`, one statement a request. */
  headcounts: DataLoader<string, number>;
  /** Sets or clears the session's cookie on the answer. */
  setSession(token: string, expiresAt: Date): void;
  clearSession(): void;
  token: string | null;
  /** Where the request comes from, to slow down guessing of passwords. */
  from: string;
}

export function requireAsker(context: Context): Asker {
  return context.asker ?? refuse('SIGNED_OUT', 'session');
}

/** For reading: an entity manager that sees this one region, and the asker, who has a grant there. */
export function look(context: Context, region: number): Asking {
  const asker = requireAsker(context);
  grantsIn(asker, region);
  return { em: managerFor(context.orm, [region]), asker, now: context.now };
}

/** For verbs: one transaction that sees this one region; it commits only when the verb returns. */
export function act<T>(context: Context, region: number, verb: (asking: Asking) => Promise<T>): Promise<T> {
  const asker = requireAsker(context);
  grantsIn(asker, region);
  return inTransaction(context.orm, [region], (em) => verb({ em, asker, now: context.now }));
}
