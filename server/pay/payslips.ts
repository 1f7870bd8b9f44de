/** A person's own payslips: what has been paid, month by month. */
import { ownPeople, type Asking } from '../access/asker.ts';
import { amountTitle } from '../core/policy/titles.ts';
import { sumMoney } from '../core/money.ts';
import { Person } from '../model/people.ts';
import { PayLine, PayRun } from '../model/pay.ts';
import { policyOf } from '../run/policies.ts';
import type { Payslip, PayslipLine } from './pay-views.ts';

async function slipLines(person: Person, payRun: PayRun, lines: readonly PayLine[]): Promise<PayslipLine[]> {
  const run = payRun.run.getEntity();
  const policy = policyOf(await run.policyVersion.loadOrFail());
  return lines.filter((line) => line.payRunId === payRun.id).map((line) => (
    { item: line.step, itemTitle: amountTitle(policy, line.step), amount: line.amount, payRun: payRun.id, run: run.id, step: line.step, row: person.code }));
}

/** The asker's own payslips, the newest month first; of one year, and as they were paid at an instant, when these are given. */
export async function payslips({ em, asker }: Asking, region: number, year: number | null, asOf: Date | null = null): Promise<Payslip[]> {
  const people = await em.find(Person, { regionId: region, id: { $in: ownPeople(asker, region) } });
  const slips: Payslip[] = [];
  for (const person of people) {
    const lines = await em.find(PayLine, { regionId: region, personId: person.id }, { orderBy: { step: 'asc' } });
    const runs = await em.find(PayRun, {
      regionId: region, id: { $in: lines.map((line) => line.payRunId) }, paidAt: asOf ? { $lte: asOf } : { $ne: null }, ...(year === null ? {} : { year }),
    }, { populate: ['run'], orderBy: [{ period: 'desc' }, { kind: 'asc' }] });
    for (const period of new Set(runs.map((run) => run.period))) {
      const paid = runs.filter((run) => run.period === period);
      const items = (await Promise.all(paid.map((payRun) => slipLines(person, payRun, lines)))).flat();
      const paidAt = new Date(Math.max(...paid.map((payRun) => payRun.paidAt!.getTime())));
      slips.push({ person, period, total: sumMoney(items.map(({ amount }) => amount)), paidAt, lines: items });
    }
  }
  return slips;
}
