/** The lines of one distribution in pages: by the codes of people, and of one person by item. */
import type { Asking } from '../access/asker.ts';
import { lastDay } from '../core/period.ts';
import type { Policy } from '../core/policy/policy.ts';
import { amountTitle } from '../core/policy/titles.ts';
import { pageOf, printPlace, readPlace, rowsToRead, type Page, type PageArgs } from '../model/page.ts';
import { Person } from '../model/people.ts';
import type { PayRun } from '../model/pay.ts';
import type { PayLineView } from './pay-views.ts';

interface Row {
  person: string;
  step: string;
  amount: string;
}

/** Codes are compared by code point, whatever the order of the database's own language. */
const linesSql = `select l.person_id as person, l.step, l.amount from pay_line l join person p on p.region_id = l.region_id and p.id = l.person_id
  where l.region_id = ? and l.pay_run_id = ? and (p.code collate "C", l.step collate "C") > (?, ?) order by p.code collate "C", l.step collate "C" limit ?`;

/** People are shown as on the last day of the distribution's period. */
export async function payLinesAfter({ em }: Asking, { regionId, id, period }: PayRun, policy: Policy, page: PageArgs): Promise<Page<PayLineView>> {
  const [code = '', item = ''] = readPlace(page.after, 2) ?? [];
  const rows = await em.execute<Row[]>(linesSql, [regionId, id, code, item, rowsToRead(page)]);
  const people = new Map((await em.find(Person, { regionId, id: { $in: [...new Set(rows.map(({ person }) => person))] } })).map((person) => [person.id, Object.assign(person, { shownOn: lastDay(period) })]));
  const lines = rows.map(({ person, step, amount }) => ({ person: people.get(person) as Person, item: step, itemTitle: amountTitle(policy, step), amount: BigInt(amount) }));
  return pageOf(lines, page, (line) => printPlace([line.person.code, line.item]));
}
