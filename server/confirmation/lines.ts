/** Confirmation as it is shown: to the offices whole, to the head of an institution its own line alone. */
import type { EntityManager } from '@mikro-orm/postgresql';
import { hasRole, seesInstitution, standing, type Asker } from '../access/asker.ts';
import type { Context } from '../access/context.ts';
import { look } from '../access/context.ts';
import { dayOf } from '../clock.ts';
import { lineTitles } from '../core/confirmation.ts';
import { unitWords } from '../core/feel/unit.ts';
import { compilePolicy } from '../core/policy/compiled.ts';
import { amountsOf as amountsOfStep, homeOf } from '../core/policy/rules/rules.ts';
import { refuse } from '../core/refusal.ts';
import { stageId } from '../core/run-text.ts';
import { Institution } from '../model/organisation.ts';
import { Run } from '../model/run.ts';
import { confirmingOf, type Line } from '../run/confirmation.ts';
import { policyOf } from '../run/policies.ts';
import { preparersAt, stageOf } from '../run/preparers.ts';
import { relevantTo } from '../run/scope.ts';
import { stageTitleOf } from '../run/titles.ts';
import type { ConfirmingView, LineAmount, LineView, OwnLine } from './views.ts';

const isOpen = ({ state }: Run): boolean => state === 'SUBMITTED' || state === 'REVIEWING';

async function answers(asker: Asker, run: Run): Promise<boolean> {
  return isOpen(run) && hasRole(asker, run.regionId, preparersAt(await stageOf(run)));
}

async function shown(context: Context, run: Run, line: Line, institution: Institution): Promise<LineView> {
  const { asker } = look(context, run.regionId);
  const { row, state, said, answer } = line;
  const name = (id: string | null | undefined) => (id ? context.accountNames.load(id) : null);
  return {
    row, institution, state, stateTitle: lineTitles[state], by: await name(said?.accountId), onBehalfOf: await name(said?.forId), at: said?.at ?? null, reason: said?.reason ?? '',
    answer: answer?.reason ?? null, answeredBy: await name(answer?.accountId),
    mine: isOpen(run) && state === 'WAITING' && standing(asker, run.regionId, ['HOSPITAL_HEAD'], line.institution) !== undefined,
    answerable: (state === 'DISPUTED' || state === 'DISPUTED_BY_SILENCE') && await answers(asker, run),
  };
}

async function namesOf(em: EntityManager, region: number, lines: readonly Line[]): Promise<Map<string, Institution>> {
  const found = await em.find(Institution, { regionId: region, id: { $in: lines.map(({ institution }) => institution) } });
  return new Map(found.map((each) => [each.id, each]));
}

/** Null where nobody confirms the run. */
export async function confirmingView(context: Context, run: Run): Promise<ConfirmingView | null> {
  const { em, asker, now } = look(context, run.regionId);
  const confirming = await confirmingOf(em, run, dayOf(now));
  if (!confirming) return null;
  const lines = confirming.lines.filter(({ institution }) => seesInstitution(asker, run.regionId, institution));
  const names = await namesOf(em, run.regionId, lines);
  const { workingDays, handedInOn, dueOn, silence } = confirming;
  return { workingDays, handedInOn, dueOn, silenceConfirms: silence === 'confirmed', lines: await Promise.all(lines.map((line) => shown(context, run, line, names.get(line.institution)!))) };
}

/** The amounts of one row that the stage rests on, in the policy's order. */
async function amountsOf(run: Run, row: string): Promise<LineAmount[]> {
  const policy = policyOf(await run.policyVersion.loadOrFail());
  const { symbols } = compilePolicy(policy);
  const { amounts } = relevantTo(policy, stageId(run.stage));
  const moved = new Set((await stageOf(run)).moves.map(({ amount }) => amount));
  return policy.steps.flatMap((step) => amountsOfStep(step).flatMap(({ id, title }): LineAmount[] => {
    const amount = run.amounts[id];
    const value = typeof amount === 'object' ? amount[row] : undefined;
    if (value === undefined || !amounts.has(id)) return [];
    const type = symbols.find(id, homeOf(step, id))?.name.type;
    return [{ step: id, title, value, unit: type?.is === 'number' && Object.keys(type.unit).length > 0 ? unitWords(type.unit) : { zh: '', en: '' }, moved: moved.has(id) }];
  }));
}

/** One line with its own amounts; a line of another institution is as if it did not exist (NOT_FOUND). */
export async function ownLine(context: Context, region: number, id: string, row: string): Promise<OwnLine> {
  const { em, asker, now } = look(context, region);
  const run = await em.findOne(Run, { regionId: region, id });
  const confirming = run && await confirmingOf(em, run, dayOf(now));
  const line = confirming?.lines.find((each) => each.row === row);
  if (!run || !confirming || !line || !seesInstitution(asker, region, line.institution)) return refuse('NOT_FOUND', 'row', { what: { zh: '待确认的项目', en: 'line to confirm' }, found: row });
  const names = await namesOf(em, region, [line]);
  const { dueOn, workingDays, silence } = confirming;
  return {
    run: run.id, hash: run.hash, stageTitle: await stageTitleOf(run), period: run.period, policyTitle: policyOf(await run.policyVersion.loadOrFail()).title, dueOn, workingDays,
    silenceConfirms: silence === 'confirmed', line: await shown(context, run, line, names.get(line.institution)!), amounts: await amountsOf(run, row),
  };
}
