/** What else a payslip tells: against the month before, one's place, another score; one's own alone, each look in the log, and as a PDF file. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { groupLeast } from '../../server/core/payslip/standing.ts';
import { recordPerson } from '../../server/organisation/records.ts';
import { setGradeStandard } from '../../server/organisation/register-parts.ts';
import { Institution, PostGrade } from '../../server/model/organisation.ts';
import { makeCounty, type County, type Login } from '../kit/county.ts';
import { serve, type Answer, type Served } from '../kit/http.ts';
import { ownerRows } from '../kit/ledger.ts';
import { paidBasic, preparedIncentive, preparedTotal, published, released, runOf, signAll } from '../kit/year.ts';

const region = 150724;
let fixture: County;
let served: Served;

/** People of the grade that B has, who start on a day. */
function joined(codes: readonly string[], from: string): Promise<void> {
  return fixture.banner.as('health', async ({ em }) => {
    const institution = await em.findOneOrFail(Institution, { regionId: region, code: 'U01' });
    const postGrade = await em.findOneOrFail(PostGrade, { regionId: region, code: '十级' });
    for (const code of codes) {
      recordPerson(em, {
        regionId: region, code, name: `职工${code}`, identity: 'ESTABLISHMENT', wage: { postWage: 100_000n, gradeWage: 50_000n },
        posts: [{ institution, department: null, postGrade, share: '1', main: true, leader: false }], from, knownFrom: new Date('2009-01-01T00:00:00+08:00'),
      });
    }
    await em.flush();
  });
}

beforeAll(async () => {
  fixture = await makeCounty();
  const { banner } = fixture;
  await signAll(banner, await preparedTotal(banner, { facts: { higher_share: '62400.00' } }));
  await paidBasic(banner, '2010-09');
  await joined(['E', 'F', 'G'], '2010-10-01');
  await paidBasic(banner, '2010-10');
  await joined(['H'], '2010-11-01');
  await paidBasic(banner, '2010-11');
  await banner.as('hr', (asking) => setGradeStandard(asking, { region, grade: '十级', monthly: 62_000n, from: '2010-12-01' }));
  await paidBasic(banner, '2010-12');
  const incentive = await preparedIncentive(banner);
  await signAll(banner, runOf(incentive));
  await published(banner, incentive);
  await released(banner, incentive);
  served = await serve(fixture.orm);
});
afterAll(async () => {
  await served.api.close();
  await fixture.close();
});

const B = () => fixture.banner.people.B as string;
const ask = async (login: Login, query: string): Promise<Answer> => (await served.visitor(login)).ask(`{ ${query} }`);
const told = async (query: string, login: Login = 'staffB') => (await ask(login, query)).data as unknown as Record<string, never>;
const of = (period: string, person = B()) => `(region: ${region}, person: "${person}", period: "${period}")`;

describe('against the month before', () => {
  const compared = (period: string) => told(`payslipComparison${of(period)} { before now difference causes { causes { en } amount } changes { title { en } } }`);

  test('nothing changed, a standard that rose and a distribution that is new add up', async () => {
    expect(await compared('2010-11')).toEqual({ payslipComparison: { before: '600.00', now: '600.00', difference: '0.00', causes: [], changes: [] } });
    expect(await compared('2010-12')).toMatchObject({ payslipComparison: {
      before: '600.00', now: '11678.37', difference: '11078.37',
      causes: [{ causes: [{ en: 'Standards changed' }], amount: '20.00' }, { causes: [{ en: 'A new distribution this month' }], amount: '11058.37' }],
    } });
    expect(await compared('2011-01')).toMatchObject({ payslipComparison: { before: '11678.37', now: '0.00', difference: '-11678.37' } });
  });

  test('is told of oneself alone', async () => {
    for (const field of ['payslipComparison', 'payslipStandings', 'supposablePay']) {
      const { errors } = await ask('staffA', `${field}${of('2010-12')} { __typename }`);
      expect(errors.map(({ extensions }) => extensions.code)).toEqual(['NOT_FOUND']);
    }
  });
});

/** In 2010-09 two have the grade, in 2010-10 five, in 2010-11 and 2010-12 six: one more than a group that was shown. */
test('one\'s place is told of a group of five, and not when the next differs by one person', async () => {
  const shown = async (period: string) => ((await told(`payslipStandings${of(period)} { shown people quarter median }`)) as unknown as { payslipStandings: object[] }).payslipStandings;
  const hidden = { shown: false, people: null, quarter: null, median: null };
  expect(await shown('2010-09')).toEqual([hidden]);
  expect(await shown('2010-10')).toEqual([{ shown: true, people: groupLeast, quarter: 1, median: '600.00' }]);
  expect(await shown('2010-11')).toEqual([hidden]);
  expect(await shown('2010-12')).toEqual([hidden, hidden]);
});

describe('another score', () => {
  const supposed = (column: string, value: string, login: Login = 'staffB', person = B()) => ask(login, `supposedPay(region: ${region}, person: "${person}", payRun: "${incentiveRun}", column: "${column}", value: "${value}") { was amount lines { itemTitle { en } was amount } }`);
  let incentiveRun: string;
  beforeAll(async () => { [{ id: incentiveRun }] = await ownerRows<{ id: string }>(fixture, "select id from pay_run where kind = 'INCENTIVE'") as [{ id: string }]; });

  test('gives what one would have got, and no figure of anybody else', async () => {
    expect(await told(`supposablePay${of('2010-12')} { payRun values { column value } }`)).toMatchObject({ supposablePay: [{ payRun: incentiveRun, values: expect.arrayContaining([{ column: 'assessed_points', value: '92' }]) }] });
    const { data, text } = await supposed('assessed_points', '95');
    expect(data).toEqual({ supposedPay: { was: '11058.37', amount: '11324.75', lines: [{ itemTitle: { en: 'Incentive by points' }, was: '11058.37', amount: '11324.75' }] } });
    for (const other of ['12693.08', '10577.57', '9014.97']) expect(text).not.toContain(other);
    expect((await supposed('assessed_points', '92')).data).toMatchObject({ supposedPay: { amount: '11058.37' } });
  });

  test.each<[string, () => Promise<Answer>, string]>([
    ['no number', () => supposed('assessed_points', 'x'), 'NUMBER_UNREADABLE'],
    ['what counts in another way', () => supposed('tilt', '2'), 'SUPPOSED_UNKNOWN'],
    ['what the stage does not rest on', () => supposed('december_post_wage', '2'), 'SUPPOSED_UNKNOWN'],
    ['somebody else', () => supposed('assessed_points', '95', 'staffA'), 'NOT_FOUND'],
  ])('%s is refused', async (_what, work, code) => {
    expect((await work()).errors.map(({ extensions }) => extensions.code)).toEqual([code]);
  });
});

test('is printed for its owner, in both languages, with a purpose', async () => {
  const visitor = await served.visitor('staffB');
  const path = (given: Record<string, string>) => `/payslip.pdf?${new URLSearchParams({ region: String(region), person: B(), period: '2010-12', purpose: '贷款', ...given })}`;
  for (const lang of ['zh', 'en']) {
    const answer = await visitor.fetch(path({ lang }));
    expect([answer.status, answer.headers.get('content-type'), (await answer.text()).slice(0, 5)]).toEqual([200, 'application/pdf', '%PDF-']);
  }
  expect([(await visitor.fetch(path({ period: '2010-01' }))).status, (await visitor.fetch(path({ purpose: '' }))).status]).toEqual([403, 403]);
  expect([(await (await served.visitor('staffA')).fetch(path({}))).status, (await (await served.visitor()).fetch(path({}))).status]).toEqual([403, 401]);
});

test('every look stands in the log, without an amount', async () => {
  const rows = await ownerRows<{ action: string; subject: { en: string } }>(fixture, "select distinct action, subject from audit_event where action in ('COMPARE_PAYSLIP', 'SUPPOSE_PAY', 'PRINT_PAYSLIP') order by action, subject");
  expect(rows.map(({ action, subject }) => `${action} ${subject.en}`)).toEqual(expect.arrayContaining(['COMPARE_PAYSLIP B 巴图 2010-12', 'SUPPOSE_PAY B 巴图 2010-12', 'PRINT_PAYSLIP B 巴图 2010-12']));
});
