/** Whole small policies with facts, drawn at random from the grammar of the language: any kind of step, mostly of the right types. */
import fc, { type GeneratorValue } from 'fast-check';
import type { RawDecisions, RawFacts } from '../../../server/core/policy/policy.ts';

type Kind = 'money' | 'pure' | 'flag';
type TableName = 'units' | 'people';

interface Named {
  name: string;
  kind: Kind;
  /** The table of which it is a column. */
  home?: TableName;
}

export interface RandomPolicy {
  text: string;
  facts: RawFacts;
  decisions: RawDecisions;
}

const words = (id: string): string => `title: { zh: ${id}, en: ${id} }`;
const part = (id: string): string => `{ id: ${id}, ${words(id)} }`;

const head = `language: 1
policy: random
version: 1
kind: performance-pay
title: { zh: 随机, en: Random }
place: { code: "61", zh: 某省, en: Some Province }
applies: { from: 2018-01-01 }
sources: [ { id: s1, document: { zh: 文件, en: Document }, clause: 一, says: { zh: 规定。, en: Rule. } } ]
facts:
  pool: { type: money, ${words('pool')} }
  debt: { type: money, at_least: none, default: -12.34, ${words('debt')} }
  factor: { type: factor, at_most: 3, ${words('factor')} }
  signed: { type: factor, at_least: none, default: -1.5, ${words('signed')} }
  open: { type: boolean, default: true, ${words('open')} }
  period: { type: month, default: 2024-02, ${words('period')} }
  start: { type: date, default: 2024-02-10, ${words('start')} }
  units:
    type: table
    key: unit
    ${words('unit')}
    columns:
      budget: { type: money, ${words('budget')} }
      balance: { type: money, at_least: none, default: 0, ${words('balance')} }
      weight: { type: factor, ${words('weight')} }
      score: { type: factor, at_most: 100, default: 80, ${words('score')} }
      active: { type: boolean, default: true, ${words('active')} }
  people:
    type: table
    key: person
    ${words('person')}
    columns:
      at: { type: reference, table: units, ${words('at')} }
      claim: { type: money, at_least: none, ${words('claim')} }
      base: { type: money, default: 1.00, ${words('base')} }
      work: { type: factor, ${words('work')} }
      nurse: { type: boolean, default: false, ${words('nurse')} }
      since: { type: date, default: 2024-02-05, ${words('since')} }
parameters:
  part_a: { type: share, value: 60%, why: s1, ${words('part_a')} }
  part_b: { type: share, value: 1/7, why: s1, ${words('part_b')} }
  fixed: { type: money, value: 100.00, why: s1, ${words('fixed')} }
decisions:
  kept: { type: share, at_most: 50%, default: 10%, by: health-bureau, why: s1, ${words('kept')} }
`;

const given: readonly Named[] = [
  { name: 'pool', kind: 'money' }, { name: 'debt', kind: 'money' }, { name: 'fixed', kind: 'money' },
  { name: 'factor', kind: 'pure' }, { name: 'signed', kind: 'pure' }, { name: 'part_a', kind: 'pure' }, { name: 'part_b', kind: 'pure' }, { name: 'kept', kind: 'pure' },
  { name: 'open', kind: 'flag' },
  { name: 'budget', kind: 'money', home: 'units' }, { name: 'balance', kind: 'money', home: 'units' },
  { name: 'weight', kind: 'pure', home: 'units' }, { name: 'score', kind: 'pure', home: 'units' }, { name: 'active', kind: 'flag', home: 'units' },
  { name: 'claim', kind: 'money', home: 'people' }, { name: 'base', kind: 'money', home: 'people' },
  { name: 'work', kind: 'pure', home: 'people' }, { name: 'nurse', kind: 'flag', home: 'people' },
];

const conventions = ['calendar-days', 'thirty-days', 'working-days-21.75', 'whole-months'];
const numbers = ['0', '1', '2', '0.5', '1.1', '3', '100', '0.000001', '(1/3)'];

/** Writes one policy; `whole_N` is what step N divides, `only_N` the rows that it is for. */
class Writer {
  private readonly g: GeneratorValue;
  private readonly names: Named[] = [...given];
  private readonly steps: string[] = [];
  private count = 0;

  constructor(g: GeneratorValue) {
    this.g = g;
  }

  private pick<T>(from: readonly T[]): T {
    return from[this.g(fc.nat, { max: from.length - 1 })] as T;
  }

  /** True once in so many. */
  private once(times: number): boolean {
    return this.g(fc.nat, { max: times - 1 }) === 0;
  }

  private named(kind: Kind, table?: TableName): string {
    const known = this.names.filter((each) => each.kind === kind && (each.home === undefined || each.home === table));
    if (this.once(60)) return this.pick(this.names).name;
    return this.pick(known).name;
  }

  private columnOf(kind: Kind, table: TableName): string {
    return this.pick(this.names.filter((each) => each.kind === kind && each.home === table)).name;
  }

  private listOf(kind: 'money' | 'pure', depth: number): string {
    const table = this.pick<TableName>(['units', 'people']);
    return `${table}${this.once(3) ? `[${this.formula('flag', table, depth - 1)}]` : ''}.${this.columnOf(kind, table)}`;
  }

  private formula(kind: Kind, table: TableName | undefined, depth = 2): string {
    if (depth <= 0 || this.once(4)) return kind === 'pure' && this.once(2) ? this.pick(numbers) : this.named(kind, table);
    const of = (wanted: Kind): string => this.formula(wanted, table, depth - 1);
    const either = (): string => `(if ${of('flag')} then ${of(kind)} else ${of(kind)})`;
    if (kind === 'flag') {
      const side = this.pick<Kind>(['money', 'pure']);
      return this.pick([
        () => `(${of(side)} ${this.pick(['<', '<=', '>', '>=', '=', '!='])} ${of(side)})`, () => `(${of('flag')} ${this.pick(['and', 'or'])} ${of('flag')})`,
        () => `not(${of('flag')})`, () => `(${of('pure')} in [0..${of('pure')}])`, () => `(some x in ${this.listOf('pure', depth)} satisfies x > ${of('pure')})`,
      ])();
    }
    const both = [
      either, () => `(${of(kind)} ${this.pick(['+', '-'])} ${of(kind)})`, () => `(${of(kind)} ${this.pick(['*', '/'])} ${of('pure')})`,
      () => `${this.pick(['min', 'max'])}(${of(kind)}, ${of(kind)})`, () => `${this.pick(['sum', 'max', 'mean'])}(${this.listOf(kind, depth)})`,
      () => (table === 'people' ? `at.${this.columnOf(kind, 'units')}` : `abs(${of(kind)})`),
    ];
    const alone = [() => `(${of('money')} / ${of('money')})`, () => `count(${this.pick(['units', 'people'])})`, () => `floor(${of('pure')})`, () => `(${of('pure')} ** 2)`];
    return this.pick(kind === 'money' ? both : [...both, ...alone])();
  }

  private give(name: string, kind: Kind, home?: TableName): string {
    this.names.push({ name, kind, ...(home && { home }) });
    return name;
  }

  private write(step: string): void {
    this.steps.push(`  - { ${step}, why: s1 }`);
  }

  /** The amount that a step divides, as a step of its own. */
  private whole(table?: TableName): string {
    const formula = this.text('money', table);
    const id = this.give(`whole_${this.count}`, 'money', table);
    this.write(`id: ${id}, ${words(id)}, ${table ? `each: ${table}, ` : ''}formula: ${formula}`);
    return id;
  }

  /** To some rows only, told by a step of their own. */
  private only(table: TableName | undefined): string {
    if (!table || !this.once(3)) return '';
    const formula = this.text('flag', table);
    const id = this.give(`only_${this.count}`, 'flag', table);
    this.write(`id: ${id}, ${words(id)}, each: ${table}, formula: ${formula}`);
    return `where: ${id}, `;
  }

  private text(kind: Kind, table: TableName | undefined): string {
    return JSON.stringify(this.formula(kind, table));
  }

  private ofRows(id: string, table: TableName | undefined): string | undefined {
    const each = table ? `each: ${table}, ` : '';
    const kind = this.pick(['formula', 'carve', 'split', 'limit', 'gate', 'raise', 'bands', 'score', 'weigh', 'proportion']);
    const [a, b, c] = [`${id}_a`, `${id}_b`, `${id}_c`];
    const parts = (...more: string[]): void => more.forEach((name) => this.give(name, 'money', table));
    switch (kind) {
      case 'formula': {
        const result = this.pick<Kind>(['money', 'pure', 'flag']);
        const round = result !== 'flag' && this.once(3) ? `, round: { to: ${this.pick(['0.01', '1', '10'])}, mode: ${this.pick(['up', 'half-even', 'floor'])} }` : '';
        const line = `${each}${this.only(table)}formula: ${this.text(result, table)}${round}`;
        this.give(id, result, table);
        return line;
      }
      case 'carve': case 'split': {
        const line = `${each}${this.only(table)}${kind}: ${this.whole(table)}`;
        parts(id, a, b, c);
        if (kind === 'carve') return `${line}, parts: [ { id: ${a}, share: kept, ${words(a)} }, { id: ${b}, ${this.once(2) ? 'share: part_b, of: rest' : 'amount: fixed / 7'}, ${words(b)} } ], rest: ${part(c)}`;
        const weights = this.pick([['60%', '30%', '10%'], ['1', '1', '1'], ['part_a', 'part_b', '1 - part_a - part_b'], ['kept', '1 - kept', '0'], [this.formula('pure', table, 1), '1', '2']]);
        return `${line}, parts: [ ${[a, b, c].map((each_, at) => `{ id: ${each_}, weight: ${JSON.stringify(weights[at])}, ${words(each_)} }`).join(', ')} ]`;
      }
      case 'limit': {
        const line = `${each}${this.only(table)}limit: ${this.whole(table)}, at_most: ${this.text('money', table)}, at_least: ${this.text('money', table)}, excess: ${part(a)}, shortfall: ${part(b)}`;
        parts(id, a, b);
        return line;
      }
      case 'gate': {
        const line = `${each}${this.only(table)}gate: ${this.whole(table)}, when: ${this.text('flag', table)}, held: ${part(a)}`;
        parts(id, a);
        return line;
      }
      case 'raise': {
        const line = `${each}${this.only(table)}raise: ${this.text('flag', table)}`;
        this.give(id, 'flag', table);
        return line;
      }
      case 'bands': {
        const gives = this.pick(['value', 'whole', 'marginal']);
        const [key, from] = [gives === 'value' ? 'gives' : 'rate', this.pick(['0', 'fixed'])];
        const line = `${each}${this.only(table)}bands: ${this.text('money', table)}, edge: ${this.pick(['from', 'to'])}, reads: ${gives}, table: [ { to: ${from}, ${key}: 0 }, { from: ${from}, to: "fixed * 3", ${key}: 10% }, { from: "fixed * 3", ${key}: ${this.text('pure', table)} } ]`;
        this.give(id, gives === 'value' ? 'pure' : 'money', table);
        return line;
      }
      case 'score': {
        if (!table) return undefined;
        const how = this.pick(['method: linear, at: 1, worth: 10, per: 2, adds: -1', 'method: proportional, full: 3, worth: 10', 'method: best, worth: 10', 'method: lowest, worth: 10', 'method: mean, worth: 10']);
        const line = `${each}${this.only(table)}score: ${this.text('pure', table)}, ${how}, at_least: 0, at_most: 20, veto: ${this.text('flag', table)}`;
        this.give(id, 'pure', table);
        return line;
      }
      case 'weigh': {
        const line = `${each}${this.only(table)}weigh: [ { of: ${this.text('pure', table)}, weight: ${this.pick(['70%', 'kept'])} }, { of: ${this.text('pure', table)}, weight: ${this.pick(['30%', '"1 - kept"'])} } ]`;
        this.give(id, 'pure', table);
        return line;
      }
      default: {
        const since = table === 'people' ? 'since' : 'start';
        const line = `${each}${this.only(table)}proportion: ${this.text('money', table)}, period: period, from: ${since}, convention: ${this.pick(conventions)}`;
        this.give(id, 'money', table);
        return line;
      }
    }
  }

  private ofPool(id: string): string {
    const table = this.pick<TableName>(['units', 'people']);
    const kind = this.pick(['divide', 'divide', 'within', 'prorate', 'solve']);
    const [a, b, c] = [`${id}_a`, `${id}_b`, `${id}_c`];
    const tail = 'leftover: largest-remainder';
    if (kind === 'prorate') {
      const line = `prorate: ${this.whole(table)}, among: ${table}, ${this.only(table)}pool: ${this.pick(['pool', 'fixed'])}, unpaid: ${part(a)}, left: ${part(b)}, ${tail}`;
      for (const name of [id, a]) this.give(name, 'money', table);
      this.give(b, 'money');
      return line;
    }
    if (kind === 'solve') {
      const line = `solve: ${this.pick(['pool', 'fixed'])}, among: ${table}, ${this.only(table)}${this.once(2) ? `base: ${this.text('money', table)}, ` : ''}times: ${this.text('pure', table)}, ${this.once(2) ? 'at_most: fixed * 2, ' : ''}slope: ${part(a)}, ${tail}`;
      this.give(id, 'money', table);
      return line;
    }
    const within = kind === 'within';
    const rows = within ? 'people' : table;
    const amount = within ? `units.${this.whole('units')}, within: at` : this.whole();
    const bounds = this.pick(['', '', `cap: ${this.text('money', rows)}, excess: redistribute, `, `cap: ${this.text('money', rows)}, excess: ${part(a)}, `, 'floor: 0.01, ']);
    const line = `divide: ${amount}, among: ${rows}, ${this.only(rows)}by: ${this.text('pure', rows)}, ${bounds}${this.once(4) ? '' : `unplaced: ${part(b)}, `}${this.once(2) ? `value: ${part(c)}, ` : ''}${tail}`;
    this.give(id, 'money', rows);
    return line;
  }

  private step(): void {
    this.count += 1;
    const id = `step_${this.count}`;
    const table = this.pick<TableName | undefined>([undefined, 'units', 'people']);
    const line = this.once(3) ? this.ofPool(id) : this.ofRows(id, table);
    if (line !== undefined) this.write(`id: ${id}, ${words(id)}, ${line}`);
  }

  /** A limit on a few of the amounts of one table. */
  private totals(): string {
    const items = this.names.filter(({ name, kind, home }) => kind === 'money' && home === 'people' && /^(step|whole)/.test(name)).slice(0, 3).map(({ name }) => name);
    if (items.length === 0 || this.once(2)) return '';
    return `totals:\n  in_all: { limit: pool, items: [${items.join(', ')}], room: ${part('room')}, else: warn, why: s1, ${words('in_all')} }\n`;
  }

  policy(): string {
    const most = 1 + this.g(fc.nat, { max: 6 });
    for (let at = 0; at < most; at += 1) this.step();
    const check = this.once(2) ? `checks:\n  - { id: fine, that: ${this.text('flag', undefined)}, else: warn, why: s1, ${words('fine')}, says: { zh: 不行。, en: Not fine. } }\n` : '';
    return `${head}steps:\n${this.steps.join('\n')}\n${this.totals()}${check}`;
  }

  private money(least: 'zero' | 'none'): string {
    const written = this.pick(['0.00', '0.01', '0.03', '1.00', '99.99', '100.00', '1234.56', '99999999999.99', '7']);
    return least === 'none' && this.once(4) ? `-${written}` : written;
  }

  facts(): RawFacts {
    const keys = ['A', 'B', '甲', '__proto__', '10', '9'];
    const some = (): string[] => this.g(fc.shuffledSubarray, keys, { maxLength: 4 });
    const units = some().map((unit) => ({ unit, budget: this.money('zero'), balance: this.money('none'), weight: this.pick(['0', '1', '2.5', '1/3']), active: this.pick(['true', 'false']) }));
    const people = units.length === 0 ? [] : some().map((person) => ({
      person, at: this.pick(units).unit, claim: this.money('none'), work: this.pick(['0', '1', '1', '3', '0.7']), nurse: this.pick(['true', 'false']),
      since: this.pick(['2024-02-01', '2024-02-15', '2024-02-29', '2023-12-31', '2025-01-01']),
    }));
    return { pool: this.money('zero'), factor: this.pick(['0', '1', '1.5', '3']), units, people };
  }

  decisions(): RawDecisions {
    return this.once(2) ? {} : { kept: this.pick(['0%', '1/3', '50%']) };
  }
}

/** A policy, facts for it and its decisions. */
export function randomPolicy(g: GeneratorValue): RandomPolicy {
  const writer = new Writer(g);
  return { text: writer.policy(), facts: writer.facts(), decisions: writer.decisions() };
}
