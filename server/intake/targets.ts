/** What rows of files can become. */
import type { ImportTarget } from '../model/intake.ts';
import type { Target } from './target.ts';
import { careCasesTarget } from './targets/care-cases.ts';
import { institutionSpendingTarget } from './targets/institution-spending.ts';
import { obligationsTarget } from './targets/obligations.ts';
import { spendingTarget } from './targets/spending.ts';

export const targets: Record<ImportTarget, Target> = {
  SPENDING: spendingTarget, INSTITUTION_SPENDING: institutionSpendingTarget, CARE_CASES: careCasesTarget, OBLIGATIONS: obligationsTarget,
};
