/** The GraphQL schema: the resolvers of every slice, and what follows the last signature of each stage. */
import 'reflect-metadata';
import { lexicographicSortSchema, printSchema, type GraphQLSchema } from 'graphql';
import { buildSchema } from 'type-graphql';
import { AccessResolver } from './access/access.resolver.ts';
import { AccountResolver } from './access/account.resolver.ts';
import { SecondFactorResolver } from './access/second-factor.resolver.ts';
import { AllocationResolver } from './allocation/allocation.resolver.ts';
import { AssessmentActsResolver } from './assessment/acts.resolver.ts';
import { AssessmentResolver } from './assessment/assessment.resolver.ts';
import { AuditResolver } from './audit/audit.resolver.ts';
import { BenefitResolver } from './benefit/benefit.resolver.ts';
import { BudgetResolver, ConsortiumPackageResolver } from './budget/budget.resolver.ts';
import { budgetMaking } from './budget/making.ts';
import { recordBudget } from './budget/record-budget.ts';
import { CashResolver } from './cash/cash.resolver.ts';
import { ConfirmationResolver } from './confirmation/confirmation.resolver.ts';
import { IntakeResolver } from './intake/intake.resolver.ts';
import { KnownResolver, PostGradeStandardResolver } from './organisation/known.resolver.ts';
import { ConsortiumResolver, InstitutionMembershipResolver, InstitutionResolver, RegionResolver } from './organisation/organisation.resolver.ts';
import { AssignmentResolver, PeopleResolver, PersonRegisterResolver } from './organisation/people.resolver.ts';
import { PostGradeResolver, RegisterResolver } from './organisation/register.resolver.ts';
import { PaperResolver } from './paper/paper.resolver.ts';
import { NoticeResolver, PayRunResolver, PayTotalResolver, PersonResolver } from './pay/pay.resolver.ts';
import { TakeInResolver } from './pay/take-in.resolver.ts';
import { payMaking, payTotalMaking } from './pay/making.ts';
import { recordPayTotal } from './pay/record-pay-total.ts';
import { LibraryResolver, PolicyVersionResolver } from './policy/policy.resolver.ts';
import { JournalEntryResolver, ReportResolver } from './report/report.resolver.ts';
import { RightsResolver } from './rights/rights.resolver.ts';
import type { Makings } from './run/correct.ts';
import { lineResolver } from './run/line.resolver.ts';
import { RunResolver } from './run/run.resolver.ts';
import { RunsResolver } from './run/runs.resolver.ts';
import type { Effect, Effects } from './run/sign.ts';
import { versionsResolver } from './run/versions.resolver.ts';
import { wayResolver } from './run/way.resolver.ts';
import { stageMaking } from './stage/making.ts';
import { recordStage } from './stage/record-stage.ts';
import { StageResolver } from './stage/stage.resolver.ts';
import { settlementMaking } from './settlement/making.ts';
import { recordSettlement } from './settlement/record-settlement.ts';
import { SettlementLineResolver, SettlementResolver } from './settlement/settlement.resolver.ts';
import { CertificateResolver, SpendingResolver } from './spending/spending.resolver.ts';

/** Pay runs wait for publication and transfer after their last signature; the other stages are posted with it. */
const ownEffects: Record<string, Effect | undefined> = { BUDGET: recordBudget, SETTLEMENT: recordSettlement, PAY_TOTAL: recordPayTotal, BASIC_PAY: undefined, INCENTIVE_PAY: undefined };
export const effects: Effects = (stage) => (Object.hasOwn(ownEffects, stage) ? ownEffects[stage] : recordStage);

/** Who prepares the runs of each stage, and what they rest on. */
const ownMakings = new Map([['BUDGET', budgetMaking], ['SETTLEMENT', settlementMaking], ['PAY_TOTAL', payTotalMaking], ['BASIC_PAY', payMaking], ['INCENTIVE_PAY', payMaking]]);
export const makings: Makings = (stage) => ownMakings.get(stage) ?? stageMaking;

export function makeSchema(): Promise<GraphQLSchema> {
  return buildSchema({
    resolvers: [
      AccessResolver, AccountResolver, SecondFactorResolver, RegionResolver, InstitutionResolver, InstitutionMembershipResolver, ConsortiumResolver, RegisterResolver, PostGradeResolver,
      PeopleResolver, PersonRegisterResolver, AssignmentResolver, KnownResolver, PostGradeStandardResolver, RunResolver, RunsResolver,
      wayResolver(effects, makings), lineResolver(makings), versionsResolver(makings), LibraryResolver, PolicyVersionResolver, BenefitResolver,
      BudgetResolver, ConsortiumPackageResolver, SpendingResolver, CertificateResolver, SettlementResolver, SettlementLineResolver, StageResolver, ConfirmationResolver,
      PayTotalResolver, PayRunResolver, NoticeResolver, PersonResolver, ReportResolver, JournalEntryResolver, AuditResolver, RightsResolver,
      PaperResolver, AllocationResolver, TakeInResolver,
      AssessmentResolver, AssessmentActsResolver,
      IntakeResolver,
      CashResolver,
    ],
    validate: false,
  });
}

/** The schema as text, in alphabetical order, as it is kept in `schema/`. */
export async function printedSchema(): Promise<string> {
  return `# Printed by \`npm run schema\`; not edited by hand.\n\n${printSchema(lexicographicSortSchema(await makeSchema()))}\n`;
}
