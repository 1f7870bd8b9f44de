/** The distributions of a year in pages: the latest month first, then by institution and kind. */
import type { Asking } from '../access/asker.ts';
import { PayRun } from '../model/pay.ts';
import { pageOf, printPlace, readPlace, rowsToRead, type Page, type PageArgs } from '../model/page.ts';

const placeOf = ({ period, institution, kind, id }: PayRun): string[] => [period, institution.getEntity().code, kind, id];

function later(after: string[] | null): object {
  if (after === null) return {};
  const [period, code, kind, id] = after;
  const institution = { code };
  return {
    $or: [
      { period: { $lt: period } }, { period, institution: { code: { $gt: code } } }, { period, institution, kind: { $gt: kind } }, { period, institution, kind, id: { $gt: id } },
    ],
  };
}

export async function payRunsAfter({ em }: Asking, where: object, page: PageArgs): Promise<Page<PayRun>> {
  const found = await em.find(PayRun, { $and: [where, later(readPlace(page.after, 4))] }, {
    populate: ['institution', 'run'], orderBy: [{ period: 'desc' }, { institution: { code: 'asc' } }, { kind: 'asc' }, { id: 'asc' }], limit: rowsToRead(page),
  });
  return pageOf(found, page, (payRun) => printPlace(placeOf(payRun)));
}
