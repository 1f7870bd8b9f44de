/** Exports of real ledgers: what is changed in the database behind the application's back is found in the file alone. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { managerFor } from '../../server/db.ts';
import { exportLedger } from '../../server/ledger/export-ledger.ts';
import { makeCounty, type County } from '../kit/county.ts';
import { exported, exportSigner, verdictOf } from '../kit/export.ts';
import { ownerRows, plant } from '../kit/ledger.ts';
import { refusal } from '../kit/refused.ts';
import { fixedTotal, paidBasic, preparedBudget, settledYear, signAll } from '../kit/year.ts';

let fixture: County;
beforeAll(async () => {
  fixture = await makeCounty();
  await settledYear(fixture.county);
  await signAll(fixture.county, await preparedBudget(fixture.county, { year: 2027 }));
  await fixedTotal(fixture.banner);
  await paidBasic(fixture.banner, '2010-01');
});
afterAll(() => fixture.close());

const kinds = (text: string): string[] => text.trimEnd().split('\n').map((line) => (JSON.parse(line) as { is: string }).is);

test('of all years has each policy and each set of facts once, every run and every entry', async () => {
  const text = await exported(fixture, fixture.county);
  expect(kinds(text)).toEqual(['ledger', 'policy', 'facts', 'facts', 'run', 'run', 'run', 'link', 'link', 'link', 'head', 'seal']);
  expect(verdictOf(text).summary).toMatchObject({ region: 610726, name: '宁强县', year: null, policies: 1, runs: 3, entries: 3, sequence: 3, key: exportSigner.key });
  expect(await exported(fixture, fixture.county)).toBe(text);
});

test('of one year has the other entries as bare links, under the same head', async () => {
  const [all, year] = [verdictOf(await exported(fixture, fixture.county)), verdictOf(await exported(fixture, fixture.county, 2027))];
  expect(year.summary).toMatchObject({ year: 2027, runs: 1, entries: 1, sequence: 3, hash: all.summary?.hash });
  const settled = (text: string) => text.includes('2026 年终清算');
  expect([settled(await exported(fixture, fixture.county)), settled(await exported(fixture, fixture.county, 2027))]).toEqual([true, false]);
  expect(verdictOf(await exported(fixture, fixture.county, 1999)).summary).toMatchObject({ runs: 0, entries: 0, sequence: 3 });
});

test('sees only the region of its context; a region without entries has an empty chain; an unknown one is refused', async () => {
  const other = await exportLedger(managerFor(fixture.orm, [150724]), { region: 610726 }, exportSigner);
  expect(verdictOf(other).summary).toMatchObject({ runs: 0, sequence: 0 });
  expect(await refusal(exported(fixture, { region: 999999 }))).toEqual(['NOT_FOUND region']);
});

describe('changed by the owner of the tables, it is refused though signed again', () => {
  test.each<[string, string, string, string]>([
    ['an amount of a posting', "update posting set amount = amount + sign(amount) where step = 'risk_fund'", "update posting set amount = amount - sign(amount) where step = 'risk_fund'", 'HASH_DIFFERS content'],
    ['an amount of a run', "update run set amounts = jsonb_set(amounts, '{package,A}', '\"76767600.01\"') where stage = 'BUDGET'", "update run set amounts = jsonb_set(amounts, '{package,A}', '\"76767600.00\"') where stage = 'BUDGET'", 'HASH_DIFFERS hash'],
    ['a fact', "update frozen_facts set facts = jsonb_set(facts, '{standard}', '\"690.01\"') where facts ? 'standard'", "update frozen_facts set facts = jsonb_set(facts, '{standard}', '\"690.00\"') where facts ? 'standard'", 'HASH_DIFFERS hash'],
    ['a decision', "update run set decisions = jsonb_set(decisions, '{risk_share}', '\"9%\"') where decisions ? 'risk_share'", "update run set decisions = jsonb_set(decisions, '{risk_share}', '\"10%\"') where decisions ? 'risk_share'", 'HASH_DIFFERS hash'],
    ['the text of a policy', "update policy_version set text = replace(text, '80%', '81%') where region_id = 610726", "update policy_version set text = replace(text, '81%', '80%') where region_id = 610726", 'HASH_DIFFERS hash'],
    ['who signed', 'update approval set account_id = r.prepared_by_id from run r where r.id = run_id', '', 'FILE_RUN_UNSIGNED signatures'],
  ])('%s', async (_what, change, mend, says) => {
    const signatures = await ownerRows<{ id: string; account_id: string }>(fixture, 'select id, account_id from approval');
    await plant(fixture, `alter table approval drop constraint if exists approval_region_id_run_id_account_id_key; ${change}`);
    const { wrong } = verdictOf(await exported(fixture, fixture.county));
    expect(`${wrong?.fault.code} ${wrong?.fault.at}`).toBe(says);
    await plant(fixture, mend || signatures.map(({ id, account_id }) => `update approval set account_id = '${account_id}' where id = '${id}'`).join('; '));
    expect(verdictOf(await exported(fixture, fixture.county)).wrong).toBeUndefined();
  });
});

test('an entry that was removed with its run and its link is missed in the chain', async () => {
  expect(verdictOf(await exported(fixture, fixture.banner)).wrong).toBeUndefined();
  await plant(fixture, 'delete from chain_link where region_id = 150724 and sequence = 2');
  expect(verdictOf(await exported(fixture, fixture.banner)).wrong).toMatchObject({ fault: { code: 'FILE_HEAD_DIFFERS', values: { allowed: '2', found: '1' } } });
  await plant(fixture, 'delete from chain_link where region_id = 150724');
  expect(verdictOf(await exported(fixture, fixture.banner)).wrong).toMatchObject({ fault: { code: 'FILE_HEAD_DIFFERS' } });
});
