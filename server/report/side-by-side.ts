/** Institutions side by side: what each has, receives, spends and pays in a year and in the year before. */
import { bureaus, requireRole, type Asking } from '../access/asker.ts';
import { sumMoney, type Money } from '../core/money.ts';
import { fromFen, parseRate, rate, type Rate } from '../core/rate.ts';
import { Refusal, refuse, type Words } from '../core/refusal.ts';
import { beyond, meanOf, perHead, type Measured } from '../core/side-by-side.ts';
import { Institution } from '../model/organisation.ts';
import { finalScores } from '../run/assessed.ts';
import { payeesOf } from '../run/cash-entries.ts';
import { postedReceipts } from '../run/cash-received.ts';
import { yearEnds } from '../run/dated.ts';
import { membersOn } from '../run/members.ts';
import { payReport } from './pay-report.ts';

export const besideMost = 40;

type Figures = ReadonlyMap<string, Rate>;

interface MeasureOf {
  id: string;
  title: Words;
  measured: Measured;
}

const measures = [
  { id: 'package', title: { zh: '所牵头医共体的包干额', en: 'Package of the consortium that it heads' }, measured: 'money' },
  { id: 'received', title: { zh: '已到账（预拨、清算等）', en: 'Received: advances, settlement' }, measured: 'money' },
  { id: 'spending', title: { zh: '参保居民就医支出', en: 'Spending on its people' }, measured: 'money' },
  { id: 'settled', title: { zh: '清算所得', en: 'Share of the settlement' }, measured: 'money' },
  { id: 'people', title: { zh: '在岗人数', en: 'People' }, measured: 'count' },
  { id: 'total', title: { zh: '绩效工资总量', en: 'Performance-pay total' }, measured: 'money' },
  { id: 'paid', title: { zh: '已发绩效工资', en: 'Performance pay paid' }, measured: 'money' },
  { id: 'perHead', title: { zh: '人均已发绩效工资', en: 'Performance pay per head' }, measured: 'money' },
  { id: 'score', title: { zh: '考核最终得分', en: 'Final score' }, measured: 'score' },
] as const satisfies readonly MeasureOf[];
type MeasureId = (typeof measures)[number]['id'];

export interface Beside {
  institution: Institution;
  value: Rate | undefined;
  before: Rate | undefined;
  /** To the mean of all that are side by side. */
  toMean: Rate | undefined;
}

export interface Measure extends MeasureOf {
  mean: Rate | undefined;
  values: Beside[];
}

const money = (rows: ReadonlyArray<{ id: string; amount: string | null }>): Figures => new Map(rows.flatMap(({ id, amount }) => (amount === null ? [] : [[id, fromFen(BigInt(amount))] as const])));

const packages = `
  select m.institution_id as id, sum(p.amount)::text as amount
  from consortium_package p
  join budget b on b.region_id = p.region_id and b.id = p.budget_id and b.year = ? and b.known_from <= coalesce(?::timestamptz, 'infinity') and (b.known_until is null or ?::timestamptz < b.known_until)
  join json_to_recordset(?::json) as m (institution_id uuid, consortium_id uuid) on m.consortium_id = p.consortium_id
  where p.region_id = ? group by 1`;

const spending = `
  select institution_id as id, sum(amount)::text as amount from institution_spending
  where region_id = ? and month like ? and known_from <= coalesce(?::timestamptz, 'infinity') and (known_until is null or ?::timestamptz < known_until) group by 1`;

const settled = `
  select i.id, sum(p.amount)::text as amount
  from posting p
  join journal_entry e on e.region_id = p.region_id and e.id = p.entry_id and e.posted_at <= coalesce(?::timestamptz, 'infinity')
  join run r on r.region_id = e.region_id and r.id = e.run_id and r.year = ? and r.stage = 'SETTLEMENT'
  join institution i on i.region_id = p.region_id and i.code = split_part(p.account, '/', 2)
  where p.region_id = ? group by 1`;

function sums(rows: ReadonlyArray<{ institution: string; amount: Money }>): Figures {
  return new Map([...Map.groupBy(rows, ({ institution }) => institution)].map(([id, own]) => [id, fromFen(sumMoney(own.map(({ amount }) => amount)))]));
}

/** Every measure of a year by institution. */
async function figuresOf(asking: Asking, region: number, year: number, asOf: Date | null): Promise<Record<MeasureId, Figures>> {
  const { em } = asking;
  const at = asOf?.toISOString() ?? null;
  const heads = (await membersOn(em, region, yearEnds(year), asOf)).filter(({ role }) => role === 'HEAD').map(({ institution, consortium }) => ({ institution_id: institution, consortium_id: consortium }));
  const { rows: pay } = await payReport(asking, region, year, asOf);
  const scores = new Map((await finalScores(em, region, year, asOf)).institution.map(({ code, score }) => [code, parseRate(score, '')]));
  const institutions = await em.find(Institution, { regionId: region, code: { $in: [...scores.keys()] } });
  const paid = pay.map(({ institution, basicPaid, incentivePaid, people }) => ({ id: institution.id, amount: basicPaid + incentivePaid, people }));
  return {
    package: money(await em.execute(packages, [year, at, at, JSON.stringify(heads), region])),
    received: sums(await postedReceipts(em, region, year, await payeesOf(em, region, year, asOf), asOf)),
    spending: money(await em.execute(spending, [region, `${year}-%`, at, at])),
    settled: money(await em.execute(settled, [at, year, region])),
    people: new Map(pay.map(({ institution, people }) => [institution.id, rate(BigInt(people))])),
    total: new Map(pay.map(({ institution, total }) => [institution.id, fromFen(total)])),
    paid: new Map(paid.map(({ id, amount }) => [id, fromFen(amount)])),
    perHead: new Map(paid.flatMap(({ id, amount, people }) => {
      const each = perHead(amount, people);
      return each === undefined ? [] : [[id, fromFen(each)] as const];
    })),
    score: new Map(institutions.map(({ id, code }) => [id, scores.get(code)!])),
  };
}

export interface SideBySideOf {
  region: number;
  year: number;
  /** Ids, in the order in which they stand beside one another. */
  institutions: readonly string[];
  asOf: Date | null;
}

/** As it is known now or was at an instant (NOT_FOUND, BESIDE_MANY, BESIDE_TWICE). */
export async function sideBySide(asking: Asking, { region, year, institutions: ids, asOf }: SideBySideOf): Promise<Measure[]> {
  const { em, asker } = asking;
  requireRole(asker, region, bureaus);
  if (ids.length > besideMost) refuse('BESIDE_MANY', 'institutions', { most: String(besideMost), found: String(ids.length) });
  if (new Set(ids).size < ids.length) refuse('BESIDE_TWICE', 'institutions');
  const found = new Map((await em.find(Institution, { regionId: region, id: { $in: [...ids] } })).map((each) => [each.id, each]));
  const faults = ids.flatMap((id, index) => (found.has(id) ? [] : [{ code: 'NOT_FOUND' as const, at: `institutions[${index}]`, values: { what: { zh: '机构', en: 'institution' }, found: id } }]));
  if (faults.length > 0) throw new Refusal(faults);
  const [now, before] = [await figuresOf(asking, region, year, asOf), await figuresOf(asking, region, year - 1, asOf)];
  return measures.map((measure) => {
    const mean = meanOf(ids.map((id) => now[measure.id].get(id)), measure.measured);
    return {
      ...measure, mean,
      values: ids.map((id): Beside => {
        const value = now[measure.id].get(id);
        return { institution: found.get(id)!, value, before: before[measure.id].get(id), toMean: beyond(value, mean) };
      }),
    };
  });
}
