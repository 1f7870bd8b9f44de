/** What an assessment is made of: indicators, the figures they are made from, and schemes that weigh them. All plain data. */
import type { Words } from '../refusal.ts';
import type { Plain } from '../canonical.ts';

export const directions = ['more', 'less', 'range'] as const;
/** Whether more is better, less is better, or only what lies between two limits. */
export type Direction = (typeof directions)[number];

export const givers = [
  'institution', 'health-bureau', 'insurance-bureau', 'finance-bureau', 'hr-bureau', 'third-party', 'platform',
] as const;
/** Who gives the value of an input. */
export type Giver = (typeof givers)[number];

/** What the platform itself has registered of a consortium or an institution in a year. */
export const measures = ['package', 'package-spent', 'package-spent-before', 'staff', 'established-staff'] as const;
export type Measure = (typeof measures)[number];

/** A figure that is given for each unit, such as the patients managed; its definition is a column of the policy language. */
export interface Input {
  id: string;
  title: Words;
  from: Giver;
  /** Under which name the platform has it, when it gives the value. */
  measure?: Measure | undefined;
  definition: { readonly [key: string]: Plain };
}

export interface CitedSource {
  id: string;
  document: Words;
  clause: string;
  says: Words;
  rule?: string | undefined;
}

/** One indicator (指标), complete by itself: how its value is made from inputs, and how the value becomes a score of 0 to 100. */
export interface Indicator {
  library: string;
  id: string;
  title: Words;
  says: Words;
  group: { id: string; title: Words };
  unit: Words;
  direction: Direction;
  /** The limits, as written; `type` and `per` say what they are, as in the policy language. */
  target: { readonly [key: string]: string };
  inputs: readonly Input[];
  /** A formula over the inputs. */
  value: string;
  show: string;
  /** A step `score`, `bands` or `formula` of the policy language, without its id; with a `method`, what is scored is the value, within 0 and 100, unless it says otherwise. */
  score: { readonly [key: string]: Plain };
  sources: readonly CitedSource[];
}

export const scopes = ['CONSORTIA', 'INSTITUTIONS'] as const;
export type Scope = (typeof scopes)[number];

/** A grade of the final result: from this score on. */
export interface GradeBand {
  id: string;
  title: Words;
  from: string;
  /** Whether the year counts as failed. */
  failed: boolean;
}

export interface Veto {
  id: string;
  title: Words;
}

/** An assessment scheme (考核方案) of a year and scope. */
export interface Scheme {
  scope: Scope;
  year: number;
  title: Words;
  /** Shares that total 1, such as `0.15`. */
  indicators: ReadonlyArray<{ indicator: Indicator; weight: string }>;
  vetoes: readonly Veto[];
  grades: readonly GradeBand[];
}
