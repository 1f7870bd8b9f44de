/** Types of the formulas of a policy, told as faults at their place in the file. */
import { columnsIn, namesIn } from '../feel/expression.ts';
import { compile } from '../feel/evaluate.ts';
import { typeOf, type Type } from '../feel/type.ts';
import { pure, sameUnit, unitWords, yuan, type Unit } from '../feel/unit.ts';
import type { Rate } from '../rate.ts';
import type { Code, Fault, Values } from '../refusal.ts';
import { attempt } from './attempt.ts';
import { boundsOf, type Bounds } from './bounds.ts';
import { faultAt, locate } from './document.ts';
import type { Formula, Place, Policy, Words } from './policy.ts';
import type { NumberType, Typing } from './rules/rule.ts';
import type { Symbols } from './symbols.ts';

const noNumber: Words = { zh: '不是数', en: 'not a number' };

/** What all typing of one policy shares. */
export interface Ground {
  policy: Policy;
  symbols: Symbols;
  /** Names without a type because of a fault already told. */
  broken: Set<string>;
  faults: Fault[];
  /** Names used, and columns used as `table.column`. */
  used: Set<string>;
}

export class FormulaTyping implements Typing {
  private readonly ground: Ground;
  private readonly table: string | undefined;

  constructor(ground: Ground, table?: string) {
    this.ground = ground;
    this.table = table;
  }

  get whole(): Typing {
    return new FormulaTyping(this.ground);
  }

  fault(code: Code, place: Place, values: Values = {}): void {
    this.ground.faults.push(faultAt(code, place, values));
  }

  warn(code: Code, place: Place, values: Values): void {
    this.ground.faults.push(faultAt(code, place, values, 'warning'));
  }

  bounds({ expression }: Formula): Bounds {
    return boundsOf(expression, this.ground, this.table);
  }

  type(formula: Formula): Type | undefined {
    const { broken, symbols, policy, used } = this.ground;
    const { expression, text, place } = formula;
    const names = [...namesIn(expression), ...columnsIn(expression)];
    if (names.some((name) => broken.has(name))) {
      for (const name of names) used.add(name).add(`${this.table}.${name}`);
      return undefined;
    }
    const { type, faults, reads } = typeOf(expression, symbols.scope(this.table));
    for (const { table, name } of reads) {
      if (table !== undefined) used.add(`${table}.${name}`);
      else used.add(symbols.find(name, this.table)?.column ? `${this.table}.${name}` : name);
    }
    for (const { code, values, from } of faults) this.fault(code, locate(policy.text, text, place, from), values);
    return type;
  }

  number(formula: Formula): NumberType | undefined {
    const type = this.type(formula);
    if (!type || type.is === 'number') return type;
    this.fault('NUMBER_EXPECTED', formula.place);
    return undefined;
  }

  like(formula: Formula, unit: Unit): NumberType | undefined {
    const type = this.number(formula);
    if (!type || type.literal || sameUnit(type.unit, unit)) return type;
    this.fault('UNIT_EXPECTED', formula.place, { expected: unitWords(unit), found: unitWords(type.unit) });
    return undefined;
  }

  expectMoney(type: Type, formula: Formula): NumberType | undefined {
    if (type.is === 'number' && (type.literal || sameUnit(type.unit, yuan))) return { is: 'number', unit: yuan };
    this.fault('MONEY_EXPECTED', formula.place, { found: type.is === 'number' ? unitWords(type.unit) : noNumber });
    return undefined;
  }

  money(formula: Formula): NumberType | undefined {
    const type = this.type(formula);
    return type && this.expectMoney(type, formula);
  }

  share(formula: Formula): NumberType | undefined {
    return this.like(formula, pure);
  }

  condition(formula: Formula): Type | undefined {
    const type = this.type(formula);
    if (!type || type.is === 'boolean') return type;
    this.fault('CONDITION_EXPECTED', formula.place);
    return undefined;
  }

  fixed(formula: Formula): Rate | undefined {
    const { parameters } = this.ground.policy;
    if ([...namesIn(formula.expression)].some((name) => !parameters.has(name))) return undefined;
    const { value, faults = [] } = attempt(() => compile(formula.expression)({ get: (name) => parameters.get(name)?.value }));
    for (const { code, values } of faults) this.fault(code, formula.place, values);
    return value as Rate | undefined;
  }

  columnOf(table: string, column: string): Type | undefined {
    this.ground.used.add(`${table}.${column}`);
    return this.ground.symbols.tables.get(table)?.columns.get(column)?.type;
  }
}
