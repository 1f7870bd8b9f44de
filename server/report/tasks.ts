/** What waits for the asker: signatures, publications, transfers, and years that have no budget or settlement yet. */
import { grantsIn, hasRole, seesInstitution, standing, type Asking } from '../access/asker.ts';
import { dayOf } from '../clock.ts';
import { Budget } from '../model/budget.ts';
import { stageId } from '../core/run-text.ts';
import { PayObjection, PayRun, PayTotal } from '../model/pay.ts';
import { Approval, Run } from '../model/run.ts';
import { allocationLines, type AllocationLine } from '../run/allocation-lines.ts';
import { yearBegins } from '../run/dated.ts';
import { confirmingOf } from '../run/confirmation.ts';
import { membersOn } from '../run/members.ts';
import { policyOf } from '../run/policies.ts';
import { preparersAt, stageOf } from '../run/preparers.ts';
import { signable } from '../run/in-place-of.ts';
import { waitingSteps } from '../run/sign.ts';
import { stageTitleOf } from '../run/titles.ts';
import type { Task } from './views.ts';

const pages: Record<string, (run: Run, payRun: PayRun | undefined) => string> = {
  BUDGET: () => '/budget',
  SETTLEMENT: () => '/settlement',
  PAY_TOTAL: (run) => `/pay/${run.institution?.id}/total`,
  BASIC_PAY: (_, payRun) => `/pay/runs/${payRun?.id}`,
  INCENTIVE_PAY: (_, payRun) => `/pay/runs/${payRun?.id}`,
  PAY_OUT: payOutPage,
  PAY_RETURN: payOutPage,
};

function payOutPage({ institution, period }: Run): string {
  return `/payout/${institution?.id}?month=${period}`;
}

/** Runs of the asker's region and year that still need something. */
async function openRuns({ em }: Asking, region: number, year: number): Promise<{ runs: Run[]; payRuns: Map<string, PayRun> }> {
  const runs = await em.find(Run, { regionId: region, year, state: { $in: ['SUBMITTED', 'REVIEWING', 'APPROVED'] } }, { populate: ['institution', 'policyVersion'], orderBy: { preparedAt: 'asc' } });
  const payRuns = await em.find(PayRun, { regionId: region, run: { id: { $in: runs.map((run) => run.id) } } });
  return { runs, payRuns: new Map(payRuns.map((payRun) => [payRun.run.id, payRun])) };
}

function pageOf(run: Run): string {
  return `/stages/${stageId(run.stage)}/${run.period}`;
}

async function taskOf(run: Run, payRun: PayRun | undefined, what: Task['title']): Promise<Task> {
  const whose = run.institution?.getEntity().name;
  const stage = await stageTitleOf(run);
  return {
    id: `${run.id}/${what.en}`,
    title: { zh: `${what.zh}：${stage.zh} ${run.period}`, en: `${what.en}: ${stage.en} ${run.period}` },
    detail: { zh: whose ?? '', en: whose ?? '' },
    path: (pages[run.stage] ?? pageOf)(run, payRun),
    urgent: true,
  };
}

/** Whether a line of it has to be published first and stands in no notice yet. */
async function toPublish({ em }: Asking, run: Run, { regionId, id }: PayRun): Promise<boolean> {
  if (!policyOf(run.policyVersion.getEntity()).stages.get(stageId(run.stage))?.published) return false;
  const missing = await em.execute<unknown[]>('select from published_lines(?, ?) where closes_on is null limit 1', [regionId, id]);
  return missing.length > 0;
}

async function runTasks(asking: Asking, region: number, year: number): Promise<Task[]> {
  const { em, asker } = asking;
  const { runs, payRuns } = await openRuns(asking, region, year);
  const approvals = await em.find(Approval, { regionId: region, run: { id: { $in: runs.map((run) => run.id) } } });
  const waiting = await Promise.all(runs.map(async (run): Promise<Task[]> => {
    const payRun = payRuns.get(run.id);
    const signed = approvals.filter((approval) => approval.run.id === run.id);
    if (run.state !== 'APPROVED') {
      return signable(asker, run, signed, waitingSteps(run, signed)).length > 0 ? [await taskOf(run, payRun, { zh: '待您审批', en: 'Waits for your signature' })] : [];
    }
    if (!payRun) return [];
    if (await toPublish(asking, run, payRun)) return hasRole(asker, region, ['HEALTH_BUREAU']) ? [await taskOf(run, payRun, { zh: '待公示', en: 'To be published' })] : [];
    return hasRole(asker, region, ['FINANCE_BUREAU']) ? [await taskOf(run, payRun, { zh: '待发放', en: 'To be paid' })] : [];
  }));
  return waiting.flat();
}

/** Lines that the head of an institution has to confirm, and disputes that the preparing office has to answer. */
async function confirmationTasks(asking: Asking, region: number, year: number): Promise<Task[]> {
  const { em, asker, now } = asking;
  const { runs } = await openRuns(asking, region, year);
  const found = await Promise.all(runs.map(async (run): Promise<Task[]> => {
    const confirming = await confirmingOf(em, run, dayOf(now));
    if (!confirming) return [];
    const [task, { dueOn }] = [await taskOf(run, undefined, { zh: '请确认', en: 'Please confirm' }), confirming];
    const due = { zh: `${dueOn} 前`, en: `by ${dueOn}` };
    const mine = confirming.lines.filter(({ state, institution }) => state === 'WAITING' && standing(asker, region, ['HOSPITAL_HEAD'], institution));
    const own = mine.map(({ row }): Task => ({ ...task, id: `${task.id}/${row}`, detail: { zh: `${row} · ${due.zh}`, en: `${row} · ${due.en}` }, path: `/confirmations/${run.id}/${encodeURIComponent(row)}` }));
    const disputed = confirming.lines.filter(({ state }) => state === 'DISPUTED' || state === 'DISPUTED_BY_SILENCE');
    if (disputed.length === 0 || !hasRole(asker, region, preparersAt(await stageOf(run)))) return own;
    const rows = disputed.map(({ row }) => row).join(', ');
    return [...own, { ...await taskOf(run, undefined, { zh: '请答复异议', en: 'Disputes to answer' }), detail: { zh: rows, en: rows } }];
  }));
  return found.flat();
}

/** Objections that the asker's office rules on, by distribution. */
async function objectionTasks({ em, asker }: Asking, region: number, year: number): Promise<Task[]> {
  const open = await em.execute<Array<{ id: string }>>(`select o.id from pay_objection o where o.region_id = ?
    and not exists (select from pay_objection_ruling u where u.region_id = o.region_id and u.objection_id = o.id)`, [region]);
  const found = await em.find(PayObjection, { regionId: region, id: { $in: open.map(({ id }) => id) }, payRun: { year } }, { populate: ['notice', 'payRun', 'payRun.run', 'payRun.institution'], orderBy: { id: 'asc' } });
  const mine = found.filter(({ notice, payRun }) => hasRole(asker, region, [notice.getEntity().ruledBy]) && payRun.getEntity().run.getEntity().preparedById !== asker.id);
  return Promise.all([...Map.groupBy(mine, ({ notice }) => notice.id)].map(async ([notice, [first]]): Promise<Task> => (
    { ...await taskOf(first!.payRun.getEntity().run.getEntity(), undefined, { zh: '请复核公示异议', en: 'Objections to rule on' }), id: `objections/${notice}`, path: `/notices/${notice}` })));
}

async function yearTasks({ em, asker }: Asking, region: number, year: number): Promise<Task[]> {
  if (!hasRole(asker, region, ['HEALTH_BUREAU'])) return [];
  const open = await em.find(Run, { regionId: region, year, stage: { $in: ['BUDGET', 'SETTLEMENT'] }, state: { $ne: 'RETURNED' } });
  const has = (stage: Run['stage']) => open.some((run) => run.stage === stage);
  if ((await membersOn(em, region, yearBegins(year))).length === 0) return [];
  const detail = { zh: `${year} 年`, en: `Year ${year}` };
  if (!has('BUDGET')) return [{ id: 'budget', title: { zh: '编制总额预算', en: 'Prepare the global budget' }, detail, path: '/budget', urgent: false }];
  const posted = await em.count(Budget, { regionId: region, year, knownUntil: null });
  return posted > 0 && !has('SETTLEMENT') ? [{ id: 'settlement', title: { zh: '编制年终清算', en: 'Prepare the year-end settlement' }, detail, path: '/settlement', urgent: false }] : [];
}

async function payTasks({ em, asker }: Asking, region: number, year: number): Promise<Task[]> {
  if (!hasRole(asker, region, ['HOSPITAL_HEAD'])) return [];
  const totals = await em.find(PayTotal, { regionId: region, year, knownUntil: null }, { populate: ['institution'] });
  const runs = await em.find(Run, { regionId: region, year, stage: 'INCENTIVE_PAY', state: { $ne: 'RETURNED' } });
  return totals
    .filter((total) => seesInstitution(asker, region, total.institution.id) && !runs.some((run) => run.institution?.id === total.institution.id))
    .map((total) => ({
      id: `pay/${total.id}`, title: { zh: '分配奖励性绩效工资', en: 'Distribute the incentive share' }, detail: { zh: total.institution.getEntity().name, en: total.institution.getEntity().name },
      path: `/pay/${total.institution.id}`, urgent: false,
    }));
}

/** Pools that the head of a department has to divide, and those that all have divided and the head of the institution takes in. */
async function allocationTasks(asking: Asking, region: number, year: number): Promise<Task[]> {
  const { asker } = asking;
  if (!hasRole(asker, region, ['DEPARTMENT_HEAD', 'HOSPITAL_HEAD'])) return [];
  const lines = (await allocationLines(asking, region, year)).filter(({ open }) => open);
  const isDone = ({ state }: AllocationLine) => state === 'HANDED_IN' || state === 'SET';
  const own = lines.filter((line) => !isDone(line) && asker.grants.some(({ role, region: where, department }) => role === 'DEPARTMENT_HEAD' && where === region && department === line.department));
  const mine = own.map((line): Task => {
    const { institution, institutionName, department, departmentName, period, decision } = line;
    const [path, detail] = [`/second-allocation/${institution}/${department}/${period}/${decision}`, `${institutionName} · ${departmentName}`];
    return { id: path, title: { zh: `请分配：${line.title.zh} ${period}`, en: `Please divide: ${line.title.en} ${period}` }, detail: { zh: detail, en: detail }, path, urgent: true };
  });
  const above = Map.groupBy(lines.filter(({ hash }) => hash !== null), ({ institutionName, period }) => `${institutionName} ${period}`);
  const whole = [...above].filter(([, each]) => each.every(isDone)).map(([detail]): Task => ({
    id: `taken/${detail}`, title: { zh: '科室已全部上报二次分配', en: 'All departments have handed in' }, detail: { zh: detail, en: detail }, path: '/second-allocation', urgent: true,
  }));
  return [...mine, ...whole];
}

/** Of one year; what blocks others comes first. */
export async function tasks(asking: Asking, region: number, year: number): Promise<Task[]> {
  grantsIn(asking.asker, region);
  return [
    ...(await runTasks(asking, region, year)), ...(await confirmationTasks(asking, region, year)), ...(await objectionTasks(asking, region, year)),
    ...(await allocationTasks(asking, region, year)), ...(await yearTasks(asking, region, year)), ...(await payTasks(asking, region, year)),
  ];
}
