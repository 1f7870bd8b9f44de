/** What the demo is made from: plain values, from one seed number. Money in fen, months `YYYY-MM`. */
import type { ConsortiumRole, InstitutionKind } from '../../server/model/organisation.ts';

export type Fen = bigint;

/** The year that is complete, and the year that waits for decisions. */
export const lastYear = 2025;
export const thisYear = 2026;

export interface PlannedRegion {
  code: number;
  name: string;
  nameEn: string;
}

export interface PlannedGrade {
  code: string;
  name: string;
  series: 'management' | 'professional' | 'worker';
  monthlyStandard: Fen;
}

export interface PlannedPerson {
  code: string;
  name: string;
  department: string | null;
  grade: string;
  formal: boolean;
  leader: boolean;
  postWage: Fen;
  gradeWage: Fen;
  /** What last year's incentive was divided by, as a head types it: `93.5`, `1.10`. */
  points: string;
  tilt: string;
}

/** What the health bureau fixes for an institution and a year beside the register. */
export interface PlannedTotal {
  higherShare: Fen;
  leaderIncentive: Fen;
}

export interface PlannedPay {
  totals: Record<typeof lastYear | typeof thisYear, PlannedTotal | null>;
}

export interface PlannedInstitution {
  code: string;
  name: string;
  kind: InstitutionKind;
  consortium: string | null;
  role: ConsortiumRole | null;
  certifiedAllowances: Fen;
  departments: string[];
  people: PlannedPerson[];
  /** People served and last year's assessment score, of members of a consortium. */
  served: number;
  score: string;
  /** Null where no performance pay is run. */
  pay: PlannedPay | null;
}

export interface PlannedMonth {
  month: string;
  claims: Fen;
  contractFees: Fen;
}

export interface PlannedConsortium {
  code: string;
  name: string;
  spending: PlannedMonth[];
}

/** Last year as it was decided: the facts and decisions of its budget and settlement. */
export interface PlannedBudgetYear {
  standard: string;
  outpatientRate: string;
  seriousIllnessRate: string;
  consortia: Array<{ consortium: string; heads: string; cause: 'as_certified' | 'epidemic' }>;
  certificates: Array<{ consortium: string; amount: Fen; cause: string }>;
}

export interface PlannedPlace {
  region: PlannedRegion;
  above: PlannedRegion[];
  consortia: PlannedConsortium[];
  grades: PlannedGrade[];
  institutions: PlannedInstitution[];
  budget: PlannedBudgetYear | null;
}

/** Fen of whole yuan. */
export function yuan(amount: number): Fen {
  return BigInt(amount) * 100n;
}
