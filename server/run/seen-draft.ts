/** Two who work on one thing: what somebody prepares takes the place only of what they have seen. */
import type { Asking } from '../access/asker.ts';
import { minuteOf } from '../clock.ts';
import { stateTitles } from '../core/approval.ts';
import { refuse } from '../core/refusal.ts';
import { Account } from '../model/account.ts';
import type { Run } from '../model/run.ts';

/**
 * `seen` is the hash of the run that the draft showed, '' for none; nothing is asked where it is left out.
 * Refuses when another was prepared since, and says by whom and when (DRAFT_MOVED_ON).
 */
export async function requireSeenDraft({ em }: Asking, current: Run | null, seen: string | undefined): Promise<void> {
  if (seen === undefined || !current || current.hash === seen) return;
  const { name } = await em.findOneOrFail(Account, { id: current.preparedById });
  refuse('DRAFT_MOVED_ON', 'seen', { by: name, at: minuteOf(current.preparedAt), state: stateTitles[current.state] });
}
