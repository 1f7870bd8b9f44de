/** What the kinds of steps that divide one amount among rows have in common. */
import type { Claim, Share } from '../../allocate.ts';
import type { Expression } from '../../feel/expression.ts';
import type { Type } from '../../feel/type.ts';
import { isPure, over, unitOf, yuan, type Unit } from '../../feel/unit.ts';
import type { BoundedClaim } from '../../fill.ts';
import type { Money } from '../../money.ts';
import { formatRate, fromFen, sign, toFen, type Rate } from '../../rate.ts';
import type { Fields } from '../fields.ts';
import type { ColumnName, Formula } from '../policy.ts';
import { yuanOf, type Leftover, type Run, type Surroundings, type Typing } from './rule.ts';

export type ColumnPath = Extract<Expression, { is: 'path' }> & { of: Extract<Expression, { is: 'name' }> };

/** The expression as a column of a table, `consortia.hospital_pool`. */
export function columnPath(expression: Expression): ColumnPath | undefined {
  return expression.is === 'path' && expression.of.is === 'name' ? (expression as ColumnPath) : undefined;
}

export function readColumn(fields: Fields, key: string): ColumnName | undefined {
  return fields.optional(key, (node) => ({ column: fields.text(key), place: node.place }));
}

export function readTies(fields: Fields): ColumnName | undefined {
  return readColumn(fields, 'ties');
}

/** The column that decides between equal remainders, when one is named; then the key. */
interface Tied {
  table: string;
  ties?: ColumnName;
}

const textLike: ReadonlySet<Type['is']> = new Set(['text', 'date', 'month', 'reference']);

export function typeTies({ ties, table }: Tied, typing: Typing): void {
  if (!ties) return;
  const type = typing.columnOf(table, ties.column);
  if (!type || !textLike.has(type.is)) typing.fault('TIES_NOT_A_KEY', ties.place, { column: ties.column, table });
}

export function tieKey({ ties }: Tied, { key }: Run, around: Surroundings): string {
  return ties ? `${around.cell(key, ties.column)}\u0000${key}` : key;
}

/** Yuan per unit of weight; a weight that is a pure number counts as one of so many equal shares. */
export function perWeight(unit: Unit): Unit {
  return over(yuan, isPure(unit) ? unitOf('weight') : unit);
}

export function weightsOf(step: Tied, by: Formula, runs: readonly Run[], around: Surroundings): Claim[] {
  return runs.map((run) => {
    const weight = run.number(by);
    if (sign(weight) < 0) run.refuse('WEIGHT_NEGATIVE', { key: run.key, found: formatRate(weight) });
    return { key: tieKey(step, run, around), weight };
  });
}

/** Whole fen between the bounds of a row: a cap is cut down and a floor raised to the fen. */
export function bound(claim: BoundedClaim, run: Run, least: Rate | undefined, most: Rate | undefined, around: Surroundings): BoundedClaim {
  const low = least && toFen(least, 'ceiling');
  const high = most && toFen(most, 'floor');
  if (low !== undefined && high !== undefined && low > high) {
    run.refuse('BOUNDS_CROSSED', { least: around.print(fromFen(low)), most: around.print(fromFen(high)) });
  }
  return { ...claim, ...(low !== undefined && { least: low }), ...(high !== undefined && { most: high }) };
}

/** The same for all who share one pool: who received a leftover fen, worked out when somebody asks. */
export function leftovers(portions: ReadonlyArray<{ share: Share; amount: Money }>, runs: readonly Run[]): Record<'received' | 'missed', Leftover> {
  const peers = runs.map(({ key }) => key);
  let known: Leftover['receivers'] | undefined;
  const receivers = (): Leftover['receivers'] => {
    known ??= portions.flatMap(({ share, amount }, index) =>
      (share.leftover ? [{ key: peers[index] as string, exact: yuanOf(share.exact), value: fromFen(amount) }] : []));
    return known;
  };
  const told = (received: boolean): Leftover => ({ received, peers, get receivers() { return receivers(); } });
  return { received: told(true), missed: told(false) };
}

