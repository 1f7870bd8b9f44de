/** Proof that whoever is signed in is still the holder of the account. */
import { refuse } from '../core/refusal.ts';
import { managerFor } from '../db.ts';
import { Account } from '../model/account.ts';
import { attemptsOf } from './attempts.ts';
import { requirePerson, type Context } from './context.ts';
import { isPassword } from './passwords.ts';
import { requireFactor } from './second-factor.ts';

/** The asker's account by the present password (PASSWORD_WRONG, SIGN_IN_TOO_OFTEN), and by a code of the second factor where one is given (CODE_WRONG). */
export async function provenAccount(context: Context, password: string, code?: string): Promise<Account> {
  const { orm, dataKeys, now } = context;
  const asker = requirePerson(context);
  const attempts = attemptsOf(orm);
  const keys = [`login ${asker.login}`];
  const wait = await attempts.count(keys);
  if (wait > 0) refuse('SIGN_IN_TOO_OFTEN', 'password', { minutes: String(wait) });
  const em = managerFor(orm, []);
  const account = await em.findOneOrFail(Account, asker.id);
  if (account.passwordHash !== null && !(await isPassword(account.passwordHash, password))) refuse('PASSWORD_WRONG', 'password');
  if (code !== undefined) await requireFactor(em, dataKeys, account.id, code, now);
  await attempts.forget(keys);
  return account;
}
