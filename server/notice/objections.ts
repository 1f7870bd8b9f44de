/** Objections as they are shown: to who made them, to the offices and to who runs the institution's pay. */
import { bureaus, grantsIn, hasRole, institutionsOf, requireRole, standing, type Asking } from '../access/asker.ts';
import { look, type Context } from '../access/context.ts';
import { objectionState, objectionTitles, type Course } from '../core/notice/objection.ts';
import { sumMoney } from '../core/money.ts';
import { amountTitle } from '../core/policy/titles.ts';
import { PayObjection, PayObjectionRuling } from '../model/pay.ts';
import { policyOf } from '../run/policies.ts';
import { stageTitleOf } from '../run/titles.ts';
import { shownName } from './sheets.ts';
import type { PayObjectionFileView, PayObjectionView } from './views.ts';

const most = 200;
const parts = ['notice', 'payRun', 'payRun.run', 'payRun.institution', 'person'] as const;

/** Which objections the asker may see: all, those of the institutions whose pay they run, and their own. */
function seen({ asker }: Asking, region: number): object {
  grantsIn(asker, region);
  if (hasRole(asker, region, bureaus)) return {};
  return { $or: [{ accountId: asker.id }, { payRun: { institution: { id: { $in: institutionsOf(asker, region, ['HOSPITAL_HEAD']) } } } }] };
}

/** The newest objections first, at most 200. */
export function objections(asking: Asking, region: number, notice: string | null): Promise<PayObjection[]> {
  return asking.em.find(PayObjection, { $and: [{ regionId: region }, notice === null ? {} : { notice: { id: notice } }, seen(asking, region)] }, { populate: parts, orderBy: { id: 'desc' }, limit: most });
}

export async function objectionSeen(asking: Asking, region: number, id: string): Promise<PayObjection | null> {
  return asking.em.findOne(PayObjection, { $and: [{ regionId: region, id }, seen(asking, region)] }, { populate: parts });
}

/** What later computations of the same thing give the person, after a ruling: the newest first; runs that went back do not count. */
async function later({ em }: Asking, objection: PayObjection, ruling: PayObjectionRuling): Promise<{ now: bigint | null; paid: boolean }> {
  const rows = await em.execute<Array<{ after: boolean; paid: boolean; amount: string }>>(`
    select r.id > ? as after, p.paid_at is not null as paid, (select coalesce(sum(l.amount), 0) from pay_line l
      where l.region_id = p.region_id and l.pay_run_id = p.id and l.person_id = ? and (?::text is null or l.step = ?)) as amount
    from pay_runs_beside(?, ?) p join run r on r.region_id = p.region_id and r.id = p.run_id
    where r.state <> 'RETURNED' and not (? = any (r.held))`,
    [ruling.id, objection.person.id, objection.step, objection.step, objection.regionId, objection.payRun.id, objection.person.getEntity().code]);
  const anew = rows.filter(({ after }) => after);
  return { now: anew.length > 0 ? sumMoney(rows.map(({ amount }) => BigInt(amount))) : null, paid: anew.some(({ paid }) => paid) };
}

async function objectedOf({ em }: Asking, { regionId, payRun, person, step }: PayObjection): Promise<bigint> {
  const [row] = await em.execute<[{ amount: string }]>(
    'select coalesce(sum(amount), 0) as amount from pay_line where region_id = ? and pay_run_id = ? and person_id = ? and (?::text is null or step = ?)', [regionId, payRun.id, person.id, step, step]);
  return BigInt(row.amount);
}

function filesOf({ em }: Asking, { regionId, id }: PayObjection): Promise<PayObjectionFileView[]> {
  return em.execute<PayObjectionFileView[]>('select id, name, size from pay_objection_file where region_id = ? and objection_id = ? order by id', [regionId, id]);
}

function mayRule({ asker }: Asking, objection: PayObjection): boolean {
  const run = objection.payRun.getEntity().run.getEntity();
  const grant = standing(asker, objection.regionId, [objection.notice.getEntity().ruledBy]);
  return grant !== undefined && ![run.preparedById, run.preparedForId, objection.accountId].some((each) => each === asker.id || (each !== null && each === grant.actsFor));
}

/** One objection with what has come of it. */
export async function objectionView(context: Context, objection: PayObjection): Promise<PayObjectionView> {
  const asking = look(context, objection.regionId);
  const [notice, payRun, person] = [objection.notice.getEntity(), objection.payRun.getEntity(), objection.person.getEntity()];
  const run = payRun.run.getEntity();
  const ruling = await asking.em.findOne(PayObjectionRuling, { regionId: objection.regionId, objectionId: objection.id });
  const { now, paid } = ruling ? await later(asking, objection, ruling) : { now: null, paid: false };
  const course: Course = { upheld: ruling?.upheld ?? null, recomputed: now !== null, paid };
  const state = objectionState(course);
  const anew = state === 'RECOMPUTED' || state === 'SETTLED' ? now : null;
  const objected = await objectedOf(asking, objection);
  const name = (id: string | null) => (id === null ? null : context.accountNames.load(id));
  return {
    id: objection.id, notice: notice.id, payRun: payRun.id, institution: payRun.institution.getEntity().name, period: payRun.period, stageTitle: await stageTitleOf(run),
    name: shownName(notice, person.name), itemTitle: objection.step === null ? null : amountTitle(policyOf(await run.policyVersion.loadOrFail()), objection.step),
    reason: objection.reason, by: await context.accountNames.load(objection.accountId), at: objection.at, files: await filesOf(asking, objection), state, stateTitle: objectionTitles[state],
    ruling: ruling && { upheld: ruling.upheld, reason: ruling.reason, by: await context.accountNames.load(ruling.accountId), onBehalfOf: await name(ruling.forId), at: ruling.at },
    objected, now: anew, difference: anew === null ? null : anew - objected, mine: objection.accountId === asking.asker.id, rulable: ruling === null && mayRule(asking, objection),
  };
}

/** Staff see their own objections; the offices and heads, whose views are kept in the log, those of others. */
export function seesOthers({ asker }: Asking, region: number): boolean {
  return hasRole(asker, region, [...bureaus, 'HOSPITAL_HEAD']);
}

export function requireReader(asking: Asking, region: number): void {
  requireRole(asking.asker, region, [...bureaus, 'HOSPITAL_HEAD', 'STAFF']);
}
