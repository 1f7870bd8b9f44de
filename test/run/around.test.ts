/** Over the wire: what stands around a run, money as it was known, and explanations that go on in another run. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Run } from '../../server/model/run.ts';
import { setGradeStandard } from '../../server/organisation/register-parts.ts';
import { makeCounty, type County } from '../kit/county.ts';
import { correctedRun } from '../kit/correct.ts';
import { serve, type Served, type Visitor } from '../kit/http.ts';
import { fixedTotal, paidBasic, settledYear } from '../kit/year.ts';

let fixture: County;
let served: Served;
let [budget, settlement]: Run[] = [];
let health: Visitor;
beforeAll(async () => {
  fixture = await makeCounty();
  ({ budget, settlement } = await settledYear(fixture.county));
  served = await serve(fixture.orm);
  health = await served.visitor('health');
});
afterAll(async () => {
  await served.api.close();
  await fixture.close();
});

const codes = ({ errors }: { errors: Array<{ extensions: { code?: string } }> }) => errors.map(({ extensions }) => extensions.code);
const between = '2026-03-20T00:00:00Z';
const later = new Date('2026-04-01T03:00:00Z');

interface Told { name: string; row: string | null; parent: number | null; index: number; toldBy: { id: string; hash: string; stage: string } | null; decided: { by: string; why: string } | null }

test('a package in a settlement is told by the budget\'s run, with who took its decisions', async () => {
  const { data } = await health.ask('query ($run: ID!) { explanation(region: 610726, run: $run, step: "development", row: "A") { nodes { index parent name row toldBy { id hash stage period } decided { by why } } } }', { run: settlement!.id });
  const { nodes } = (data as unknown as { explanation: { nodes: Told[] } }).explanation;
  const crossing = nodes.find(({ toldBy }) => toldBy !== null);
  expect(crossing).toMatchObject({ name: 'package', row: 'A', toldBy: { id: budget!.id, hash: budget!.hash, stage: 'BUDGET' } });
  const below = new Set([crossing!.index]);
  for (const { index, parent } of nodes) if (parent !== null && below.has(parent)) below.add(index);
  expect(nodes.filter(({ index }) => below.has(index)).map(({ name }) => name)).toEqual(expect.arrayContaining(['standard', 'risk_share']));
  expect(nodes.find(({ name }) => name === 'risk_share')?.decided).toEqual({ by: 'health 的姓名', why: '' });
});

describe('after a correction of the budget', () => {
  let corrected: Run;
  const packages = async (asOf?: string) => {
    const { data } = await health.ask('query ($asOf: DateTimeISO) { budget(region: 610726, year: 2026, asOf: $asOf) { run { id } packages { heads amount } } }', { asOf });
    return (data as unknown as { budget: { run: { id: string }; packages: Array<{ heads: number }> } | null }).budget;
  };
  beforeAll(async () => {
    corrected = await correctedRun(fixture.county, budget!, {
      facts: { consortia: [{ consortium: 'A', heads: '168100' }, { consortium: 'B', heads: '131900' }] }, decisions: { outpatient_rate: '90.50' }, reasons: { outpatient_rate: '会议纪要' }, reason: '人数核实',
    }, 'health', later);
  });

  test('it is read as it is, and as it was known', async () => {
    expect((await packages())?.packages.map(({ heads }) => heads)).toEqual([168100, 131900]);
    expect(await packages(between)).toMatchObject({ run: { id: budget!.id }, packages: [{ heads: 168000, amount: '76767600.00' }, { heads: 132000 }] });
    expect(await packages('2026-03-01T00:00:00Z')).toBeNull();
    expect(codes(await health.ask('{ budget(region: 610726, year: 2026, asOf: "2999-01-01T00:00:00Z") { id } }'))).toEqual(['INSTANT_NOT_VALID']);
  });

  test('the first run and its correction are a line, with the difference of each amount and who decided', async () => {
    const { data, errors } = await health.ask('query ($id: ID!) { run(region: 610726, id: $id) { reason language engine held line { id state corrects { id } differences { step row before now amount } } decided { name by why } lateFacts { path } heldItems { row } } }', { id: corrected.id });
    expect(errors).toEqual([]);
    const { run } = data as unknown as { run: { line: Array<{ id: string; differences: Array<{ step: string; row: string | null; amount: string }> }>; decided: Array<{ name: string; why: string }> } };
    expect(run).toMatchObject({ reason: '人数核实', language: 1, held: [], lateFacts: [], heldItems: [] });
    expect(run.line.map(({ id }) => id)).toEqual([budget!.id, corrected.id]);
    expect(run.line[0]?.differences).toEqual([]);
    expect(run.line[1]?.differences.map(({ step }) => step)).toEqual(expect.arrayContaining(['outpatient_pool', 'package']));
    expect(run.decided.find(({ name }) => name === 'outpatient_rate')).toMatchObject({ by: 'health 的姓名', why: '会议纪要' });
    expect(run.decided.find(({ name }) => name === 'risk_share')).toMatchObject({ why: '' });
  });

  test('the settlement says that it is stale, by which, and keeps its figures', async () => {
    const { data } = await health.ask('{ settlement(region: 610726, year: 2026) { lines { package } run { state stale { upstream { id } correction { id hash } } lateFacts { path was now } } } }');
    expect(data).toMatchObject({ settlement: { lines: [{ package: '76767600.00' }, {}], run: { state: 'POSTED', stale: [{ upstream: { id: budget!.id }, correction: { id: corrected.id, hash: corrected.hash } }] } } });
    const { settlement: { run } } = data as unknown as { settlement: { run: { lateFacts: object[] } } };
    expect(run.lateFacts).toContainEqual({ path: 'consortia/A/heads', was: '168000', now: '168100' });
  });

  test('facts, accounts, the river and the journal are read as they were known', async () => {
    const facts = async (asOf?: string) => {
      const { data } = await health.ask('query ($id: ID!, $asOf: DateTimeISO) { knownFacts(region: 610726, run: $id, asOf: $asOf) { path value validFrom validUntil reason } }', { id: budget!.id, asOf });
      return (data as unknown as { knownFacts: Array<{ path: string; value: string }> }).knownFacts.find(({ path }) => path === 'consortia/A/heads');
    };
    expect([await facts(between), await facts()]).toMatchObject([{ value: '168000', validFrom: '2026-01-01', validUntil: '2027-01-01' }, { value: '168100', reason: '人数核实' }]);
    const read = async (query: string) => JSON.stringify((await health.ask(query)).data);
    const asOf = `asOf: "${between}"`;
    const [now, then] = [await read('{ balances(region: 610726, fund: "residents") { account title { zh } amount } }'), await read(`{ balances(region: 610726, fund: "residents", ${asOf}) { account amount } }`)];
    expect([now.includes('应付补差'), then.includes('difference-'), then.includes('package/')]).toEqual([true, false, false]);
    expect(await read('{ river(region: 610726, year: 2026) { nodes { id } } }')).toContain('difference-');
    expect(await read(`{ river(region: 610726, year: 2026, ${asOf}) { nodes { id } } }`)).not.toContain('difference-');
    const entries = async (of: string) => (JSON.parse(await read(`{ journal(region: 610726, year: 2026${of}) { edges { cursor } } }`)) as { journal: { edges: object[] } }).journal.edges.length;
    expect([await entries(''), await entries(`, ${asOf}`)]).toEqual([3, 2]);
    expect(await read(`{ spending(region: 610726, year: 2026, asOf: "2026-03-01T00:00:00Z") { month } certificates(region: 610726, year: 2026, asOf: "2026-03-01T00:00:00Z") { year } }`)).toBe('{"spending":[],"certificates":[]}');
  });
});

test('pay is read as it had been released and paid', async () => {
  await fixedTotal(fixture.banner);
  await paidBasic(fixture.banner, '2010-01');
  const finance = await served.visitor('finance');
  const read = async (asOf: string) => (await finance.ask(`{ payTotals(region: 150724, year: 2010, asOf: "${asOf}") { released room } payRuns(region: 150724, year: 2010, asOf: "${asOf}") { edges { node { paidAt } } } report(region: 150724, year: 2010, asOf: "${asOf}") { sum { total basicPaid } } }`)).data;
  expect(await read('2026-03-01T00:00:00Z')).toEqual({ payTotals: [], payRuns: { edges: [] }, report: { sum: { total: '0.00', basicPaid: '0.00' } } });
  expect(await read(between)).toMatchObject({ payTotals: [{ released: '3120.00' }], payRuns: { edges: [{}] }, report: { sum: { basicPaid: '3120.00' } } });
});

test('a correction over the wire is prepared, returned, prepared again; late facts are seen by who may see the pay', async () => {
  const ask = (facts: object, reason: string) => health.ask(`mutation ($run: ID!, $facts: JSONObject!, $reason: String!) {
    prepareCorrection(region: 610726, run: $run, facts: $facts, decisions: {}, reason: $reason) { id hash state corrects { id } redoes { id } mine } }`, { run: settlement!.id, facts, reason });
  expect(codes(await ask({}, ''))).toEqual(['ACT_REASON_MISSING']);
  const first = (await ask({}, '预算已更正')).data as unknown as { prepareCorrection: { id: string; hash: string } };
  expect(first.prepareCorrection).toMatchObject({ state: 'SUBMITTED', corrects: { id: settlement!.id }, redoes: null, mine: true });
  expect(codes(await ask({}, '再来'))).toEqual(['CORRECTED_ALREADY']);
  const finance = await served.visitor('finance');
  const { id, hash } = first.prepareCorrection;
  const back = await finance.ask('mutation ($run: ID!, $hash: String!) { returnRun(region: 610726, run: $run, hash: $hash, note: "缺材料") { state approvals { verdict to { zh } stands note } } }', { run: id, hash });
  expect(back.data).toMatchObject({ returnRun: { state: 'RETURNED', approvals: [{ verdict: 'RETURNED', to: { zh: '编制' }, stands: false, note: '缺材料' }] } });
  expect((await ask({}, '补齐材料')).data).toMatchObject({ prepareCorrection: { redoes: { id } } });
  const [paid] = await fixture.banner.as('head', ({ em }) => em.execute<Array<{ id: string }>>("select id from run where stage = 'BASIC_PAY'"));
  await fixture.banner.as('hr', (asking) => setGradeStandard(asking, { region: 150724, grade: '九级', monthly: 655_00n, from: '2009-01-01' }));
  const head = await served.visitor('head');
  const seen = await head.ask('query ($id: ID!) { run(region: 150724, id: $id) { lateFacts { path was now } } }', { id: paid!.id });
  expect(seen.data).toEqual({ run: { lateFacts: [{ path: 'posts/九级/standard', was: '660.00', now: '655.00' }] } });
});
