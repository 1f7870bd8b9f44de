/** Whose line of a run is confirmed, and what has been said: opened when the run is handed in, looked at before the last signature. */
import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { v7 } from 'uuid';
import type { Asking } from '../access/asker.ts';
import { dayOf } from '../clock.ts';
import { holdsBack, isOver, lineState, lineTitles, type LineState, type Term } from '../core/confirmation.ts';
import { lastDay } from '../core/period.ts';
import { confirmedAmounts, type ConfirmedBy } from '../core/policy/confirmed-by.ts';
import { refuse, type Words } from '../core/refusal.ts';
import { workingDayAfter } from '../core/working-days.ts';
import { Confirmation, ConfirmationAnswer, ConfirmationCall, ConfirmationLine } from '../model/confirmation.ts';
import { Institution } from '../model/organisation.ts';
import { Run } from '../model/run.ts';
import { calendarsOf } from './calendars.ts';
import { membersOn } from './members.ts';
import { policyOf } from './policies.ts';
import { stageOf } from './preparers.ts';

/** One line of a run with what was said of it. */
export interface Line {
  row: string;
  institution: string;
  said: Confirmation | undefined;
  answer: ConfirmationAnswer | undefined;
  state: LineState;
}

export interface Confirming extends Term {
  workingDays: number;
  handedInOn: string;
  /** By row. */
  lines: Line[];
}

/** The institution that confirms each row: a consortium's head hospital on the last day of the period, or the institution itself. */
async function confirmers(em: EntityManager, run: Run, of: ConfirmedBy['of'], rows: readonly string[]): Promise<Array<{ row: string; institutionId: string }>> {
  const { regionId, period } = run;
  const found = of === 'institution'
    ? (await em.find(Institution, { regionId, code: { $in: [...rows] } })).map(({ id, code }) => [code, id] as const)
    : (await membersOn(em, regionId, period.length === 4 ? `${period}-12-31` : lastDay(period))).filter(({ role }) => role === 'HEAD').map(({ consortiumCode, institution }) => [consortiumCode, institution] as const);
  const known = new Map(found);
  const missing = rows.filter((row) => !known.has(row));
  if (missing.length > 0) refuse('CONFIRMER_MISSING', 'rows', { found: missing.join(', ') });
  return rows.map((row) => ({ row, institutionId: known.get(row)! }));
}

/**
 * Asks for the confirmation of a run that is handed in, where its stage has one: of each row, with the last day for it.
 * Refuses a row for which nobody confirms (CONFIRMER_MISSING) and a year without a calendar (CALENDAR_MISSING).
 */
export async function callForConfirmation({ em, now }: Asking, run: Run): Promise<void> {
  const stage = await stageOf(run);
  const { confirmedBy } = stage;
  if (!confirmedBy) return;
  const { regionId, id: runId } = run;
  const policy = policyOf(await run.policyVersion.loadOrFail());
  const rows = [...new Set(confirmedAmounts(policy, stage, confirmedBy).flatMap((amount) => Object.keys(run.amounts[amount] ?? {})))].toSorted();
  const { workingDays, silence, of } = confirmedBy;
  const handedInOn = dayOf(now);
  const dueOn = workingDayAfter(handedInOn, workingDays, await calendarsOf(em));
  em.create(ConfirmationCall, { regionId, id: v7(), runId, workingDays, silence, handedInOn, dueOn });
  if ((await em.count(ConfirmationLine, { regionId, runId })) === 0) {
    for (const line of await confirmers(em, run, of, rows)) em.create(ConfirmationLine, { regionId, runId, ...line });
  }
  await em.flush();
}

/** How the lines of a run stand on a day; null where nobody confirms. A run that was handed in again has the time of the last hand-in. */
export async function confirmingOf(em: EntityManager, { regionId, id: runId }: Pick<Run, 'regionId' | 'id'>, today: string): Promise<Confirming | null> {
  const [call] = await em.find(ConfirmationCall, { regionId, runId }, { orderBy: { dueOn: 'desc' }, limit: 1 });
  if (!call) return null;
  const { dueOn, silence, workingDays, handedInOn } = call;
  const lines = await em.find(ConfirmationLine, { regionId, runId }, { orderBy: { row: 'asc' } });
  const said = new Map((await em.find(Confirmation, { regionId, runId })).map((each) => [each.row, each]));
  const answers = new Map((await em.find(ConfirmationAnswer, { regionId, runId })).map((each) => [each.row, each]));
  return {
    dueOn, silence, workingDays, handedInOn,
    lines: lines.map(({ row, institutionId: institution }) => {
      const [each, answer] = [said.get(row), answers.get(row)];
      const told = each && { verdict: each.verdict, bySilence: each.accountId === null, upheld: answer?.upheld ?? null };
      return { row, institution, said: each, answer, state: lineState(told, call, today) };
    }),
  };
}

/** Writes down what silence means, once the time is over; nothing before, and nothing twice. */
export async function recordSilence(em: EntityManager, run: Run, now: Date): Promise<void> {
  const confirming = await confirmingOf(em, run, dayOf(now));
  if (!confirming || !isOver(confirming, dayOf(now))) return;
  const { regionId, id: runId, hash: runHash } = run;
  for (const { row, institution: institutionId } of confirming.lines.filter(({ said }) => !said)) {
    em.create(Confirmation, {
      regionId, runId, row, institutionId, runHash, verdict: confirming.silence === 'confirmed' ? 'CONFIRMED' : 'DISPUTED', accountId: null, forId: null, reason: '', at: now,
    });
  }
  await em.flush();
}

/** Does so for every run of a region that is open for confirmation. */
export async function recordSilences(em: EntityManager, region: number, now: Date): Promise<void> {
  const calls = await em.find(ConfirmationCall, { regionId: region, dueOn: { $lt: dayOf(now) } });
  const open = await em.find(Run, { regionId: region, id: { $in: calls.map(({ runId }) => runId) }, state: { $in: ['SUBMITTED', 'REVIEWING'] } }, { orderBy: { id: 'asc' }, lockMode: LockMode.PESSIMISTIC_WRITE });
  for (const run of open) await recordSilence(em, run, now);
}

/** Before the last signature: refuses while a line is not confirmed or its dispute not answered, with the list of them (CONFIRMATION_WAITS). */
export async function requireConfirmed({ em, now }: Asking, run: Run): Promise<void> {
  await recordSilence(em, run, now);
  const confirming = await confirmingOf(em, run, dayOf(now));
  const open = confirming?.lines.filter(({ state }) => holdsBack(state)) ?? [];
  if (open.length === 0) return;
  const names = new Map((await em.find(Institution, { regionId: run.regionId, id: { $in: open.map(({ institution }) => institution) } })).map(({ id, name }) => [id, name]));
  const say = (language: keyof Words) => open.map(({ row, institution, state }) => `${names.get(institution)} (${row}): ${lineTitles[state][language]}`).join(language === 'zh' ? '；' : '; ');
  refuse('CONFIRMATION_WAITS', 'run', { missing: { zh: say('zh'), en: say('en') } });
}

/** A run about which a dispute was upheld is not handed in again as it is (DISPUTE_UPHELD). */
export async function requireNotUpheld(em: EntityManager, { regionId, id: runId }: Run): Promise<void> {
  const upheld = await em.find(ConfirmationAnswer, { regionId, runId, upheld: true }, { orderBy: { row: 'asc' } });
  if (upheld.length > 0) refuse('DISPUTE_UPHELD', 'run', { found: upheld.map(({ row }) => row).join(', ') });
}
