/** Who sees what: a bureau its region, a head one institution, a member of staff themselves, nobody another region. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { institutionsSeen, ownPeople } from '../../server/access/asker.ts';
import { look, type Context } from '../../server/access/context.ts';
import { ConsortiumResolver, RegionResolver } from '../../server/organisation/organisation.resolver.ts';
import { Consortium } from '../../server/model/organisation.ts';
import type { PayRun } from '../../server/model/pay.ts';
import type { Run } from '../../server/model/run.ts';
import { PayRunResolver, PayTotalResolver } from '../../server/pay/pay.resolver.ts';
import { payReport } from '../../server/report/pay-report.ts';
import { explainRun } from '../../server/run/explain-run.ts';
import { runSeen } from '../../server/run/sees.ts';
import { makeCounty, moment, type County, type Login } from '../kit/county.ts';
import { refusal } from '../kit/refused.ts';
import { fixedTotal, postedBudget, preparedIncentive, preparedTotal, published, released, runOf, signAll } from '../kit/year.ts';

let fixture: County;
let budget: Run;
let incentive: PayRun;
let total: Run;
beforeAll(async () => {
  fixture = await makeCounty();
  budget = await postedBudget(fixture.county);
  total = await fixedTotal(fixture.banner);
  await signAll(fixture.banner, await preparedTotal(fixture.banner, { institution: fixture.banner.institutions.U02, facts: {}, decisions: {} }));
  incentive = await preparedIncentive(fixture.banner);
});
afterAll(() => fixture.close());

async function contextOf(login: Login): Promise<Context> {
  return { orm: fixture.orm, asker: await fixture.askerOf(login), now: moment, mutation: { transaction: null }, views: new Map() } as unknown as Context;
}

const everyone: Login[] = ['health', 'approver', 'insurance', 'finance', 'hr', 'population', 'officer', 'head', 'headA', 'staffA', 'former', 'nobody'];

describe('regions', () => {
  test('are those with a grant of today', async () => {
    const seen = await Promise.all(everyone.map(async (login) => [login, (await new RegionResolver().regions(await contextOf(login))).map(({ code }) => code)]));
    expect(Object.fromEntries(seen)).toEqual({
      health: [610726, 150724], approver: [610726, 150724], finance: [610726, 150724], hr: [610726, 150724], insurance: [610726], population: [150724], officer: [610726],
      head: [150724], headA: [610726], staffA: [150724], former: [], nobody: [],
    });
  });

  test('of another are as if they did not exist, signed in or not', async () => {
    const context = await contextOf('head');
    expect(await refusal((async () => look(context, 610726))())).toEqual(['REGION_NOT_YOURS region']);
    expect(await refusal((async () => look(context, 999999))())).toEqual(['REGION_NOT_YOURS region']);
    expect(await refusal((async () => look({ ...context, asker: null }, 150724))())).toEqual(['SIGNED_OUT session']);
  });

  test('a context looks at one region, also for somebody with two', async () => {
    const { em } = look(await contextOf('health'), 150724);
    expect(await em.count(Consortium, {})).toBe(0);
    expect(await em.find(Consortium, { regionId: 610726 })).toEqual([]);
  });
});

const firstPage = { first: 500, after: null };

describe('institutions', () => {
  test('all for a bureau, one for a head, none for staff', async () => {
    const codes = async (login: Login, region: number) => (await new RegionResolver().institutions(await contextOf(login), region, null, null, firstPage)).edges.map(({ node }) => node.code);
    expect(await codes('officer', 610726)).toEqual(['HA', 'HB', 'TA1', 'TA2', 'TB1', 'VA1', 'VA2', 'VB1']);
    expect(await codes('headA', 610726)).toEqual(['HA']);
    expect(await codes('head', 150724)).toEqual(['U01']);
    expect(await codes('staffA', 150724)).toEqual([]);
    const consortium = (await new RegionResolver().consortia(await contextOf('headA'), 610726))[0] as Consortium;
    expect((await new ConsortiumResolver().institutions(await contextOf('headA'), consortium)).map(({ code }) => code)).toEqual(['HA']);
    const asker = await fixture.askerOf('staffA');
    expect([institutionsSeen(asker, 150724), ownPeople(asker, 150724)]).toEqual([[], [fixture.banner.people.A]]);
  });

  test('totals, distributions and the report follow', async () => {
    const totals = async (login: Login) => (await new PayTotalResolver().payTotals(await contextOf(login), 150724, 2010, null)).length;
    expect([await totals('finance'), await totals('head')]).toEqual([2, 1]);
    expect(await refusal(totals('staffA'))).toEqual(['ROLE_NOT_ALLOWED role']);
    const runs = async (login: Login, institution: string | null = null) => (await new PayRunResolver().payRuns(await contextOf(login), 150724, 2010, institution, null, firstPage)).edges.length;
    expect([await runs('hr'), await runs('head'), await runs('head', fixture.banner.institutions.U02)]).toEqual([1, 1, 0]);
    const rows = (login: Login) => fixture.banner.as(login, async (asking) => (await payReport(asking, 150724, 2010)).rows.map(({ institution }) => institution.code));
    expect([await rows('finance'), await rows('head')]).toEqual([['U01', 'U02'], ['U01']]);
    expect(await refusal(rows('staffA'))).toEqual(['ROLE_NOT_ALLOWED role']);
  });
});

describe('runs', () => {
  const sees = (login: Login, place: 'county' | 'banner', id: string) => fixture[place].as(login, (asking) => runSeen(asking, fixture[place].region, id));

  test('bureaus see all, heads their own and the consortia\'s', async () => {
    expect((await sees('population', 'banner', total.id)).id).toBe(total.id);
    expect((await sees('head', 'banner', runOf(incentive).id)).stage).toBe('INCENTIVE_PAY');
    expect((await sees('headA', 'county', budget.id)).stage).toBe('BUDGET');
  });

  test('of another region and of nobody are not found in the same words; staff find none', async () => {
    for (const [login, place, id] of [['health', 'banner', budget.id], ['health', 'county', total.id], ['health', 'county', '01990000-0000-7000-8000-000000000000'], ['staffA', 'banner', total.id]] as const) {
      expect(await refusal(sees(login, place, id))).toEqual(['NOT_FOUND run']);
    }
  });
});

describe('explanations', () => {
  const explained = (login: Login, row: string | null, step = 'points_part', run = runOf(incentive).id) => fixture.banner.as(login, (asking) => explainRun(asking, { region: 150724, run, step, row }));

  test('staff see none of a distribution that is not paid', async () => {
    expect(await refusal(explained('staffA', 'A'))).toEqual(['NOT_FOUND run']);
    await signAll(fixture.banner, runOf(incentive));
    await published(fixture.banner, incentive);
    expect(await refusal(explained('staffA', 'A'))).toEqual(['NOT_FOUND run']);
    await released(fixture.banner, incentive);
  });

  test('staff see their own row, and in it no row of a colleague', async () => {
    const { nodes } = await explained('staffA', 'A');
    expect(nodes[0]).toMatchObject({ name: 'points_part', row: 'A', value: '5664.80' });
    expect(nodes.filter(({ row }) => row !== undefined && row !== 'A')).toEqual([]);
    const whole = await explained('head', 'A');
    expect(whole.nodes.some(({ row }) => row === 'B')).toBe(true);
    expect(JSON.stringify(nodes)).not.toMatch(/4,?935\.24|4,?720\.67|4,?023\.29|乌云.*巴图/);
  });

  test('of a colleague, of no row, of the total: not found', async () => {
    for (const row of ['B', 'L', '', null]) expect(await refusal(explained('staffA', row))).toEqual(['NOT_FOUND run']);
    expect(await refusal(explained('staffA', 'A', 'december_pay', total.id))).toEqual(['NOT_FOUND run']);
    expect(await refusal(explained('staffB', 'A'))).toEqual(['NOT_FOUND run']);
    expect((await explained('staffB', 'B')).nodes[0]?.value).toBe('4935.24');
  });
});
