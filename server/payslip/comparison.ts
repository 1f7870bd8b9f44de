/** A month of somebody's pay against the month before. */
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Asking } from '../access/asker.ts';
import { sumMoney, type Money } from '../core/money.ts';
import { causesOf, causeTitles, ownChanges, type Cause, type CellChange } from '../core/payslip/causes.ts';
import { peopleOf } from '../core/payslip/ground.ts';
import { previousMonth } from '../core/period.ts';
import type { Words } from '../core/refusal.ts';
import type { Person } from '../model/people.ts';
import type { PayRun } from '../model/pay.ts';
import { relevantTo } from '../run/scope.ts';
import { stageTitleOf } from '../run/titles.ts';
import { groundOf, ownLines, paidRuns } from './grounds.ts';
import type { PayslipCause, PayslipComparison } from './views.ts';

interface Month {
  /** First distributions, by what they are: kind and institution. */
  firsts: Map<string, PayRun>;
  corrections: PayRun[];
  /** Fen that the person got, by distribution. */
  sums: Map<string, Money>;
}

async function monthOf(em: EntityManager, person: Person, period: string): Promise<Month> {
  const runs = await paidRuns(em, person, period);
  const sums = new Map<string, Money>();
  for (const { payRunId, amount } of await ownLines(em, person, runs)) sums.set(payRunId, (sums.get(payRunId) ?? 0n) + amount);
  const firsts = new Map(runs.filter(({ correction }) => !correction).map((run) => [`${run.kind}/${run.institution.id}`, run]));
  return { firsts, corrections: runs.filter(({ correction }) => correction), sums };
}

interface Told {
  causes: PayslipCause[];
  changes: CellChange[];
}

const made = (cause: Cause, of: Words, amount: Money): PayslipCause => ({ causes: [causeTitles[cause]], of, amount });

/** One distribution that both months have: evaluated from the one to the other. Only what its amounts rest on is told of the own row. */
async function between(em: EntityManager, person: Person, [was, is]: readonly [PayRun, PayRun]): Promise<Told> {
  const [before, now] = [await groundOf(em, was, person), await groundOf(em, is, person)];
  const of = await stageTitleOf(is.run.getEntity());
  const { facts } = relevantTo(now.policy, now.stage);
  const { name } = peopleOf(now);
  return {
    causes: causesOf(before, now, person.code).map(({ causes, amount }) => ({ causes: causes.map((cause) => causeTitles[cause]), of, amount })),
    changes: ownChanges(before, now, person.code).filter(({ column }) => facts.has(`${name}.${column}`)),
  };
}

async function told(em: EntityManager, person: Person, before: Month, now: Month): Promise<Told> {
  const all: Told = { causes: [], changes: [] };
  for (const key of new Set([...before.firsts.keys(), ...now.firsts.keys()])) {
    const [was, is] = [before.firsts.get(key), now.firsts.get(key)];
    if (was && is) {
      const { causes, changes } = await between(em, person, [was, is]);
      all.causes.push(...causes);
      all.changes.push(...changes.filter(({ column }) => !all.changes.some((each) => each.column === column)));
    } else if (is) all.causes.push(made('NEW', await stageTitleOf(is.run.getEntity()), now.sums.get(is.id) ?? 0n));
    else if (was) all.causes.push(made('ENDED', await stageTitleOf(was.run.getEntity()), -(before.sums.get(was.id) ?? 0n)));
  }
  for (const run of now.corrections) all.causes.push(made('CORRECTION', await stageTitleOf(run.run.getEntity()), now.sums.get(run.id) ?? 0n));
  for (const run of before.corrections) {
    const { zh, en } = await stageTitleOf(run.run.getEntity());
    all.causes.push(made('CORRECTION', { zh: `上月${zh}`, en: `${en}, month before` }, -(before.sums.get(run.id) ?? 0n)));
  }
  return all;
}

/** The causes add up to the difference to the fen; those that made nothing are left out. */
export async function comparison({ em }: Asking, person: Person, period: string): Promise<PayslipComparison> {
  const previous = previousMonth(period);
  const [before, now] = [await monthOf(em, person, previous), await monthOf(em, person, period)];
  const { causes, changes } = await told(em, person, before, now);
  const [was, is] = [before, now].map(({ sums }) => sumMoney([...sums.values()])) as [Money, Money];
  return { period, previous, before: was, now: is, difference: is - was, causes: causes.filter(({ amount }) => amount !== 0n), changes };
}
