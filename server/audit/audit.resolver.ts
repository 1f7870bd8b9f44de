import { Arg, Ctx, Int, Query, Resolver } from 'type-graphql';
import { requireRole } from '../access/asker.ts';
import { look, type Context } from '../access/context.ts';
import { refuse } from '../core/refusal.ts';
import { AuditKind } from '../model/audit.ts';
import { DayScalar } from '../model/scalars.ts';
import { eventsAfter, printCursor, readCursor } from './events.ts';
import { AuditEventConnection } from './views.ts';

const limit = 200;

@Resolver()
export class AuditResolver {
  @Query(() => AuditEventConnection, { description: 'The audit log of a region for its auditors, the newest first; `account` is a login, `from` and `to` are days, both included.' })
  async auditEvents(
    @Ctx() context: Context, @Arg('region', () => Int) region: number,
    @Arg('first', () => Int, { defaultValue: 50 }) first: number, @Arg('after', () => String, { nullable: true }) after: string | null,
    @Arg('kind', () => AuditKind, { nullable: true }) kind: AuditKind | null, @Arg('account', () => String, { nullable: true }) account: string | null,
    @Arg('from', () => DayScalar, { nullable: true }) from: string | null, @Arg('to', () => DayScalar, { nullable: true }) to: string | null,
    @Arg('text', () => String, { nullable: true }) text: string | null,
  ): Promise<AuditEventConnection> {
    const { em, asker } = look(context, region);
    requireRole(asker, region, ['AUDITOR']);
    if (first < 1 || first > limit) refuse('LIMIT_TOO_HIGH', 'first', { allowed: String(limit), found: String(first) });
    const filter = { region, kind: kind ?? null, account: account ?? null, from: from ?? null, to: to ?? null, text: text ?? null };
    const found = await eventsAfter(em, filter, after ? readCursor(after) : null, first + 1);
    const edges = found.slice(0, first).map((node) => ({ cursor: printCursor(node), node }));
    return { edges, pageInfo: { hasNextPage: found.length > first, endCursor: edges.at(-1)?.cursor ?? null } };
  }
}
