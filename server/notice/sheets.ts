/** Notices as they are read: in lists, and as sheets with names and numbers hidden as the policy says. */
import type { EntityManager } from '@mikro-orm/postgresql';
import { bureaus, hasRole, ownPeople, roleTitles, type Asker, type Asking } from '../access/asker.ts';
import { dayOf } from '../clock.ts';
import { sumMoney } from '../core/money.ts';
import { maskName } from '../core/notice/mask.ts';
import { amountTitle } from '../core/policy/titles.ts';
import { Notice, PayObjection } from '../model/pay.ts';
import { policyOf } from '../run/policies.ts';
import { stageTitleOf } from '../run/titles.ts';
import { linesOf, type PersonLine } from './lines.ts';
import { institutionsRead, noticeMissing, noticeSeen } from './sight.ts';
import type { NoticeHead, NoticeRow, NoticeSheet } from './views.ts';

const most = 200;

function headOf(notice: Notice, today: string): NoticeHead {
  const payRun = notice.payRun.getEntity();
  const { id, publishedAt, closesOn } = notice;
  const open = payRun.paidAt === null && today <= closesOn;
  return { id, payRun: payRun.id, institution: payRun.institution.getEntity().name, period: payRun.period, kind: payRun.kind, publishedAt, closesOn, open };
}

/** The notices of a year that the asker may read, the newest first; at most 200. */
export async function notices(asking: Asking, region: number, year: number): Promise<NoticeHead[]> {
  const read = await institutionsRead(asking, region);
  const found = await asking.em.find(Notice, { regionId: region, payRun: { year, ...(read === 'all' ? {} : { institution: { id: { $in: read } } }) } }, {
    populate: ['payRun', 'payRun.institution'], orderBy: [{ publishedAt: 'desc' }, { id: 'desc' }], limit: most,
  });
  return found.map((notice) => headOf(notice, dayOf(asking.now)));
}

export const shownName = ({ names }: Pick<Notice, 'names'>, name: string): string => (names === 'full' ? name : maskName(name));

/** What of the lines is the asker's, and to which they may object now. */
interface Own {
  mine: ReadonlySet<string>;
  objectable(person: string): boolean;
}
const nobody: Own = { mine: new Set(), objectable: () => false };

async function ownOf({ em, asker }: Asking, notice: Notice, open: boolean): Promise<Own> {
  const mine = new Set(ownPeople(asker, notice.regionId));
  const made = new Set((await em.find(PayObjection, { regionId: notice.regionId, notice: { id: notice.id }, accountId: asker.id })).map(({ person }) => person.id));
  const may = open && mine.size > 0;
  return { mine, objectable: (person) => may && !made.has(person) && (notice.objections === 'any' || mine.has(person)) };
}

function rowOf(notice: Notice, { line, code, name, person, amounts }: PersonLine, items: readonly string[], own: Own): NoticeRow {
  return {
    line, name: shownName(notice, name), number: notice.numbers === 'shown' ? code : null,
    amounts: notice.amounts === 'items' ? items.map((step) => amounts.get(step) ?? 0n) : [], total: sumMoney([...amounts.values()]), mine: own.mine.has(person), objectable: own.objectable(person),
  };
}

async function sheetOf(em: EntityManager, notice: Notice, today: string, own: Own, asker: Asker | null): Promise<NoticeSheet> {
  const run = notice.payRun.getEntity().run.getEntity();
  const policy = policyOf(await run.policyVersion.loadOrFail());
  const lines = await linesOf(em, notice);
  const items = [...new Set(lines.flatMap(({ amounts }) => [...amounts.keys()]))].toSorted();
  const sumOf = (step: string): bigint => sumMoney(lines.map(({ amounts }) => amounts.get(step) ?? 0n));
  const office = asker !== null && hasRole(asker, notice.regionId, [...bureaus, 'HOSPITAL_HEAD']);
  return {
    ...headOf(notice, today), stageTitle: await stageTitleOf(run), policyTitle: policy.title, workingDays: notice.workingDays, ruledBy: roleTitles[notice.ruledBy],
    address: notice.token !== null && office ? `/published#${notice.regionId}/${notice.token}` : null,
    items: notice.amounts === 'items' ? items.map((step) => ({ step, title: amountTitle(policy, step), total: sumOf(step) })) : [],
    rows: lines.map((line) => rowOf(notice, line, items, own)), total: sumMoney(items.map(sumOf)),
  };
}

/** A notice whole, for those who may read it (NOT_FOUND). */
export async function noticeSheet(asking: Asking, region: number, id: string): Promise<NoticeSheet> {
  const notice = await noticeSeen(asking, region, id);
  const today = dayOf(asking.now);
  return sheetOf(asking.em, notice, today, await ownOf(asking, notice, headOf(notice, today).open), asking.asker);
}

/** A notice that its policy opens to everybody, by its address; any other is as if it did not exist (NOT_FOUND). */
export async function publicSheet(em: EntityManager, region: number, token: string, now: Date): Promise<NoticeSheet> {
  const notice = await em.findOne(Notice, { regionId: region, token }, { populate: ['payRun', 'payRun.run', 'payRun.institution'] });
  return notice ? sheetOf(em, notice, dayOf(now), nobody, null) : noticeMissing('');
}
