/** The journal of a year in the order of posting; a cursor is the id of an entry, which is in that order. */
import { bureaus, requireRole, type Asking } from '../access/asker.ts';
import { refuse } from '../core/refusal.ts';
import { JournalEntry } from '../model/journal.ts';
import { pageOf, rowsToRead, type Page, type PageArgs } from '../model/page.ts';

const cursorForm = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export async function journalOf({ em, asker }: Asking, input: { region: number; year: number; asOf?: Date | null }, page: PageArgs): Promise<Page<JournalEntry>> {
  const { region, year, asOf } = input;
  const { after } = page;
  requireRole(asker, region, bureaus);
  if (after && !cursorForm.test(after)) refuse('CURSOR_UNREADABLE', 'after', { found: after });
  const found = await em.find(JournalEntry, { regionId: region, run: { year }, ...(after ? { id: { $gt: after } } : {}), ...(asOf ? { postedAt: { $lte: asOf } } : {}) }, {
    orderBy: { id: 'asc' }, limit: rowsToRead(page), populate: ['fund'],
  });
  return pageOf(found, page, ({ id }) => id);
}
