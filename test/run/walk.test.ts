/** Random walks through the verbs and the database, beside the machine: they allow and refuse the same, and nothing is posted unsigned. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { dice, type Dice } from '../../seeds/demo/random.ts';
import { preparing, returned, signed, standing, submitted, type Case } from '../../server/core/approval.ts';
import { Refusal } from '../../server/core/refusal.ts';
import type { Run } from '../../server/model/run.ts';
import { delegate } from '../../server/rights/delegate.ts';
import { giveBack, handIn } from '../kit/correct.ts';
import { makeCounty, type County, type Login } from '../kit/county.ts';
import { faultsIn, ownerRows, plant } from '../kit/ledger.ts';
import { preparedBudget, sign } from '../kit/year.ts';

let fixture: County;
beforeAll(async () => { fixture = await makeCounty(); });
afterAll(() => fixture.close());

const people: Login[] = ['health', 'insurance', 'approver', 'both', 'finance', 'officer', 'hr'];
/** Roles lent for the whole walk: by whom and to whom. */
const lent: ReadonlyArray<[lender: Login, role: string, to: Login]> = [['insurance', 'INSURANCE_BUREAU', 'officer'], ['both', 'HEALTH_BUREAU_APPROVER', 'hr']];
const offices: Partial<Record<Login, string[]>> = { insurance: ['INSURANCE_BUREAU'], approver: ['HEALTH_BUREAU_APPROVER'], both: ['INSURANCE_BUREAU', 'HEALTH_BUREAU_APPROVER'], officer: ['INSURANCE_BUREAU'], hr: ['HEALTH_BUREAU_APPROVER'] };
const lenderOf = (login: Login): Login | undefined => lent.find(([, , to]) => to === login)?.[0];
const title = (step: string) => ({ zh: step, en: step });
const outcome = async (work: () => unknown): Promise<string> => {
  try {
    await work();
    return 'done';
  } catch (error) {
    if (error instanceof Refusal) return error.faults[0]?.code ?? '';
    throw error;
  }
};

/** Whether somebody, or who lent them the role, is one person with somebody whose signature stands. */
function isOneWith(login: Login, run: Case, ids: ReadonlyMap<Login, string>): boolean {
  const persons = (each: Login) => [each, lenderOf(each)].filter((known) => known !== undefined);
  const logins = new Map([...ids].map(([known, id]) => [id, known]));
  return standing(run).some(({ by }) => persons(logins.get(by) as Login).some((each) => persons(login).includes(each)));
}

/** One act by the machine and, the same, through the verb. Offices, and who lent them, are not the machine's matter. */
async function act(random: Dice, run: Run, before: Case, ids: ReadonlyMap<Login, string>): Promise<Case> {
  const login = random.pick(people);
  const by = ids.get(login) as string;
  const hash = random.chance(10) ? 'f'.repeat(64) : run.hash;
  const seen = { id: run.id, hash, steps: run.steps };
  const step = random.pick([...run.steps, 'FINANCE_BUREAU']);
  const to = random.pick([preparing, ...run.steps]);
  const twice = isOneWith(login, before, ids) ? 'SIGNED_TWICE' : 'done';
  const [mine, theirs, allowed, otherwise] = random.pick([
    [() => signed(before, { by, hash, step, title }), () => sign(fixture.county, seen, step, login), offices[login]?.includes(step), twice],
    [() => signed(before, { by, hash, step, title }), () => sign(fixture.county, seen, step, login), offices[login]?.includes(step), twice],
    [() => returned(before, { by, hash, to, note: 'x' }), () => giveBack(fixture.county, seen, login, to), offices[login] !== undefined, 'done'],
    [() => submitted(before, { by, hash }), () => handIn(fixture.county, seen, login), true, 'done'],
  ] as const);
  let next = before;
  const expected = await outcome(() => { next = mine(); });
  const found = await outcome(theirs);
  expect(found).toBe(expected !== 'done' ? expected : allowed === true ? otherwise : 'ROLE_NOT_ALLOWED');
  return found === 'done' ? next : before;
}

test('the verbs and the machine go the same ways', async () => {
  const random = dice(2026, 'walk');
  const ids = new Map((await ownerRows<{ login: Login; id: string }>(fixture, 'select login, id from account')).map(({ login, id }) => [login, id]));
  for (const [from, role, to] of lent) {
    const [grant] = await ownerRows<{ id: string }>(fixture, 'select g.id from role_grant g join account a on a.id = g.account_id where a.login = $1 and g.role = $2 and g.region_code = 610726', [from, role]);
    await fixture.county.as(from, (asking) => delegate(asking, { region: 610726, grant: grant!.id, to, from: '2026-03-10', until: '2026-03-20' }));
  }
  for (let walk = 0; walk < (process.env.FULL === '1' ? 60 : 5); walk += 1) {
    await plant(fixture, 'truncate approval, posting, journal_entry, consortium_package, budget, chain_link, chain_head, run cascade');
    const run = await preparedBudget(fixture.county);
    let now: Case = { steps: run.steps, preparedBy: run.preparedById, hash: run.hash, state: run.state, marks: [], stale: false };
    for (let length = 0; length < 25; length += 1) {
      now = await act(random, run, now, ids);
      const [row] = await ownerRows<{ state: string; entries: number }>(fixture, 'select state, (select count(*)::int from journal_entry) as entries from run');
      if (now.state === 'APPROVED') now = { ...now, state: 'POSTED' };
      expect(row).toEqual({ state: now.state, entries: now.state === 'POSTED' ? 1 : 0 });
    }
    expect(await faultsIn(fixture, fixture.county)).toEqual([]);
  }
}, 300_000);
