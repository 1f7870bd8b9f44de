/** The catalogue of everything the product refuses: a code, and a sentence with `{slots}` in each language. */
import { apiMessages } from './messages/api.ts';
import { assessmentMessages } from './messages/assessment.ts';
import { benefitMessages } from './messages/benefits.ts';
import { bandsMessages } from './messages/bands.ts';
import { cashMessages } from './messages/cash.ts';
import { confirmationMessages } from './messages/confirmation.ts';
import { divisionMessages } from './messages/division.ts';
import { feelMessages } from './messages/feel.ts';
import { intakeMessages } from './messages/intake.ts';
import { ledgerFileMessages } from './messages/ledger-file.ts';
import { numbersMessages } from './messages/numbers.ts';
import { organisationMessages } from './messages/organisation.ts';
import { paperMessages } from './messages/paper.ts';
import { policyMessages } from './messages/policy.ts';
import { rightsMessages } from './messages/rights.ts';
import { runMessages } from './messages/runs.ts';
import { secondAllocationMessages } from './messages/second-allocation.ts';
import { serverMessages } from './messages/server.ts';
import { stageMessages } from './messages/stages.ts';
import { versionMessages } from './messages/versions.ts';

export const messages = {
  ...numbersMessages,
  ...feelMessages,
  ...policyMessages,
  ...bandsMessages,
  ...divisionMessages,
  ...benefitMessages,
  ...stageMessages, ...confirmationMessages, ...secondAllocationMessages, ...serverMessages, ...rightsMessages,
  ...ledgerFileMessages, ...runMessages,
  ...organisationMessages,
  ...paperMessages,
  ...cashMessages,
  ...intakeMessages,
  ...versionMessages,
  ...apiMessages,
  ...assessmentMessages,
} as const;
