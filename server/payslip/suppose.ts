/** "What if my score were 95", of a distribution that has been paid: the others' rows are read here and never leave the server. */
import type { Asking } from '../access/asker.ts';
import { sumMoney } from '../core/money.ts';
import { ownDue, peopleOf, type Ground } from '../core/payslip/ground.ts';
import { supposable, suppose } from '../core/payslip/suppose.ts';
import { amountTitle } from '../core/policy/titles.ts';
import { refuse } from '../core/refusal.ts';
import type { Person } from '../model/people.ts';
import { PayRun } from '../model/pay.ts';
import { relevantTo } from '../run/scope.ts';
import { stageTitleOf } from '../run/titles.ts';
import { groundOf, paidRuns } from './grounds.ts';
import type { SupposablePay, SupposedPay } from './views.ts';

/** Only what the amounts of the stage rest on. */
function counted(ground: Ground, person: Person) {
  const { facts } = relevantTo(ground.policy, ground.stage);
  const { name } = peopleOf(ground);
  return supposable(ground, person.code).filter(({ column }) => facts.has(`${name}.${column}`));
}

export async function supposablePay({ em }: Asking, person: Person, period: string): Promise<SupposablePay[]> {
  const firsts = (await paidRuns(em, person, period)).filter(({ correction }) => !correction);
  const all = await Promise.all(firsts.map(async (payRun) => ({ payRun: payRun.id, of: await stageTitleOf(payRun.run.getEntity()), values: counted(await groundOf(em, payRun, person), person) })));
  return all.filter(({ values }) => values.length > 0);
}

/** Of a distribution in which the person has a part (NOT_FOUND), one column that counts there (SUPPOSED_UNKNOWN). */
export async function supposedPay({ em }: Asking, person: Person, { payRun: id, column, value }: { payRun: string; column: string; value: string }): Promise<{ period: string; answer: SupposedPay }> {
  const found = await em.findOne(PayRun, { regionId: person.regionId, id });
  const payRun = found && (await paidRuns(em, person, found.period)).find((each) => each.id === id && !each.correction);
  if (!payRun) return refuse('NOT_FOUND', 'payRun', { what: { zh: '发放批次', en: 'pay run' }, found: id });
  const ground = await groundOf(em, payRun, person);
  const open = counted(ground, person);
  if (!open.some((each) => each.column === column)) refuse('SUPPOSED_UNKNOWN', 'column', { found: column, allowed: open.map((each) => each.column).join(', ') });
  const [was, now] = [ownDue(ground, person.code), suppose(ground, person.code, column, value.trim())].map((due) => new Map(due.map(({ step, amount }) => [step, amount]))) as [Map<string, bigint>, Map<string, bigint>];
  const lines = [...new Set([...was.keys(), ...now.keys()])].map((step) => ({ itemTitle: amountTitle(ground.policy, step), was: was.get(step) ?? 0n, amount: now.get(step) ?? 0n }));
  return { period: payRun.period, answer: { was: sumMoney([...was.values()]), amount: sumMoney([...now.values()]), lines } };
}
