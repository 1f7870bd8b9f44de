/** Puts the imports that are at work into the queue again: where a process is at work on one, the second finds that and stops. */
import type { EntityManager } from '@mikro-orm/postgresql';
import { addJob } from '../db/queue.ts';
import { Import } from '../model/intake.ts';

export async function resumeImports(em: EntityManager, region: number): Promise<void> {
  const open = await em.find(Import, { regionId: region, state: { $in: ['CHECKING', 'LOADING'] } });
  for (const { id, state, startedById, confirmedById } of open) {
    await addJob(em, state === 'CHECKING' ? 'check-import' : 'load-import', { region, id, account: confirmedById ?? startedById });
  }
}
