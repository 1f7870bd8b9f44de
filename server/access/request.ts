/** Who sends a request: the session in the cookie, or a program with a personal access token. */
import type { MikroORM } from '@mikro-orm/postgresql';
import type { CookieOptions, ErrorRequestHandler, Request, Response } from 'express';
import { Refusal } from '../core/refusal.ts';
import { dayOf } from '../clock.ts';
import { managerFor } from '../db.ts';
import { askerOfAccessToken, holderOf } from './access-tokens.ts';
import type { Context } from './context.ts';
import type { Oidc } from './oidc.ts';
import { tellRefusal, tellRefusalOf } from './refusals.ts';
import { askerOfToken } from './sign-in.ts';

/** Over HTTPS the browser itself holds that the cookie came from this host, for all of it, and by HTTPS. */
const cookieName = (request: Request, name: string) => (request.secure ? `__Host-${name}` : name);
const returnMinutes = 10;

export function cookieOf(request: Request, name: string): string | null {
  return (request.cookies as Record<string, string | undefined>)[cookieName(request, name)] ?? null;
}

/** The cookie that the identity provider's answer needs; Lax, since the browser comes back from another site. */
export const returnCookie = 'fenpei-return';
const attributes = (request: Request): CookieOptions => ({ httpOnly: true, sameSite: 'strict', secure: request.secure, path: '/' });

type Sender = Pick<Context, 'asker' | 'token' | 'access' | 'agent' | 'address' | 'from' | 'oidc' | 'setSession' | 'clearSession' | 'setReturn'>;

export function clearReturn(request: Request, response: Response): void {
  response.clearCookie(cookieName(request, returnCookie), { ...attributes(request), sameSite: 'lax' });
}

async function tellToken(orm: MikroORM, secret: string, now: Date, error: unknown): Promise<never> {
  const holder = error instanceof Refusal ? await holderOf(managerFor(orm, []), secret) : null;
  if (holder !== null && error instanceof Refusal) await tellRefusalOf(orm, holder, now, error.faults[0]!.code, 'authorization');
  throw error;
}

/** Whose page it was that another site sent a request from, where its session came along, for the audit log. Passes the refusal on. */
export function tellForeign(orm: MikroORM): ErrorRequestHandler {
  return async (error: unknown, request, _response, next) => {
    const token = error instanceof Refusal ? cookieOf(request, 'fenpei') : null;
    const now = new Date();
    const asker = token === null ? null : await askerOfToken(managerFor(orm, []), token, now, dayOf(now));
    if (asker) await tellRefusal(orm, asker, now, { code: 'REQUEST_FOREIGN', what: request.path });
    next(error);
  };
}

/** Refuses a token that does not hold (TOKEN_UNKNOWN, TOKEN_EXPIRED, TOKEN_REVOKED); a session that does not is as none. */
export async function senderOf(orm: MikroORM, oidc: Oidc | null, request: Request, response: Response, now: Date): Promise<Sender> {
  const em = managerFor(orm, []);
  const secret = /^Bearer +(.+)$/i.exec(request.get('authorization') ?? '')?.[1];
  const program = secret === undefined ? null : await askerOfAccessToken(em, secret, now, dayOf(now)).catch((error: unknown) => tellToken(orm, secret, now, error));
  const token = program ? null : cookieOf(request, 'fenpei');
  const asker = program ? program.asker : token === null ? null : await askerOfToken(em, token, now, dayOf(now));
  const name = cookieName(request, 'fenpei');
  return {
    asker, token, oidc, access: program?.access ?? null, agent: request.get('user-agent') ?? '', from: request.ip ?? '',
    address: `${request.protocol}://${request.get('host') ?? ''}`,
    setSession: (value, expires) => void response.cookie(name, value, { ...attributes(request), expires }),
    clearSession: () => void response.clearCookie(name, attributes(request)),
    setReturn: (kept) => void response.cookie(cookieName(request, returnCookie), kept, { ...attributes(request), sameSite: 'lax', maxAge: returnMinutes * 60_000 }),
  };
}
