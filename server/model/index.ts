/** Every class that is a table, for the ORM. */
import { AccessToken, Account, Delegation, Identity, Invitation, RoleGrant, Session } from './account.ts';
import { AssessmentEntry, AssessmentObjection, AssessmentResult, AssessmentRound, AssessmentScheme, AssessmentUnit, IndicatorLibrary } from './assessment.ts';
import { Budget, Certificate, ConsortiumPackage, Spending } from './budget.ts';
import { Obligation, OpeningBalance } from './cash.ts';
import { Confirmation, ConfirmationAnswer, ConfirmationCall, ConfirmationLine, WorkingCalendar } from './confirmation.ts';
import { Fund } from './fund.ts';
import { Import, ImportFile } from './intake.ts';
import { JournalEntry, Posting } from './journal.ts';
import { Consortium, Department, Institution, InstitutionAllowance, InstitutionMembership, InstitutionVersion, PostGrade, PostGradeStandard } from './organisation.ts';
import { Notice, PayLine, PayRun, PayTotal } from './pay.ts';
import { ChartAccount, DocumentPrefix, Paper, PaperVoid, VoucherExport } from './paper.ts';
import { Assignment, Person, PersonIdentity, PersonWage } from './people.ts';
import { Pool, PoolRegion } from './pool.ts';
import { LibraryPolicy } from './policy.ts';
import { Region } from './region.ts';
import { Approval, FrozenFacts, HeldItem, KnownFact, PolicyVersion, Run, StaleAcceptance } from './run.ts';
import { SecondAllocation } from './second-allocation.ts';
import { Settlement, SettlementLine } from './settlement.ts';

export const tables = [
  Region, Pool, PoolRegion, Account, Session, RoleGrant, Delegation, Invitation, Identity, AccessToken,
  Consortium, Institution, InstitutionAllowance, InstitutionVersion, InstitutionMembership, Department, PostGrade, PostGradeStandard,
  Person, PersonIdentity, PersonWage, Assignment, Fund,
  LibraryPolicy, PolicyVersion, FrozenFacts, Run, Approval, HeldItem, StaleAcceptance, KnownFact,
  WorkingCalendar, ConfirmationCall, ConfirmationLine, Confirmation, ConfirmationAnswer,
  Budget, ConsortiumPackage, Spending, Certificate, Settlement, SettlementLine,
  PayTotal, PayRun, PayLine, Notice, SecondAllocation, JournalEntry, Posting,
  DocumentPrefix, Paper, PaperVoid, ChartAccount, VoucherExport,
  IndicatorLibrary, AssessmentScheme, AssessmentRound, AssessmentUnit, AssessmentEntry, AssessmentResult, AssessmentObjection,
  ImportFile, Import, Obligation, OpeningBalance,
];
