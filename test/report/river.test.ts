import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { river } from '../../server/report/river.ts';
import type { River } from '../../server/report/views.ts';
import { makeCounty, type County } from '../kit/county.ts';
import { ownerRows } from '../kit/ledger.ts';
import { refusal } from '../kit/refused.ts';
import { fixedTotal, paidBasic, paidYear, preparedTotal, settledYear, signAll } from '../kit/year.ts';

let fixture: County;
let county: River;
let banner: River;
beforeAll(async () => {
  fixture = await makeCounty();
  await settledYear(fixture.county);
  await paidYear(fixture.banner);
  await signAll(fixture.banner, await preparedTotal(fixture.banner, { institution: fixture.banner.institutions.U02, facts: {}, decisions: {} }));
  county = await fixture.county.as('officer', (asking) => river(asking, 610726, 2026));
  banner = await fixture.banner.as('head', (asking) => river(asking, 150724, 2010));
});
afterAll(() => fixture.close());

const into = ({ links }: River, node: string) => links.filter(({ target }) => target === node).reduce((sum, { amount }) => sum + amount, 0n);
const outOf = ({ links }: River, node: string) => links.filter(({ source }) => source === node).reduce((sum, { amount }) => sum + amount, 0n);
const drawn = ({ links }: River) => links.map(({ source, target, amount }) => `${source} → ${target} ${amount}`);

test('the county\'s year: branches and clinics of a consortium together, heads by name', () => {
  expect(drawn(county).sort()).toEqual([
    'consortium-share/B → package/B 50000000', 'financing → county-reserve 721500000', 'financing → outpatient-pool 2700000000', 'financing → package/A 7676760000', 'financing → package/B 6031740000',
    'financing → risk-fund 2070000000', 'financing → serious-illness-pool 1500000000', 'head-hospital/B → package/B 150260000',
    'package/A → claims 7123456789', 'package/A → contract-fees 168000000', 'package/A → development/A 77060642',
    'package/A → surplus-share/A/BRANCH 138709156', 'package/A → surplus-share/A/CLINIC 30824257', 'package/A → surplus-share/HA 138709156',
    'package/B → claims 6300000000', 'package/B → contract-fees 132000000', 'rural-scheme-agency → package/B 200000000',
  ].sort());
});

test('pay: all institutions as one, by the class of the account', () => {
  expect(drawn(banner).sort()).toEqual([
    'basic-share → wage-cards 3744000', 'incentive-share → wage-cards 2496000', 'own-funds → pay-total 9452000', 'pay-total → basic-share 5671200', 'pay-total → incentive-share 3780800',
  ].sort());
});

test('a member of a consortium has its pay drawn with all others', async () => {
  const other = await makeCounty();
  try {
    await fixedTotal(other.banner);
    await paidBasic(other.banner, '2010-01');
    await ownerRows(other, `with made as (insert into consortium values (150724, '01990000-0000-7000-8000-00000000000c', 'K', '医共体K') returning id)
      insert into institution_membership select 150724, '01990000-0000-7000-8000-00000000000d', i.id, made.id, 'BRANCH', '2010-01-01', null, now() from made, institution i where i.code = 'U01'`);
    const found = await other.banner.as('health', (asking) => river(asking, 150724, 2010));
    expect(found.nodes.map(({ id }) => id).sort()).toEqual(['basic-share', 'incentive-share', 'own-funds', 'pay-total', 'wage-cards']);
  } finally {
    await other.close();
  }
});

describe.each([['county', () => county, 610726, 2026], ['banner', () => banner, 150724, 2010]] as const)('the %s\'s river', (_name, found, region, year) => {
  test('keeps every fen: what flows into an inner node flows out or rests there, by the ledger', async () => {
    const sums = await ownerRows<{ account: string; sum: string }>(fixture, `select p.account, sum(p.amount)::text as sum from posting p join journal_entry e on e.region_id = p.region_id and e.id = p.entry_id
      join run r on r.region_id = e.region_id and r.id = e.run_id where p.region_id = $1 and r.year = $2 group by 1`, [region, year]);
    const whole = found();
    const rests = new Map<string, bigint>();
    for (const { account, sum } of sums) {
      const [name = '', [kind, consortium] = ''] = account.split('/');
      const node = [account, `${name}/${consortium}/${kind === 'T' ? 'BRANCH' : 'CLINIC'}`, name].find((id) => whole.nodes.some((each) => each.id === id)) as string;
      rests.set(node, (rests.get(node) ?? 0n) + BigInt(sum));
    }
    expect(new Set(rests.keys())).toEqual(new Set(whole.nodes.map(({ id }) => id)));
    for (const { id } of whole.nodes) expect([id, into(whole, id) - outOf(whole, id)]).toEqual([id, rests.get(id)]);
    const inner = whole.nodes.filter(({ id }) => id.startsWith('package/') || id === 'pay-total');
    for (const { id } of inner) expect([id, into(whole, id)]).toEqual([id, outOf(whole, id)]);
  });

  test('every link runs downward between nodes that are there, each pair once', () => {
    const { nodes, links } = found();
    const depth = new Map(nodes.map((node) => [node.id, node.depth]));
    expect(depth.size).toBe(nodes.length);
    for (const { source, target, amount } of links) {
      expect(amount).toBeGreaterThan(0n);
      expect((depth.get(target) as number) > (depth.get(source) as number)).toBe(true);
    }
    expect(new Set(links.map(({ source, target }) => `${source} ${target}`)).size).toBe(links.length);
  });

  test('titles are in both languages; a link of one figure names what explains it, others name nothing', () => {
    const { nodes, links } = found();
    for (const { title } of nodes) expect([title.zh, title.en].every((text) => text !== '' && !text.includes('undefined'))).toBe(true);
    for (const { run, step } of links) expect(run === null).toBe(step === null);
  });
});

test('a link of one figure has its run, step and row', () => {
  expect(county.links.find(({ target }) => target === 'package/A')).toMatchObject({ step: 'package', row: 'A', run: expect.any(String) });
  expect(county.links.find(({ target }) => target === 'surplus-share/A/BRANCH')).toMatchObject({ step: null, row: null, run: null });
  expect(county.nodes.find(({ id }) => id === 'package/A')).toMatchObject({ title: { zh: '包干额 · 医共体A', en: 'Package · 医共体A' }, step: 'package', row: 'A' });
});

test('staff have no river; a year without entries is empty', async () => {
  expect(await refusal(fixture.banner.as('staffA', (asking) => river(asking, 150724, 2010)))).toEqual(['ROLE_NOT_ALLOWED role']);
  expect(await fixture.banner.as('health', (asking) => river(asking, 150724, 2011))).toEqual({ year: 2011, nodes: [], links: [] });
});
