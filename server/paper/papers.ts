/** Issued papers, and who may see them. */
import type { EntityManager } from '@mikro-orm/postgresql';
import { bureaus, grantsIn, hasRole, institutionsOf, type Asking } from '../access/asker.ts';
import { dayOf } from '../clock.ts';
import { refuse } from '../core/refusal.ts';
import { pageOf, readPlace, rowsToRead, printPlace, type Page, type PageArgs } from '../model/page.ts';
import { Paper, PaperVoid } from '../model/paper.ts';
import type { Run } from '../model/run.ts';
import { accountBook } from '../run/accounts.ts';
import { membersOn } from '../run/members.ts';
import { runSeen } from '../run/sees.ts';
import type { WishedPaper } from './issue-paper.ts';
import { entryOf, movesOf, recipientsOf, type Recipient } from './moves.ts';

/** The paper that stands for the same thing: not one that is void. */
export async function standingPaper(em: EntityManager, run: Run, { kind, recipient }: WishedPaper): Promise<Paper | undefined> {
  const found = await em.find(Paper, { regionId: run.regionId, run: { id: run.id }, kind, recipient });
  const voids = await em.find(PaperVoid, { regionId: run.regionId, paperId: { $in: found.map(({ id }) => id) } });
  return found.find(({ id }) => !voids.some(({ paperId }) => paperId === id));
}

/** The recipients whose papers the asker sees: `all` for the bureaus; for a hospital head the own institution, and the consortium that it leads. */
export async function recipientsSeen({ em, asker, now }: Asking, region: number): Promise<'all' | string[]> {
  grantsIn(asker, region);
  if (hasRole(asker, region, bureaus)) return 'all';
  const own = institutionsOf(asker, region, ['HOSPITAL_HEAD']);
  if (own.length === 0) return [];
  const codes = await em.execute<Array<{ code: string }>>('select code from institution where region_id = ? and id = any (string_to_array(?, \',\')::uuid[])', [region, own.join(',')]);
  const led = (await membersOn(em, region, dayOf(now))).filter(({ institution, role }) => role === 'HEAD' && own.includes(institution));
  return [...codes.map(({ code }) => code), ...led.map(({ consortiumCode }) => consortiumCode)];
}

/** A paper that the asker may see, with the file (NOT_FOUND). */
export async function paperSeen(asking: Asking, region: number, id: string): Promise<Paper> {
  const seen = await recipientsSeen(asking, region);
  const paper = await asking.em.findOne(Paper, { regionId: region, id, ...(seen === 'all' ? {} : { recipient: { $in: seen } }) }, { populate: ['content', 'file'] });
  return paper ?? refuse('NOT_FOUND', 'paper', { what: { zh: '公文', en: 'paper' }, found: id });
}

/** The register of papers (文号登记), the newest first; of one year or run where they are named. */
export async function papersOf(asking: Asking, given: { region: number; year: number | null; run: string | null }, page: PageArgs): Promise<Page<Paper>> {
  const { region, year, run } = given;
  const seen = await recipientsSeen(asking, region);
  const place = readPlace(page.after, 1);
  const found = await asking.em.find(Paper, {
    regionId: region, ...(seen === 'all' ? {} : { recipient: { $in: seen } }), ...(year === null ? {} : { year }), ...(run === null ? {} : { run: { id: run } }), ...(place ? { id: { $lt: place[0] as string } } : {}),
  }, { orderBy: { id: 'desc' }, limit: rowsToRead(page) });
  return pageOf(found, page, ({ id }) => printPlace([id]));
}

/** To whom a posted run moved money, for the bureaus to choose from; nobody of a run that is not posted. */
export async function paperRecipients(asking: Asking, region: number, id: string): Promise<Recipient[]> {
  const run = await runSeen(asking, region, id);
  if (run.state !== 'POSTED' || !hasRole(asking.asker, region, bureaus)) return [];
  const entry = await entryOf(asking.em, run);
  return recipientsOf(run, await movesOf(asking.em, entry), await accountBook(asking.em, region, entry.on));
}
