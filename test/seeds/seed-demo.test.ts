import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { EntityManager, MikroORM } from '@mikro-orm/postgresql';
import { demoLogins, demoPassword } from '../../seeds/demo/accounts.ts';
import { workedUnit } from '../../seeds/demo/ewenki.ts';
import { lastYear, thisYear } from '../../seeds/demo/plan.ts';
import { isEmpty, seedPlaces } from '../../seeds/demo/seed.ts';
import type { Asking } from '../../server/access/asker.ts';
import { askerOf, signIn } from '../../server/access/sign-in.ts';
import { formatMoney, sumMoney } from '../../server/core/money.ts';
import { inTransaction, initOrm } from '../../server/db.ts';
import { findFaults } from '../../server/ledger/checks.ts';
import { Account } from '../../server/model/account.ts';
import { Budget } from '../../server/model/budget.ts';
import { Institution } from '../../server/model/organisation.ts';
import { Person } from '../../server/model/people.ts';
import { PayLine, PayRun, PayTotal } from '../../server/model/pay.ts';
import { Run } from '../../server/model/run.ts';
import { SettlementLine } from '../../server/model/settlement.ts';
import { preparePayRun } from '../../server/pay/prepare-pay-run.ts';
import { allocationLines } from '../../server/run/allocation-lines.ts';
import { certificatesOf, spendingOf } from '../../server/run/spending.ts';
import { freshDatabase, type FreshDatabase } from '../kit/database.ts';
import { demoDatabase, demoPlaces, seedingTimeout } from '../kit/demo.ts';
import { testKeys } from '../kit/keys.ts';

const county = 610726;
const banner = 150724;

const full = process.env.FULL === '1';
const places = demoPlaces();
const paid = places.flatMap((place) => place.institutions.filter(({ pay }) => pay !== null));

let database: FreshDatabase;
let orm: MikroORM;

beforeAll(async () => {
  database = await demoDatabase();
  orm = await initOrm(database.app);
}, seedingTimeout);

afterAll(async () => {
  await orm.close();
  await database.drop();
});

class Undone extends Error {}

/** Acts as a login in a region; nothing is kept. */
async function asLogin<T>(login: string, region: number, work: (asking: Asking) => Promise<T>): Promise<T> {
  let result: T | undefined;
  const now = new Date(`${thisYear}-12-20T10:00:00+08:00`);
  await expect(inTransaction(orm, [region], async (em) => {
    const account = await em.findOneOrFail(Account, { login });
    result = await work({ em, asker: await askerOf(em, account, `${thisYear}-12-20`), now });
    throw new Undone();
  })).rejects.toThrow(Undone);
  return result as T;
}

(full ? describe : describe.skip)('seeding', () => {
  let empty: FreshDatabase;
  let seeded: MikroORM;
  beforeAll(async () => {
    empty = await freshDatabase();
    seeded = await initOrm(empty.app);
  });
  afterAll(async () => {
    await seeded.close();
    await empty.drop();
  });

  test('leaves nothing behind when it is interrupted', async () => {
    expect(await isEmpty(seeded)).toBe(true);
    await expect(seedPlaces(seeded, testKeys, ...places, (line) => {
      if (line === 'Policies published') throw new Error('interrupted');
    })).rejects.toThrow('interrupted');
    expect(await isEmpty(seeded)).toBe(true);
  }, 60_000);

  test('tells what it makes', async () => {
    const lines: string[] = [];
    await seedPlaces(seeded, testKeys, ...places, (line) => lines.push(line));
    expect(await isEmpty(seeded)).toBe(false);
    expect(lines).toEqual(expect.arrayContaining(places.map(({ region, institutions }) => `${region.nameEn}: pay of ${institutions.filter(({ pay }) => pay).length} institutions in 2025 and 2026`)));
  }, 600_000);
});

describe('what is made', () => {
  const look = <T>(work: (em: EntityManager) => Promise<T>) => inTransaction(orm, [county, banner], work);

  test('is sound', async () => {
    expect(await look(findFaults)).toEqual([]);
  });

  test.each(demoLogins().map(({ login }) => login))('%s signs in', async (login) => {
    const { account } = await inTransaction(orm, [], (em) => signIn(em, testKeys, { login, password: demoPassword }, new Date()));
    const { grants } = await inTransaction(orm, [], (em) => askerOf(em, account, `${thisYear}-01-01`));
    expect(grants.length).toBeGreaterThan(0);
  });

  test('the other heads do not', async () => {
    await expect(inTransaction(orm, [], (em) => signIn(em, testKeys, { login: 'head-610726-T02', password: demoPassword }, new Date()))).rejects.toThrow();
  });

  test('last year is complete: a surplus, and an overspend with a certificate', async () => {
    const lines = await look((em) => em.find(SettlementLine, { regionId: county }, { populate: ['consortium'] }));
    const of = (code: string) => lines.find(({ consortium }) => consortium.getEntity().code === code)!;
    expect([of('A').surplus > 0n, of('A').overspend, of('B').surplus, of('B').overspend > 160_000_000n]).toEqual([true, 0n, 0n, true]);
    expect((await look((em) => certificatesOf(em, county, lastYear))).map(({ amount }) => amount)).toEqual([160_000_000n]);
    expect((await look((em) => em.find(Budget, {}))).map(({ year, financing }) => [year, formatMoney(financing)])).toEqual([[lastYear, '196152000.00']]);
  });

  test('this year waits: all months of spending, no budget and no certificate', async () => {
    const spending = await look((em) => spendingOf(em, county, thisYear));
    const sums = (['A', 'B'] as const).map((code) => {
      const own = spending.filter(({ consortium }) => consortium.getEntity().code === code);
      return [own.length, formatMoney(sumMoney(own.map(({ claims }) => claims))), formatMoney(sumMoney(own.map(({ contractFees }) => contractFees)))];
    });
    expect(sums).toEqual([[12, '71234567.89', '1680000.00'], [12, '63000000.00', '1320000.00']]);
    expect(await look((em) => certificatesOf(em, county, thisYear))).toEqual([]);
    expect(await look((em) => em.count(Run, { stage: { $in: ['BUDGET', 'SETTLEMENT'] }, year: thisYear }))).toBe(0);
    expect(await look((em) => em.count(Run, { state: { $ne: 'POSTED' }, stage: { $ne: 'INCENTIVE_PAY' } }))).toBe(0);
  });

  test('the pools of one town hospital are sent out, and the heads of two departments have theirs to divide', async () => {
    const open = await look((em) => em.find(Run, { state: { $ne: 'POSTED' } }, { populate: ['institution'] }));
    expect(open.map(({ stage, state, period, institution }) => [stage, state, period, institution?.getEntity().code])).toEqual([['INCENTIVE_PAY', 'PREPARED', `${thisYear}-12`, '610726-T01']]);
    for (const [login, department] of [['nq-dept', '全科'], ['nq-dept-nursing', '护理组']] as const) {
      const lines = await asLogin(login, county, (asking) => allocationLines(asking, county, thisYear));
      expect(lines.map(({ departmentName, state, pool }) => [departmentName, state, pool > 0n])).toEqual([[department, 'WAITING', true]]);
    }
  });

  const monthsPaid = ({ code, pay }: (typeof paid)[number]) => (code === workedUnit.code ? 12 : pay?.totals[thisYear] ? 10 : 0);
  test.each(paid.map((institution) => [institution.code, monthsPaid(institution)] as const))('%s was paid last year, and %i months of this one', async (code, months) => {
    const runs = await look((em) => em.find(PayRun, { institution: { code } }, { orderBy: { period: 'asc' } }));
    const count = (year: number, kind: string) => runs.filter((run) => run.year === year && run.kind === kind && run.paidAt).length;
    expect([count(lastYear, 'BASIC'), count(lastYear, 'INCENTIVE'), count(thisYear, 'BASIC'), count(thisYear, 'INCENTIVE')]).toEqual([12, 1, months, 0]);
  });

  test('the worked unit has its total, and its incentive comes out as in the worked example', async () => {
    const total = await look((em) => em.findOneOrFail(PayTotal, { institution: { code: workedUnit.code }, year: thisYear }));
    expect([total.total, total.basic, total.incentive, total.released].map(formatMoney)).toEqual(['62400.00', '37440.00', '24960.00', '37440.00']);
    const points: Record<string, [string, string]> = { '001': ['0', '1'], '002': ['96', '1.10'], '003': ['92', '1'], '004': ['88', '1'], '005': ['75', '1'] };
    const staff = Object.entries(points).map(([number, [assessed, tilt]]) => ({ staff_number: `${workedUnit.code}-${number}`, assessed_points: assessed, tilt }));
    const amounts = await asLogin('ew-head', banner, async (asking) => {
      const institution = await asking.em.findOneOrFail(Institution, { code: workedUnit.code });
      const payRun = await preparePayRun(asking, { region: banner, institution: institution.id, period: `${thisYear}-12`, kind: 'INCENTIVE', facts: { staff }, decisions: {}, reason: '' });
      const people = new Map((await asking.em.find(Person, { code: { $like: `${workedUnit.code}-%` } })).map(({ id, code }) => [id, code]));
      const lines = await asking.em.find(PayLine, { payRunId: payRun.id });
      return lines.map(({ personId, amount }) => [people.get(personId), formatMoney(amount)]).sort();
    });
    expect(amounts).toEqual([
      ['150724-W01-001', '5616.00'], ['150724-W01-002', '5664.80'], ['150724-W01-003', '4935.24'], ['150724-W01-004', '4720.67'], ['150724-W01-005', '4023.29'],
    ]);
  });
});
