/** The imports of a region, the newest first, page by page; and those of one file. */
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Asker } from '../access/asker.ts';
import { Import } from '../model/intake.ts';
import { pageOf, printPlace, readPlace, rowsToRead, type Page, type PageArgs } from '../model/page.ts';
import { seenImports } from './find.ts';

export async function pastImports(em: EntityManager, asker: Asker, region: number, page: PageArgs): Promise<Page<Import>> {
  const place = readPlace(page.after, 2);
  const [at, id] = place ?? [];
  const after = place ? { $or: [{ startedAt: { $lt: new Date(at as string) } }, { startedAt: new Date(at as string), id: { $lt: id as string } }] } : {};
  const found = await em.find(Import, { $and: [{ regionId: region }, seenImports(asker, region), after] }, { populate: ['file'], orderBy: { startedAt: 'desc', id: 'desc' }, limit: rowsToRead(page) });
  return pageOf(found, page, (imported) => printPlace([imported.startedAt.toISOString(), imported.id]));
}

/** The last finished import of the same file into the same target, before this one. */
export function doneBefore(em: EntityManager, { regionId, id, target, file }: Import): Promise<Import | null> {
  return em.findOne(Import, { regionId, target, file, state: 'DONE', id: { $ne: id } }, { populate: ['file'], orderBy: { finishedAt: 'desc' } });
}
