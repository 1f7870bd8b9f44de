import type { Words } from '../core/refusal.ts';
import type { Run } from '../model/run.ts';
import { stageTitleOf } from './titles.ts';

/** What a run is about, for the audit log: whose, which stage and period, and the beginning of its hash. */
export async function subjectOf(run: Run): Promise<Words> {
  const institution = await run.institution?.loadOrFail();
  const whose = institution ? `${institution.name} ` : '';
  const hash = run.hash.slice(0, 12);
  const title = await stageTitleOf(run);
  return { zh: `${whose}${title.zh} ${run.period} · ${hash}`, en: `${whose}${title.en} ${run.period} · ${hash}` };
}
