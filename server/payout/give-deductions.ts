/** Deductions given by form or program: of people of an institution and month, all of them or none. */
import type { Asking } from '../access/asker.ts';
import { parseNonNegativeMoney } from '../core/money.ts';
import { parseMonth } from '../core/period.ts';
import { itemKinds, type DeductionItem } from '../core/payout/items.ts';
import { Refusal, refuse, type Fault } from '../core/refusal.ts';
import { deductionKey, employedIn, isEmployed, recordDeductions, recordedDeductions, type NewDeduction } from '../run/deductions.ts';
import type { OfMonth } from './prepare-pay-out.ts';
import { institutionFor, preparers } from './scope.ts';

export interface GivenDeduction {
  /** Staff number. */
  person: string;
  item: DeductionItem;
  /** In yuan, as it was typed. */
  amount: string;
}

/** Reads every row, and gives each fault its row and field: unknown people, amounts below 0 or with more than two decimals, what is given twice. */
export async function giveDeductions(asking: Asking, input: OfMonth & { rows: GivenDeduction[]; reason: string }): Promise<void> {
  const { em } = asking;
  const { region, rows } = input;
  const month = parseMonth(input.month, 'month');
  const institution = await institutionFor(asking, input, preparers);
  if (input.reason.trim() === '') refuse('ACT_REASON_MISSING', 'reason');
  const people = new Map((await employedIn(em, region, [institution.id])).map((person) => [person.code, person]));
  const example = [...people.values()][0];
  const faults: Fault[] = [];
  const given = new Map<string, NewDeduction>();
  rows.forEach(({ person: code, item, amount }, index) => {
    const at = (field: string) => `rows[${index}].${field}`;
    const person = people.get(code);
    if (!person) {
      faults.push({ code: 'CELL_UNKNOWN', at: at('person'), values: { found: code, what: { zh: '人员', en: 'person' }, example: example ? `${example.code} (${example.name})` : '—' } });
      return;
    }
    const whose = `${person.code} ${person.name}`;
    if (!isEmployed(person, month)) faults.push({ code: 'DEDUCTION_NOT_HERE', at: at('person'), values: { found: whose, month } });
    try {
      const made: NewDeduction = { person: person.id, month, item, amount: parseNonNegativeMoney(amount, at('amount')) };
      if (given.has(deductionKey(made))) faults.push({ code: 'DEDUCTION_TWICE', at: at('item'), values: { person: whose, month, item: itemKinds[item].title } });
      given.set(deductionKey(made), made);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      faults.push(...error.faults);
    }
  });
  if (faults.length > 0) throw new Refusal(faults);
  const known = await recordedDeductions(em, region, [month]);
  const changed = [...given.values()].filter((each) => known.get(deductionKey(each)) !== String(each.amount));
  if (changed.length === 0) refuse('IMPORT_NOTHING_NEW', 'rows');
  await recordDeductions(asking, region, changed, input.reason.trim());
}
