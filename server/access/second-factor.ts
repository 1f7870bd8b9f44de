/**
 * A second factor (动态口令): codes of six digits that a device computes from a shared secret and the time (TOTP, RFC 6238), each taken once,
 * and ten recovery codes for whoever loses the device, kept as hashes.
 */
import { createHash, randomBytes } from 'node:crypto';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Secret, TOTP } from 'otpauth';
import { refuse } from '../core/refusal.ts';
import type { DataKeys, NumberOwner } from './data-keys.ts';

const issuer = 'Fenpei';
const secretBytes = 20;
const secondsOfCode = 30;
/** Codes of the interval before and after are taken too: clocks differ. */
const intervalsBeside = 1;
const recoveryCodes = 10;
const recoveryBytes = 10;

interface Kept {
  key_id: string;
  sealed: Buffer;
  begun_at: Date;
  confirmed_at: Date | null;
}

const ownerOf = (account: string): NumberOwner => ({ region: 0, person: account, kind: 'SECOND_FACTOR' });
const hashOf = (code: string) => createHash('sha256').update(code).digest('hex');
/** Codes are read in any case, with blanks and hyphens or without. */
const bare = (code: string) => code.normalize('NFKC').replace(/[\s-]/g, '').toUpperCase();

function totpOf(keys: DataKeys, account: string, login: string, kept: Pick<Kept, 'key_id' | 'sealed'>): TOTP {
  const secret = keys.open(ownerOf(account), { keyId: kept.key_id, sealed: kept.sealed });
  return new TOTP({ issuer, label: login, algorithm: 'SHA1', digits: 6, period: secondsOfCode, secret: Secret.fromBase32(secret) });
}

async function keptOf(em: EntityManager, account: string): Promise<Kept | undefined> {
  const [kept] = await em.execute<Kept[]>('select key_id, sealed, begun_at, confirmed_at from second_factor where account_id = ?', [account]);
  return kept;
}

export interface FactorState {
  /** When it was shown to work; null while none is. */
  confirmedAt: Date | null;
  codesLeft: number;
}

export async function factorOf(em: EntityManager, account: string): Promise<FactorState> {
  const [row] = await em.execute<Array<{ at: Date | string | null; left: number }>>(
    'select f.confirmed_at as at, (select count(*)::integer from recovery_code c where c.account_id = f.account_id and c.used_at is null) as left from second_factor f where f.account_id = ?', [account]);
  return { confirmedAt: row?.at ? new Date(row.at) : null, codesLeft: row?.left ?? 0 };
}

/** Begins anew with another secret, which is shown this once. Refuses while one is in use (SECOND_FACTOR_SET). */
export async function beginFactor(em: EntityManager, keys: DataKeys, { id, login }: { id: string; login: string }, now: Date): Promise<{ secret: string; uri: string }> {
  if ((await factorOf(em, id)).confirmedAt) refuse('SECOND_FACTOR_SET', 'code');
  const secret = new Secret({ buffer: Uint8Array.from(randomBytes(secretBytes)).buffer }).base32;
  const { keyId, sealed } = keys.seal(ownerOf(id), secret);
  await em.execute(`insert into second_factor (account_id, key_id, sealed, begun_at) values (?, ?, ?, ?::timestamptz)
    on conflict (account_id) do update set key_id = excluded.key_id, sealed = excluded.sealed, begun_at = excluded.begun_at, last_step = null where second_factor.confirmed_at is null`,
    [id, keyId, sealed, now.toISOString()]);
  return { secret, uri: totpOf(keys, id, login, { key_id: keyId, sealed }).toString() };
}

/** Takes a code of the device, each once and none older than the last; false when it is not one. */
async function takeCode(em: EntityManager, keys: DataKeys, account: string, kept: Kept, code: string, now: Date): Promise<boolean> {
  const delta = totpOf(keys, account, '', kept).validate({ token: code, timestamp: now.getTime(), window: intervalsBeside });
  if (delta === null) return false;
  const step = Math.floor(now.getTime() / 1000 / secondsOfCode) + delta;
  const taken = await em.execute<unknown[]>('update second_factor set last_step = ? where account_id = ? and (last_step is null or last_step < ?) returning 1 as taken', [step, account, step]);
  return taken.length > 0;
}

async function takeRecovery(em: EntityManager, account: string, code: string, now: Date): Promise<boolean> {
  const taken = await em.execute<unknown[]>('update recovery_code set used_at = ?::timestamptz where account_id = ? and code_hash = ? and used_at is null returning 1 as taken',
    [now.toISOString(), account, hashOf(code)]);
  return taken.length > 0;
}

/** Takes a code of an account that has a second factor: of the device, or one for recovery (CODE_NEEDED, CODE_WRONG); nothing is asked of one that has none. */
export async function requireFactor(em: EntityManager, keys: DataKeys, account: string, given: string | null | undefined, now: Date): Promise<void> {
  const kept = await keptOf(em, account);
  if (!kept?.confirmed_at) return;
  const code = bare(given ?? '');
  if (code === '') refuse('CODE_NEEDED', 'code');
  if (!(await takeCode(em, keys, account, kept, code, now)) && !(await takeRecovery(em, account, code, now))) refuse('CODE_WRONG', 'code');
}

/** The device shows that it works (CODE_WRONG); gives the recovery codes, which are shown this once. */
export async function confirmFactor(em: EntityManager, keys: DataKeys, account: string, code: string, now: Date): Promise<string[]> {
  const kept = await keptOf(em, account);
  if (kept?.confirmed_at) refuse('SECOND_FACTOR_SET', 'code');
  if (!kept || !(await takeCode(em, keys, account, kept, bare(code), now))) return refuse('CODE_WRONG', 'code');
  const codes = Array.from({ length: recoveryCodes }, () => new Secret({ buffer: Uint8Array.from(randomBytes(recoveryBytes)).buffer }).base32);
  await em.execute('update second_factor set confirmed_at = ?::timestamptz where account_id = ?', [now.toISOString(), account]);
  await em.execute('insert into recovery_code (account_id, code_hash) select ?, value from json_array_elements_text(?::json)', [account, JSON.stringify(codes.map(hashOf))]);
  return codes.map((each) => each.replace(/(.{4})(?=.)/g, '$1-'));
}

/** No second factor any more; its recovery codes go with it. */
export async function dropFactor(em: EntityManager, account: string): Promise<boolean> {
  const dropped = await em.execute<unknown[]>('delete from second_factor where account_id = ? returning 1 as dropped', [account]);
  return dropped.length > 0;
}

/** The regions that ask a second factor of bureaus, where the account has none; one without a password signs in by its provider, whose matter it is. */
export async function regionsWithheld(em: EntityManager, account: string): Promise<number[]> {
  const rows = await em.execute<Array<{ code: number }>>(`select r.region_code as code from second_factor_rule r where exists (select from account a
    where a.id = ? and a.password_hash is not null and not exists (select from second_factor f where f.account_id = a.id and f.confirmed_at is not null)) order by 1`, [account]);
  return rows.map(({ code }) => code);
}

/** Seals every secret that an older key sealed under the newest; gives how many. */
export async function resealFactors(em: EntityManager, keys: DataKeys): Promise<number> {
  const old = await em.execute<Array<{ account_id: string; key_id: string; sealed: Buffer }>>('select account_id, key_id, sealed from second_factor where key_id <> ?', [keys.newest]);
  for (const { account_id: account, key_id: keyId, sealed } of old) {
    const anew = keys.seal(ownerOf(account), keys.open(ownerOf(account), { keyId, sealed }));
    await em.execute('update second_factor set key_id = ?, sealed = ? where account_id = ?', [anew.keyId, anew.sealed, account]);
  }
  return old.length;
}
