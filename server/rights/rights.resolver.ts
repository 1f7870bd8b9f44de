import { Arg, Ctx, Extensions, ID, Int, Mutation, Query, Resolver } from 'type-graphql';
import { requireRole, type Asking } from '../access/asker.ts';
import { act, look, requirePerson, type Context } from '../access/context.ts';
import { dayOf } from '../clock.ts';
import { refuse } from '../core/refusal.ts';
import { inTransaction, managerFor } from '../db.ts';
import { RoleGrant, type Delegation } from '../model/account.ts';
import { DayScalar } from '../model/scalars.ts';
import { endGrant, grantsHeld, loansIn, loansOf } from './accounts.ts';
import { delegate, endDelegation } from './delegate.ts';
import { handOver } from './hand-over.ts';
import { invite, resetPassword } from './invite.ts';
import { peopleToInvite } from './people.ts';
import { overlapsIn } from './separation.ts';
import { DelegationView, HeldGrantConnection, PersonToInvite, RoleInput, SeparationFinding } from './views.ts';

const pageMost = 200;

/** A verb whose answer is a secret: in a transaction of its own, kept under no key. */
function secretly<T>(context: Context, region: number, verb: (asking: Asking) => Promise<T>): Promise<T> {
  const { asker, now } = look(context, region);
  return inTransaction(context.orm, [region], (em) => verb({ em, asker, now }));
}

async function viewOf(context: Context, { id, grantId, fromId, toId, validFrom, validUntil }: Delegation): Promise<DelegationView> {
  const { role, regionCode } = await (context.mutation.transaction?.em ?? managerFor(context.orm, [])).findOneOrFail(RoleGrant, grantId);
  const [from, to] = await context.accountNames.loadMany([fromId, toId]) as [string, string];
  return { id, role, region: regionCode, from, to, given: fromId === context.asker?.id, validFrom, validUntil };
}

@Resolver()
export class RightsResolver {
  @Query(() => HeldGrantConnection, { description: 'The grants of a region that hold today or later, by login, for its administrators.' })
  async heldGrants(
    @Ctx() context: Context, @Arg('region', () => Int) region: number,
    @Arg('first', () => Int, { defaultValue: 50 }) first: number, @Arg('after', () => String, { nullable: true }) after: string | null,
    @Arg('staff', () => Boolean, { defaultValue: true, description: 'False leaves out the grants to one\'s own payslips.' }) staff: boolean,
  ): Promise<HeldGrantConnection> {
    const { em, asker, now } = look(context, region);
    requireRole(asker, region, ['ADMINISTRATOR']);
    if (first < 1 || first > pageMost) refuse('LIMIT_TOO_HIGH', 'first', { found: String(first), allowed: String(pageMost) });
    const rows = await grantsHeld(em, region, dayOf(now), { first: first + 1, after: after ?? null, staff });
    const edges = rows.slice(0, first).map((node) => ({ cursor: node.id, node }));
    return { edges, pageInfo: { hasNextPage: rows.length > first, endCursor: edges.at(-1)?.cursor ?? null } };
  }

  @Query(() => [DelegationView], { description: 'Roles that the asker lends or has been lent, today or later.' })
  async delegations(@Ctx() context: Context): Promise<DelegationView[]> {
    const { id } = requirePerson(context);
    const loans = await loansOf(managerFor(context.orm, []), id, dayOf(context.now));
    return Promise.all(loans.map((loan) => viewOf(context, loan)));
  }

  @Query(() => [DelegationView], { description: 'Roles of a region that are lent today or later, by their last day, for its administrators and auditors.' })
  async lentRoles(@Ctx() context: Context, @Arg('region', () => Int) region: number): Promise<DelegationView[]> {
    const { em, asker, now } = look(context, region);
    requireRole(asker, region, ['AUDITOR', 'ADMINISTRATOR']);
    const loans = await loansIn(em, region, dayOf(now));
    return Promise.all(loans.map((loan) => viewOf(context, loan)));
  }

  @Query(() => [PersonToInvite], { description: 'People in post whose staff number or name has the text, for an administrator who invites them; at most twenty.' })
  peopleToInvite(@Ctx() context: Context, @Arg('region', () => Int) region: number, @Arg('text', () => String) text: string): Promise<PersonToInvite[]> {
    return peopleToInvite(look(context, region), region, text);
  }

  @Query(() => [SeparationFinding], { description: 'Accounts that could both prepare and approve at one stage, also by lent roles, for auditors and administrators.' })
  separation(@Ctx() context: Context, @Arg('region', () => Int) region: number): Promise<SeparationFinding[]> {
    const { em, asker, now } = look(context, region);
    requireRole(asker, region, ['AUDITOR', 'ADMINISTRATOR']);
    return overlapsIn(em, region, dayOf(now));
  }

  @Extensions({ secret: true })
  @Mutation(() => String, { description: 'Invites somebody with roles; the answer is the token of a link that is used once, within seven days.' })
  invite(
    @Ctx() context: Context, @Arg('region', () => Int) region: number, @Arg('login', () => String) login: string,
    @Arg('name', () => String) name: string, @Arg('roles', () => [RoleInput]) roles: RoleInput[],
  ): Promise<string> {
    return secretly(context, region, (asking) => invite(asking, { region, login, name, roles }));
  }

  @Extensions({ secret: true })
  @Mutation(() => String, { description: 'Lets an account set another password; the answer is the token of a link that is used once, within seven days.' })
  resetPassword(@Ctx() context: Context, @Arg('region', () => Int) region: number, @Arg('account', () => ID) account: string): Promise<string> {
    return secretly(context, region, (asking) => resetPassword(asking, { region, account }));
  }

  @Mutation(() => ID, { description: 'Ends a grant today.' })
  endGrant(@Ctx() context: Context, @Arg('region', () => Int) region: number, @Arg('grant', () => ID) grant: string): Promise<string> {
    return act(context, region, (asking) => endGrant(asking, { region, grant }));
  }

  @Mutation(() => Int, { description: 'On a day all grants of one account end and begin for another; the answer is how many. Payslips are not handed over.' })
  handOver(
    @Ctx() context: Context, @Arg('region', () => Int) region: number, @Arg('from', () => ID) from: string, @Arg('to', () => ID) to: string, @Arg('on', () => DayScalar) on: string,
  ): Promise<number> {
    return act(context, region, (asking) => handOver(asking, { region, from, to, on }));
  }

  @Mutation(() => DelegationView, { description: 'Lends a role of the asker to a login of the region, both days included.' })
  async delegate(
    @Ctx() context: Context, @Arg('region', () => Int) region: number, @Arg('grant', () => ID) grant: string, @Arg('to', () => String) to: string,
    @Arg('from', () => DayScalar) from: string, @Arg('until', () => DayScalar) until: string,
  ): Promise<DelegationView> {
    return viewOf(context, await act(context, region, (asking) => delegate(asking, { region, grant, to, from, until })));
  }

  @Mutation(() => DelegationView, { description: 'Ends a loan today; by who lent or received it.' })
  async endDelegation(@Ctx() context: Context, @Arg('region', () => Int) region: number, @Arg('delegation', () => ID) delegation: string): Promise<DelegationView> {
    return viewOf(context, await act(context, region, (asking) => endDelegation(asking, { region, delegation })));
  }
}
