/** Whether a fen is lost or made: for every step that divides an amount, what it gave against what there was. */
import { sumMoney, type Money } from '../../../server/core/money.ts';
import { isRate } from '../../../server/core/feel/value.ts';
import { isWhole, multiply, rate, toFen } from '../../../server/core/rate.ts';
import { sameUnit, yuan } from '../../../server/core/feel/unit.ts';
import type { Evaluation } from '../../../server/core/policy/evaluate.ts';
import type { DivideStep, Policy, Scalar, Step } from '../../../server/core/policy/policy.ts';

const hundred = rate(100n);

/** The amounts of one evaluation of a policy in which every divided amount is a name, or a column of a table's rows. */
class Books {
  private readonly policy: Policy;
  private readonly evaluation: Evaluation;
  readonly lost: string[] = [];

  constructor(policy: Policy, evaluation: Evaluation) {
    this.policy = policy;
    this.evaluation = evaluation;
  }

  private value(name: string, key: string): unknown {
    const { amounts, facts } = this.evaluation;
    const amount = amounts.get(name);
    if (amount) return amount.is === 'scalar' ? amount.value : amount.rows.find((row) => row.key === key)?.value;
    return facts.scalars.get(name) ?? this.policy.parameters.get(name)?.value;
  }

  fen(name: string, key: string): Money {
    return toFen(this.value(name, key) as Exclude<Scalar, string | boolean>);
  }

  private keys(table: string | undefined): string[] {
    return table === undefined ? [''] : (this.evaluation.facts.tables.get(table) ?? []).map(({ key }) => key);
  }

  /** The rows that a step is for. */
  private chosen({ table, where }: Step): string[] {
    return this.keys(table).filter((key) => !where || this.value(where.text, key) === true);
  }

  private same(what: string, given: Money[], whole: Money[]): void {
    const [parts, all] = [sumMoney(given), sumMoney(whole)];
    if (parts !== all) this.lost.push(`${what}: ${parts} fen of ${all}`);
  }

  /** Row by row: the signed parts come to the whole, on the rows that the step is for. */
  private rows(step: Step, whole: string, parts: readonly string[], less: readonly string[] = []): void {
    for (const key of this.chosen(step)) {
      this.same(`${step.id}[${key}]`, parts.map((part) => this.fen(part, key)), [whole, ...less].map((name) => this.fen(name, key)));
    }
  }

  private column(step: Step, name: string, keys = this.keys(step.table)): Money[] {
    return keys.map((key) => this.fen(name, key));
  }

  private divide(step: DivideStep): void {
    const { id, amount, within, excess, unplaced } = step;
    const columns = [id, ...(typeof excess === 'object' ? [excess.id] : [])];
    const given = (keys: string[], parent: string): Money[] =>
      [...columns.flatMap((name) => this.column(step, name, keys)), ...(unplaced ? [this.fen(unplaced.id, parent)] : [])];
    if (!within) return this.same(id, given(this.keys(step.table), ''), [this.fen(amount.text, '')]);
    const [parents, whole] = amount.text.split('.') as [string, string];
    for (const parent of this.keys(parents)) {
      const own = (this.evaluation.facts.tables.get(step.table) ?? []).filter(({ cells }) => cells.get(within.column) === parent);
      this.same(`${id} within ${parent}`, given(own.map(({ key }) => key), parent), [this.fen(whole, parent)]);
    }
  }

  step(step: Step): void {
    const ids = (parts: ReadonlyArray<{ id: string }>): string[] => parts.map(({ id }) => id);
    switch (step.rule) {
      case 'carve': return this.rows(step, step.amount.text, ids([...step.parts, step.rest]));
      case 'split': return this.rows(step, step.amount.text, ids(step.parts));
      case 'gate': return this.rows(step, step.amount.text, ids([step, step.held]));
      case 'limit': return this.rows(step, step.amount.text, ids([step, ...(step.excess ? [step.excess] : [])]), ids(step.shortfall ? [step.shortfall] : []));
      case 'divide': return this.divide(step);
      case 'prorate':
        this.rows(step, step.claim.text, ids([step, step.unpaid]));
        return this.same(step.id, [...this.column(step, step.id), this.fen(step.left.id, '')], [this.fen(step.pool.text, '')]);
      case 'solve': return this.same(step.id, this.column(step, step.id), [this.fen(step.pool.text, '')]);
      case 'total': {
        const counted = [...this.policy.totals.values()].filter(({ room }) => room === step.id).flatMap(({ items }) => items);
        return this.same(step.id, [this.fen(step.id, ''), ...counted.flatMap(({ amount }) => this.everywhere(amount))], [this.fen(step.limit.text, '')]);
      }
      default:
    }
  }

  private everywhere(name: string): Money[] {
    const amount = this.evaluation.amounts.get(name);
    return amount?.is === 'column' ? amount.rows.map(({ key }) => this.fen(name, key)) : [this.fen(name, '')];
  }

  /** Amounts in yuan that are not whole fen. */
  broken(): void {
    for (const [name, amount] of this.evaluation.amounts) {
      if (amount.type.is !== 'number' || !sameUnit(amount.type.unit, yuan)) continue;
      const values = amount.is === 'scalar' ? [amount.value] : amount.rows.map(({ value }) => value);
      if (!values.every((value) => isRate(value) && isWhole(multiply(value, hundred)))) this.lost.push(`${name}: no whole fen`);
    }
  }
}

/** Every step whose parts are not what it divided, and every amount that is not in whole fen; each as a sentence. */
export function lostFen(policy: Policy, evaluation: Evaluation): string[] {
  const books = new Books(policy, evaluation);
  books.broken();
  for (const step of policy.steps) books.step(step);
  return books.lost;
}
