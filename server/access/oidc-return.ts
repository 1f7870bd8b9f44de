/** Where the browser comes back to from the identity provider. */
import type { Request, Response } from 'express';
import { Refusal, type Code } from '../core/refusal.ts';
import { dayOf } from '../clock.ts';
import { managerFor } from '../db.ts';
import { auditAccount } from './audit.ts';
import type { Context } from './context.ts';
import { acceptInvitation, accountOfIdentity } from './invitations.ts';
import { clearReturn, cookieOf, returnCookie } from './request.ts';
import { endSession, openSession } from './sessions.ts';
import { askerOf } from './sign-in.ts';

type Log = (error: unknown) => void;

async function enter(context: Context, request: Request): Promise<Code | null> {
  const answer = await context.oidc?.finish(new URL(request.originalUrl, context.address), cookieOf(request, returnCookie));
  if (!answer) return 'OIDC_FAILED';
  const { orm, now, token, agent } = context;
  const em = managerFor(orm, []);
  const account = answer.invitation === null
    ? await accountOfIdentity(em, answer.subject)
    : await acceptInvitation(orm, answer.invitation, { identity: answer.subject }, now);
  if (token !== null) await endSession(em, token);
  await auditAccount(orm, await askerOf(em, account, dayOf(now)), now, 'SIGN_IN');
  const opened = await openSession(em, account.id, now, agent);
  context.setSession(opened.token, opened.expiresAt);
  return null;
}

/** Opens a session and sends the browser home, or to the sign-in page with the code of what went wrong. */
export async function returnFromProvider(context: Context, request: Request, response: Response, log: Log): Promise<void> {
  const refused = await enter(context, request).catch((error: unknown): Code => {
    if (error instanceof Refusal) return error.faults[0]?.code ?? 'OIDC_FAILED';
    log(error);
    return 'OIDC_FAILED';
  });
  clearReturn(request, response);
  response.redirect(303, refused === null ? '/' : `/?refused=${refused}`);
}
