/** Links a posted entry to its region's chain (哈希链). */
import type { EntityManager } from '@mikro-orm/postgresql';
import { entryText, linkAfter, noHash, type ChainedEntry, type ChainEnd } from '../core/chain.ts';
import { sha256 } from '../hash.ts';

/** The head of a region's chain (链头), locked until the transaction ends; made with the region's first entry, of two first ones by one. */
async function lockHead(em: EntityManager, region: number): Promise<ChainEnd> {
  await em.execute('insert into chain_head (region_id, sequence, hash) values (?, 0, ?) on conflict do nothing', [region, noHash]);
  const [head] = await em.execute<ChainEnd[]>('select region_id as region, sequence, hash from chain_head where region_id = ? for update', [region]);
  if (!head) throw new Error(`region ${region} has no chain head after it was made`);
  return head;
}

/** Appends the link of an entry whose lines are all written. The database makes the hashes again and refuses others (FP010). */
export async function appendLink(em: EntityManager, region: number, entry: ChainedEntry): Promise<void> {
  const content = sha256(entryText(entry));
  const link = linkAfter(await lockHead(em, region), content, sha256);
  await em.execute('insert into chain_link (region_id, sequence, entry_id, content, previous, hash) values (?, ?, ?::uuid, ?, ?, ?)',
    [region, link.sequence, entry.id, content, link.previous, link.hash]);
  await em.execute('update chain_head set sequence = ?, hash = ? where region_id = ?', [link.sequence, link.hash, region]);
}
