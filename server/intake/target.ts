/** What the machinery of imports needs to know of what rows become; it knows nothing else of it. */
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Asker, Asking } from '../access/asker.ts';
import type { Fault, Words } from '../core/refusal.ts';
import type { Role } from '../model/account.ts';
import type { Import, ImportTarget } from '../model/intake.ts';

/** `code`: a business code or a name that must not have gone through a number; `money`: in the unit chosen for the file. */
export type ColumnKind = 'code' | 'text' | 'month' | 'money';

export interface Column {
  name: string;
  title: Words;
  kind: ColumnKind;
  required: boolean;
  /** Headers by which it is recognised, without blanks and units. */
  known: readonly string[];
}

/** A row whose cells were all read. A column that is not mapped, or not required and blank, has no value. */
export interface ReadRow {
  row: number;
  /** Codes, texts, and months as `YYYY-MM`. */
  text: Readonly<Record<string, string>>;
  /** In fen. */
  money: Readonly<Record<string, bigint>>;
}

/** A fault of a row; of one cell where a column is named. */
export interface RowFault {
  row: number;
  column: string | null;
  value: string;
  fault: Fault;
}

/** A line of what recording the rows would change. */
export interface Change {
  what: Words;
  /** Amounts in fen; null for what was not recorded. */
  before: string | null;
  after: string;
}

export interface Sum {
  title: Words;
  /** In fen, or a count. */
  value: string;
  money: boolean;
}

/** What the rows of a whole file come to. */
export interface Findings {
  sums: Sum[];
  /** The first of them; `changed` is how many there are. */
  changes: Change[];
  changed: number;
  /** How many are recorded already as the file says. */
  same: number;
  /** What the months of the file lack. */
  missing: Words[];
  /** Faults of no single row. */
  faults: Fault[];
}

/** One reading of one file. */
export interface Taking {
  /** Takes a row, or gives its faults. */
  row(read: ReadRow): Fault[];
  /** Of what is recorded in pieces: gives up the rows since the last call; what it returns writes them. */
  cut?(): (em: EntityManager) => Promise<unknown>;
  /** Records what was taken and tells what that changed. The dry run does the same and undoes it. */
  finish(asking: Asking): Promise<Findings>;
}

export interface Target {
  name: ImportTarget;
  title: Words;
  lead: Words;
  /** Who hands such files in. */
  roles: readonly Role[];
  columns: readonly Column[];
  rowsMost: number;
  /** Rows that are committed at once; none where the file is recorded as a whole. */
  chunk?: number;
  /** Of what one institution hands in: who began an import alone sees it. */
  own?: boolean;
  /** `asker` hands the file in, or confirms it. */
  begin(em: EntityManager, imported: Import, asker: Asker): Promise<Taking>;
}

/** Changes that a report names one by one. */
export const changesTold = 200;
