/** What a dry run found: kept with the import, and what a confirmation is bound to. */
import type { Fault } from '../core/refusal.ts';
import { contentHash } from '../hash.ts';
import type { Plain } from '../core/canonical.ts';
import type { Findings, RowFault } from './target.ts';

/** Faults that a report names one by one. */
export const faultsTold = 1000;

export interface Report extends Omit<Findings, 'faults'> {
  rows: number;
  /** Rows of sums (合计), which are not read. */
  sumRows: number[];
  /** The letters of each mapped column in the sheet. */
  letters: Record<string, string>;
  /** Faults of rows, in order, and how many there are. */
  rowFaults: RowFault[];
  rowFaultCount: number;
  /** Faults of no single row. */
  faults: Fault[];
}

export const faultCount = ({ rowFaultCount, faults }: Report): number => rowFaultCount + faults.length;

export const hashOf = (report: Report): string => contentHash(report as unknown as Plain);
