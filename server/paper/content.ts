/** What a paper says, in both languages, before it is printed: plain values that are kept as canonical JSON. */
import type { Unit } from '../core/in-unit.ts';
import type { Words } from '../core/refusal.ts';
import type { PaperKind } from '../model/paper.ts';
import type { Table } from '../print/table.ts';

export interface SignaturePlace {
  office: Words;
  by: string;
  onBehalfOf: string | null;
  /** ISO 8601, UTC. */
  at: string;
  note: string;
}

export interface Clause {
  document: Words;
  clause: string;
}

export interface PaperContent {
  kind: PaperKind;
  /** `宁卫医共体〔2026〕12号`; null for what is only looked at. */
  number: string | null;
  issuedOn: string;
  unit: Unit;
  place: Words;
  title: Words;
  fields: Array<{ label: Words; value: Words }>;
  /** Yuan, exact whatever the unit. */
  total: string;
  tables: Table[];
  /** The table cites them by their place in this list, from 1. */
  clauses: Clause[];
  prepared: { by: string; onBehalfOf: string | null; at: string };
  signatures: SignaturePlace[];
  run: { id: string; hash: string };
}
