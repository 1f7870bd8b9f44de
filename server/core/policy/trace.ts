/** Watching a formula: which names and cells its value was really made from. */
import { compile, type Compiled } from '../feel/evaluate.ts';
import type { Expression } from '../feel/expression.ts';
import type { Environment, RowValue, Value } from '../feel/value.ts';
import { Row, type State } from './state.ts';

/** What was read, in the order of reading. A whole column was read through its table, a cell from a row at hand. */
export type Seen =
  | { is: 'scalar'; name: string }
  | { is: 'cell'; table: string; column: string; key: string }
  | { is: 'column'; table: string; column: string; keys: Set<string> };

const ready = new WeakMap<Expression, Compiled>();

function compiled(expression: Expression): Compiled {
  const known = ready.get(expression) ?? compile(expression);
  ready.set(expression, known);
  return known;
}

class WatchedRow implements RowValue {
  readonly table: string;
  readonly key: string;
  private readonly watch: Watch;
  private readonly row: Row;
  private readonly whole: boolean;

  constructor(watch: Watch, row: Row, whole: boolean) {
    this.watch = watch;
    this.row = row;
    this.whole = whole;
    this.table = row.table;
    this.key = row.key;
  }

  get(column: string): Value | undefined {
    const value = this.row.get(column);
    if (value !== undefined) this.watch.saw(this.row, column, this.whole);
    return value instanceof Row ? new WatchedRow(this.watch, value, this.whole) : value;
  }
}

export class Watch {
  readonly seen = new Map<string, Seen>();
  private readonly state: State;

  constructor(state: State) {
    this.state = state;
  }

  /** Evaluates an expression where it stands, or with `whole` as one row among all that share. */
  run(expression: Expression, row: Row | undefined, whole = false): void {
    const here = row && new WatchedRow(this, row, whole);
    const environment: Environment = {
      get: (name) => here?.get(name) ?? this.scalar(name) ?? this.table(name),
    };
    compiled(expression)(environment);
  }

  amount(name: string, row: Row | undefined): void {
    if (row) this.saw(row, name, false);
    else this.scalar(name);
  }

  saw({ table, key }: Row, column: string, whole: boolean): void {
    const id = whole ? `${table}.${column}` : `${table}.${column}[${key}]`;
    const known = this.seen.get(id);
    if (known?.is === 'column') known.keys.add(key);
    else if (!known) this.seen.set(id, whole ? { is: 'column', table, column, keys: new Set([key]) } : { is: 'cell', table, column, key });
  }

  private scalar(name: string): Value | undefined {
    const value = this.state.scalars.get(name);
    if (value !== undefined) this.seen.set(name, { is: 'scalar', name });
    return value instanceof Row ? new WatchedRow(this, value, false) : value;
  }

  private table(name: string): Value | undefined {
    const rows = this.state.tables.get(name)?.rows;
    return rows && { table: name, rows: rows.map((row) => new WatchedRow(this, row, true)) };
  }
}
