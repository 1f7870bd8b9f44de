import { Arg, Args, Ctx, Int, Mutation, Query, Resolver } from 'type-graphql';
import { requireRole } from '../access/asker.ts';
import { act, look, type Context } from '../access/context.ts';
import { AuditKind, type AuditEvent } from '../model/audit.ts';
import { PageArgs, pageOf, rowsToRead, type Page } from '../model/page.ts';
import { DayScalar } from '../model/scalars.ts';
import { eventsAfter, printCursor, readCursor } from './events.ts';
import { askForCheck, checksAfter, LedgerCheckConnection, type LedgerCheck } from './ledger-checks.ts';
import { AuditEventConnection } from './views.ts';

@Resolver()
export class AuditResolver {
  @Query(() => AuditEventConnection, { description: 'The audit log of a region for its auditors, the newest first; `account` is a login, `from` and `to` are days, both included.' })
  async auditEvents(
    @Ctx() context: Context, @Arg('region', () => Int) region: number, @Args(() => PageArgs) page: PageArgs,
    @Arg('kind', () => AuditKind, { nullable: true }) kind: AuditKind | null, @Arg('account', () => String, { nullable: true }) account: string | null,
    @Arg('from', () => DayScalar, { nullable: true }) from: string | null, @Arg('to', () => DayScalar, { nullable: true }) to: string | null,
    @Arg('text', () => String, { nullable: true }) text: string | null,
  ): Promise<Page<AuditEvent>> {
    const { em, asker } = look(context, region);
    requireRole(asker, region, ['AUDITOR']);
    const filter = { region, kind: kind ?? null, account: account ?? null, from: from ?? null, to: to ?? null, text: text ?? null };
    return pageOf(await eventsAfter(em, filter, page.after ? readCursor(page.after) : null, rowsToRead(page)), page, printCursor);
  }

  @Query(() => LedgerCheckConnection, { description: 'What the checks of the ledger found, the latest run first; for auditors.' })
  ledgerChecks(@Ctx() context: Context, @Arg('region', () => Int) region: number, @Args(() => PageArgs) page: PageArgs): Promise<Page<LedgerCheck>> {
    return checksAfter(look(context, region), region, page);
  }

  @Mutation(() => Boolean, { description: 'Asks for a run of the checks of the ledger; what it finds is in `ledgerChecks` soon after.' })
  async checkLedger(@Ctx() context: Context, @Arg('region', () => Int) region: number): Promise<boolean> {
    await act(context, region, (asking) => askForCheck(asking, region));
    return true;
  }
}
