/** The journal of a year in the order of posting; a cursor is the id of an entry, which is in that order. */
import { bureaus, requireRole, type Asking } from '../access/asker.ts';
import { refuse } from '../core/refusal.ts';
import { JournalEntry } from '../model/journal.ts';
import type { JournalEntryConnection } from './views.ts';

const limit = 200;
const cursorForm = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export async function journalOf({ em, asker }: Asking, input: { region: number; year: number; first: number; after: string | null; asOf?: Date | null }): Promise<JournalEntryConnection> {
  const { region, year, first, after, asOf } = input;
  requireRole(asker, region, bureaus);
  if (first < 1 || first > limit) refuse('LIMIT_TOO_HIGH', 'first', { allowed: String(limit), found: String(first) });
  if (after !== null && !cursorForm.test(after)) refuse('CURSOR_UNREADABLE', 'after', { found: after });
  const found = await em.find(JournalEntry, { regionId: region, run: { year }, ...(after ? { id: { $gt: after } } : {}), ...(asOf ? { postedAt: { $lte: asOf } } : {}) }, {
    orderBy: { id: 'asc' }, limit: first + 1, populate: ['fund'],
  });
  const nodes = found.slice(0, first);
  return {
    edges: nodes.map((node) => ({ cursor: node.id, node })),
    pageInfo: { hasNextPage: found.length > first, endCursor: nodes.at(-1)?.id ?? null },
  };
}
