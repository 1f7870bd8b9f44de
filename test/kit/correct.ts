/** Verbs of runs on their way, as the tests call them. */
import type { Run } from '../../server/model/run.ts';
import { correctFacts, prepareCorrection, type Correct } from '../../server/run/correct.ts';
import { holdItem, liftItem } from '../../server/run/hold.ts';
import { returnRun, submitRun } from '../../server/run/sign.ts';
import { acceptStale } from '../../server/run/stale.ts';
import { makings } from '../../server/schema.ts';
import type { Login, Place } from './county.ts';
import { signAll } from './year.ts';

type Seen = Pick<Run, 'id' | 'hash'>;
const at = (place: Place, run: Seen) => ({ region: place.region, run: run.id, hash: run.hash });

export const hold = (place: Place, run: Seen, row: string, login: Login = 'insurance', reason = '待核实') => (
  place.as(login, (asking) => holdItem(asking, makings, { ...at(place, run), row, reason })));
export const lift = (place: Place, run: Seen, row: string, login: Login = 'insurance', reason = '已核实') => (
  place.as(login, (asking) => liftItem(asking, makings, { ...at(place, run), row, reason })));
export const giveBack = (place: Place, run: Seen, login: Login, to?: string, note = '数据有误') => (
  place.as(login, (asking) => returnRun(asking, { ...at(place, run), note, ...(to !== undefined && { to }) })));
export const handIn = (place: Place, run: Seen, login: Login = 'health') => place.as(login, (asking) => submitRun(asking, at(place, run)));
export const accept = (place: Place, run: Seen, login: Login, reason = '差额不影响本次') => place.as(login, (asking) => acceptStale(asking, { ...at(place, run), reason }));

export const preparedCorrection = (place: Place, run: Seen, changes: Partial<Correct> = {}, login: Login = 'health', now?: Date) => (
  place.as(login, (asking) => prepareCorrection(asking, makings, { region: place.region, run: run.id, facts: {}, decisions: {}, reason: '数据更正', ...changes }), now));

export async function correctedRun(place: Place, run: Seen, changes: Partial<Correct> = {}, login: Login = 'health', now?: Date): Promise<Run> {
  const made = await preparedCorrection(place, run, changes, login, now);
  await signAll(place, made, now);
  return made;
}

export const lateFacts = (place: Place, run: Seen, facts: Correct['facts'], login: Login = 'health', reason = '迟到的数据', now?: Date) => (
  place.as(login, (asking) => correctFacts(asking, makings, { region: place.region, run: run.id, facts, reason }), now));
