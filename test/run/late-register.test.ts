/** The register in two times: whatever of standards, wages, allowances and posts becomes known late, what is posted and paid adds up to what is known last. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { dice } from '../../seeds/demo/random.ts';
import type { Asking } from '../../server/access/asker.ts';
import { Refusal } from '../../server/core/refusal.ts';
import { PayRun } from '../../server/model/pay.ts';
import type { Run } from '../../server/model/run.ts';
import { assignPerson, setPersonWage } from '../../server/organisation/change-person.ts';
import { setCertifiedAllowances, setGradeStandard } from '../../server/organisation/register-parts.ts';
import { Institution } from '../../server/model/organisation.ts';
import { payRegister } from '../../server/run/register.ts';
import { correctedRun, preparedCorrection } from '../kit/correct.ts';
import { makeCounty, moment, type County } from '../kit/county.ts';
import { faultsIn, ownerRows } from '../kit/ledger.ts';
import { fixedTotal, paidBasic, released, runOf, signAll } from '../kit/year.ts';

let fixture: County;
beforeAll(async () => { fixture = await makeCounty(); });
afterAll(() => fixture.close());

const region = 150724;
const hours = (count: number) => new Date(moment.getTime() + count * 3_600_000);
const bureau = <T>(verb: (asking: Asking) => Promise<T>, now?: Date) => fixture.banner.as('health', verb, now);
const person = (code: string) => fixture.banner.people[code] as string;
const hospital = () => fixture.banner.institutions.U01 as string;

const number = async (statement: string): Promise<bigint> => BigInt((await ownerRows<{ sum: string }>(fixture, statement))[0]!.sum);
const known = (table: string, alias: string, day: string) => `${table} ${alias} on ${alias}.known_until is null and ${alias}.valid_from <= '${day}' and coalesce(${alias}.valid_until, 'infinity') > '${day}'`;
const inPost = (day: string) => `person p join ${known('assignment', 'a', day)} and a.person_id = p.id and a.main and a.institution_id = '${hospital()}'`;

/** What the total is by its rule: wages of the December before, allowances, and the higher level's share. */
const totalNow = async () => 240_000n
  + (await number(`select coalesce(sum(w.post_wage + w.grade_wage), 0)::text as sum from ${inPost('2010-01-01')} join ${known('person_wage', 'w', '2009-12-31')} and w.person_id = p.id`))
  + (await number(`select l.amount::text as sum from institution i join ${known('institution_allowance', 'l', '2010-01-01')} and l.institution_id = i.id where i.code = 'U01'`));
/** What each is due for January: the standard of their grade. */
const dueNow = () => ownerRows(fixture, `select p.code, s.monthly::text as sum from ${inPost('2010-01-31')} join ${known('post_grade_standard', 's', '2010-01-31')} and s.post_grade_id = a.post_grade_id order by p.code`);
const paidNow = () => ownerRows(fixture, `select p.code, sum(l.amount)::text as sum from pay_line l join pay_run r on r.id = l.pay_run_id join person p on p.id = l.person_id
  where r.period = '2010-01' and r.paid_at is not null group by p.code having sum(l.amount) <> 0 order by p.code`);

/** What is known otherwise may be what was known already: then nothing is to be corrected. */
async function unlessSame(work: () => Promise<Run>, same: Run): Promise<Run> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Refusal && error.faults[0]?.code === 'NOTHING_TO_CORRECT') return same;
    throw error;
  }
}

async function correctedPay(run: Run): Promise<Run> {
  const made = await preparedCorrection(fixture.banner, run, {}, 'head');
  await signAll(fixture.banner, made);
  await released(fixture.banner, await bureau(({ em }) => em.findOneOrFail(PayRun, { regionId: region, run: { id: made.id } }, { populate: ['run'] })));
  return made;
}

const grades: ReadonlyArray<[grade: string, most: number]> = [['八级', 720_00], ['九级', 660_00], ['十级', 600_00], ['十二级', 540_00]];
const random = dice(2026, 'late register');
const fen = (least: number, most: number) => BigInt(random.between(least, most));
/** Changes below the cap of the basic share: standards fall, what the total is made of rises. */
const changes: ReadonlyArray<(now: Date) => Promise<unknown>> = [
  (now) => {
    const [grade, most] = random.pick(grades);
    return bureau((asking) => setGradeStandard(asking, { region, grade, monthly: fen(most - 50_00, most), from: random.pick(['2009-01-01', '2009-09-01', '2010-01-15']) }), now);
  },
  (now) => bureau((asking) => setPersonWage(asking, { region, person: person(random.pick(['A', 'B', 'C'])), postWage: fen(1600_00, 1800_00), gradeWage: fen(850_00, 900_00), from: random.pick(['2009-01-01', '2009-12-01', '2010-03-01']) }), now),
  (now) => bureau((asking) => setCertifiedAllowances(asking, { region, id: hospital(), amount: fen(60_000_00, 62_000_00), from: random.pick(['2009-01-01', '2010-01-01']) }), now),
  (now) => bureau((asking) => assignPerson(asking, { region, person: person('D'), posts: random.between(0, 1) === 0 ? [] : [{ institution: hospital(), department: null, grade: '十二级', share: '1', main: true, leader: false }], from: '2009-06-01' }), now),
];

test('in any number and order', async () => {
  let total = await fixedTotal(fixture.banner);
  let pay = runOf(await paidBasic(fixture.banner, '2010-01'));
  const began = await bureau(async ({ em }) => payRegister(em, await em.findOneOrFail(Institution, { regionId: region, id: hospital() }), 2010, '2010-01-31'));
  await changes[2]!(hours(1));
  total = await correctedRun(fixture.banner, total);
  for (let round = 2; round < (process.env.FULL === '1' ? 60 : 10); round += 1) {
    await random.pick(changes)(hours(round));
    total = await unlessSame(() => correctedRun(fixture.banner, total), total);
    pay = await unlessSame(() => correctedPay(pay), pay);
    expect([await number(`select total::text as sum from pay_total where known_until is null and institution_id = '${hospital()}'`), await paidNow()]).toEqual([await totalNow(), await dueNow()]);
    expect(await faultsIn(fixture, fixture.banner)).toEqual([]);
  }
  expect(pay.correctsId).not.toBeNull();
  const then = await bureau(async ({ em }) => payRegister(em, await em.findOneOrFail(Institution, { regionId: region, id: hospital() }), 2010, '2010-01-31', hours(0)));
  expect(then).toEqual(began);
}, 600_000);

test.each(['post_grade_standard', 'person_wage', 'institution_allowance', 'person_identity', 'assignment', 'institution_membership'])('what was known is never changed, whoever writes: %s', async (table) => {
  await expect(ownerRows(fixture, `update ${table} set valid_from = valid_from - 1`)).rejects.toMatchObject({ code: 'FP014' });
  await expect(ownerRows(fixture, `with closed as (update ${table} set known_until = now() where known_until is null returning id) select from closed; update ${table} set known_until = null`)).rejects.toMatchObject({ code: 'FP014' });
});
