/** Benefits: which amounts of a policy say who pays what of one stay. Reading them, and what is wrong with them. */
import { sameUnit, yuan } from '../feel/unit.ts';
import { suggestion } from '../feel/suggest.ts';
import { groundOf } from './benefit-ground.ts';
import { faultAt } from './document.ts';
import type { Draft } from './draft.ts';
import type { Fields } from './fields.ts';
import { payers, type Payer } from './payers.ts';
import type { Place, Policy, TotalItem, Words } from './policy.ts';
import type { Name, Table } from './symbols.ts';
import type { Ground } from './typing.ts';

/** A calculator of a policy: one row of a table of facts is one stay, and its bill is what the payers pay together. */
export interface Benefit {
  id: string;
  title: Words;
  why: string[];
  place: Place;
  /** The table of facts in which one row is one stay. */
  table: string;
  /** A column of it, given or worked out, in yuan. */
  bill: TotalItem;
  /** Columns that steps give, in yuan, in the order in which payers are told. */
  payers: Array<TotalItem & { payer: Payer }>;
  /** Columns that steps give and that are told on the way, such as the deductible. */
  shows: TotalItem[];
}

function readPayers(draft: Draft, fields: Fields): Benefit['payers'] {
  const { reader } = draft;
  fields.need('payers');
  return fields.entries('payers').flatMap(({ name, key, node }) => {
    const payer = payers.find((each) => each === name);
    const amount = reader.textOf(node);
    if (payer) return [{ payer, amount, place: node.place }];
    reader.fault('NOT_ONE_OF', key, { found: name, suggestion: suggestion(name, payers), allowed: payers.join(', ') });
    return [];
  }).sort((a, b) => payers.indexOf(a.payer) - payers.indexOf(b.payer));
}

/** Reads `benefits` of a policy into the draft; one with a fault is left out. */
export function readBenefits(draft: Draft, fields: Fields): void {
  const { reader, policy } = draft;
  for (const { name, key, node } of fields.entries('benefits')) {
    const before = reader.faults.length;
    reader.name(name, key);
    const own = reader.fields(node, ['title', 'why', 'each', 'bill', 'payers', 'shows']);
    const benefit: Benefit = {
      id: name, place: key, title: own.words('title'), why: draft.why(own), table: own.text('each'),
      bill: { amount: own.text('bill'), place: own.find('bill')?.place ?? key },
      payers: readPayers(draft, own),
      shows: own.texts('shows').map(({ text, place }) => ({ amount: text, place })),
    };
    if (reader.faults.length === before) policy.benefits.set(name, benefit);
  }
}

class BenefitCheck {
  private readonly policy: Policy;
  private readonly ground: Ground;
  private readonly benefit: Benefit;

  constructor(policy: Policy, ground: Ground, benefit: Benefit) {
    this.policy = policy;
    this.ground = ground;
    this.benefit = benefit;
  }

  run(): void {
    const { policy, benefit: { table, place, bill, payers: paying, shows }, ground: { broken, faults } } = this;
    if (broken.has(table)) return;
    if (!policy.tables.has(table)) {
      faults.push(faultAt('TABLE_UNKNOWN', place, { found: table, suggestion: suggestion(table, policy.tables.keys()) }));
      return;
    }
    this.money(bill, () => true);
    for (const item of paying) this.money(item, ({ kind }) => kind === 'step');
    for (const item of shows) this.column(item, ({ kind }) => kind === 'step');
    this.alone();
  }

  /** The column that an item names, when it is one that may stand there. */
  private column({ amount, place }: TotalItem, fits: (name: Name) => boolean): Name | undefined {
    const { ground: { symbols, broken, faults, used }, benefit: { table } } = this;
    const { columns } = symbols.tables.get(table) as Table;
    const name = columns.get(amount);
    used.add(`${table}.${amount}`);
    if (broken.has(amount)) return undefined;
    if (name && fits(name)) return name;
    const known = [...columns.values()].filter(fits).map(({ id }) => id);
    faults.push(faultAt('BENEFIT_AMOUNT_UNKNOWN', place, { found: amount, table, suggestion: suggestion(amount, known) }));
    return undefined;
  }

  private money(item: TotalItem, fits: (name: Name) => boolean): void {
    const type = this.column(item, fits)?.type;
    const yuans = type?.is === 'number' && sameUnit(type.unit, yuan);
    if (type && !yuans) this.ground.faults.push(faultAt('BENEFIT_NOT_MONEY', item.place, { found: item.amount }));
  }

  /** What one stay gets rests on that stay alone. */
  private alone(): void {
    const { policy, ground: { symbols, faults }, benefit: { table, bill, payers: paying, shows } } = this;
    for (const { amount, place } of [bill, ...paying, ...shows]) {
      const { together } = groundOf(policy, symbols, [{ name: amount, table }]);
      if (together !== undefined) faults.push(faultAt('BENEFIT_ROWS_TOGETHER', place, { amount, by: together }));
    }
  }
}

/** Tells the faults of the benefits that need the whole policy. */
export function checkBenefits(policy: Policy, ground: Ground): void {
  for (const benefit of policy.benefits.values()) new BenefitCheck(policy, ground, benefit).run();
}
