/** Checking a policy: everything that can be said about it before it runs, and that its examples come out. */
import { equal, parseRate } from '../rate.ts';
import { say, type Fault } from '../refusal.ts';
import { analyse } from './analyse.ts';
import { attempt } from './attempt.ts';
import { suggestion } from '../feel/suggest.ts';
import { formatMoney } from '../money.ts';
import { unbalanced } from './benefit.ts';
import { payerWords } from './payers.ts';
import { faultAt } from './document.ts';
import { evaluate, type Evaluation } from './evaluate.ts';
import type { Example, Expected, Place, Policy, RawDecisions, RawFacts } from './policy.ts';
import { placesShown, printValue } from './print.ts';
import { placed } from './raw-facts.ts';
import { readDraft } from './read.ts';

/** Whether a printed value is what was expected: the same text, or the same number written otherwise (`1,234.5`, `10%`). */
function agrees(printed: string, expected: string): boolean {
  if (printed === expected) return true;
  const [found, wanted] = [printed, expected].map((text) => attempt(() => parseRate(text.replaceAll(',', ''), '')).value);
  return found !== undefined && wanted !== undefined && equal(found, wanted);
}

/** How a policy is run on the facts and decisions of an example; throws what `evaluate` throws. */
export type Evaluate = (policy: Policy, facts: RawFacts, decisions: RawDecisions) => Evaluation;

class ExampleRun {
  readonly faults: Fault[] = [];
  private readonly policy: Policy;
  private readonly example: Example;
  private readonly evaluate: Evaluate;

  constructor(policy: Policy, example: Example, evaluate: Evaluate) {
    this.policy = policy;
    this.example = example;
    this.evaluate = evaluate;
  }

  private fault(code: Fault['code'], place: Place, values: Fault['values']): void {
    this.faults.push(faultAt(code, place, { it: this.example.it, ...values }));
  }

  run(): Fault[] {
    const { facts, decisions, refuses } = this.example;
    const { value: evaluation, faults } = attempt(() => this.evaluate(this.policy, facts, decisions));
    if (faults) this.refused(faults);
    else if (refuses) this.fault('EXAMPLE_NOT_REFUSED', this.example.place, { code: refuses.code, field: refuses.at });
    else {
      this.amounts(evaluation);
      this.checks(evaluation);
      this.benefits(evaluation);
    }
    return this.faults;
  }

  /** The facts were refused: as expected, or each refusal is a fault where the value stands. */
  private refused(found: readonly Fault[]): void {
    const { refuses, place, places } = this.example;
    if (refuses && found.some(({ at, code }) => at === refuses.at && code === refuses.code)) return;
    const here = found.map((fault) => ({ ...fault, line: place.line, column: place.column }));
    const located = placed(here, places);
    for (const fault of located) {
      const reason = { zh: say(fault, 'zh'), en: say(fault, 'en') };
      const values = { it: this.example.it, field: fault.at, code: fault.code, reason };
      this.faults.push({ code: 'EXAMPLE_REFUSED', at: place.path, values, line: fault.line, column: fault.column, severity: 'error' });
    }
  }

  private amounts({ amounts }: Evaluation): void {
    const shown = placesShown(this.policy);
    for (const [name, expected] of this.example.gives) {
      const amount = amounts.get(name);
      const place = expected instanceof Map ? [...expected.values()][0]?.place ?? this.example.place : expected.place;
      if (!amount) {
        this.fault('EXAMPLE_NAME_UNKNOWN', place, { found: name, suggestion: suggestion(name, amounts.keys()) });
      } else if (amount.is === 'scalar' || !(expected instanceof Map)) {
        if (amount.is === 'scalar' && !(expected instanceof Map)) this.compare(name, printValue(amount.value, amount.type, shown.get(name)), expected);
        else this.fault('EXAMPLE_SHAPE', place, { name });
      } else {
        const rows = new Map(amount.rows.map(({ key, value }) => [key, printValue(value, amount.type, shown.get(name))]));
        for (const [key, each] of expected) {
          const printed = rows.get(key);
          if (printed === undefined) this.fault('EXAMPLE_ROW_UNKNOWN', each.place, { name, key, suggestion: suggestion(key, rows.keys()) });
          else this.compare(`${name}.${key}`, printed, each);
        }
      }
    }
  }

  private compare(name: string, printed: string, { value, place }: Expected): void {
    if (!agrees(printed, value)) this.fault('EXAMPLE_DIFFERS', place, { name, expected: value, found: printed });
  }

  private checks({ checks }: Evaluation): void {
    const expected = new Map(this.example.blocks.map(({ value, place }) => [value, place]));
    for (const [id, place] of expected) {
      if (!checks.some((check) => check.id === id)) {
        this.fault('EXAMPLE_CHECK_UNKNOWN', place, { found: id, suggestion: suggestion(id, checks.map((check) => check.id)) });
      }
    }
    for (const { id, ok, rows, says } of checks) {
      const place = expected.get(id);
      if (ok && place) this.fault('EXAMPLE_CHECK_PASSES', place, { check: id });
      if (!ok && !place) this.fault('EXAMPLE_CHECK_FAILS', this.example.place, { check: id, rows: rows.join(', '), says });
    }
  }

  /** Of every stay of the example the payers add up to the bill, and nobody pays less than nothing. */
  private benefits(evaluation: Evaluation): void {
    for (const { benefit: { place }, row } of unbalanced(this.policy, evaluation)) {
      if (row.is === 'negative') this.fault('BENEFIT_PART_NEGATIVE', place, { row: row.key, payer: payerWords[row.share.payer], paid: formatMoney(row.share.paid) });
      else this.fault('BENEFIT_NOT_WHOLE', place, { row: row.key, bill: formatMoney(row.bill), paid: formatMoney(row.paid), difference: formatMoney(row.paid - row.bill) });
    }
  }
}

/** Everything in which an example does not come out as it says, under one way of running the policy. */
export function exampleFaults(policy: Policy, example: Example, run: Evaluate = evaluate): Fault[] {
  return new ExampleRun(policy, example, run).run();
}

/** By place, each fault once. */
function inOrder(faults: readonly Fault[]): Fault[] {
  const once = new Map(faults.map((fault) => [[fault.line, fault.column, fault.at, say(fault, 'en')].join('|'), fault]));
  return [...once.values()].sort((a, b) => (a.line as number) - (b.line as number) || (a.column as number) - (b.column as number));
}

/**
 * Everything that is wrong with a policy, each fault with line, column and sentence: shape, names, types, units, circles,
 * sources, shares, and, once it is otherwise in order, its examples. The policy is given when only warnings remain.
 */
export function checkPolicy(text: string): { policy?: Policy; faults: Fault[] } {
  const { draft, faults: shape } = readDraft(text);
  if (!draft) return { faults: shape };
  const { policy, broken } = draft;
  const faults = [...shape, ...analyse(policy, broken).faults];
  const fails = (fault: Fault): boolean => fault.severity !== 'warning';
  if (!faults.some(fails)) for (const example of policy.examples) faults.push(...exampleFaults(policy, example));
  const told = inOrder(faults);
  return told.some(fails) ? { faults: told } : { policy, faults: told };
}
