import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { recordAssessment, recordVeto } from '../../server/assessment/entries.ts';
import { explainAssessment } from '../../server/assessment/explain.ts';
import { giveResult, returnAssessment } from '../../server/assessment/give-result.ts';
import { loadIndicators, searched, allIndicators } from '../../server/assessment/library.ts';
import { importScores, takeMeasures } from '../../server/assessment/measured.ts';
import { answerObjection, objectToScore } from '../../server/assessment/objections.ts';
import { openRound, withdrawRound } from '../../server/assessment/rounds.ts';
import { proposeScheme } from '../../server/assessment/schemes.ts';
import { withClient } from '../../server/db/roles.ts';
import { policyFor, policyOf } from '../../server/run/policies.ts';
import { assessedScores, finalScores, withAssessed } from '../../server/run/assessed.ts';
import { consortiumRegister } from '../../server/run/register.ts';
import { given, loaded, openedRound, ownValues, officeValues, proposal, reviewHash, unitsOf } from '../kit/assessment.ts';
import { makeCounty, ningqiang as region, type County, type Login } from '../kit/county.ts';
import { leavesNothing, ownerRows } from '../kit/ledger.ts';
import { refusal } from '../kit/refused.ts';
import { recordYear } from '../kit/year.ts';

let fixture: County;
let round: string;
const unit: Record<string, string> = {};
const later = new Date('2026-03-12T03:00:00Z');
const latest = new Date('2026-03-14T03:00:00Z');
const unknown = '01990000-0000-7000-8000-000000000000';
const as: County['county']['as'] = (login, verb, now) => fixture.county.as(login, verb, now);
const state = async (code: string) => (await unitsOf(fixture.county, round)).get(code)?.state;
const give = (login: Login, code: string, stage: 'SELF' | 'REVIEW' | 'FINAL', more: { hash?: string; reason?: string } = {}, now?: Date) =>
  as(login, (asking) => giveResult(asking, { region, unit: unit[code] as string, stage, note: '', hash: more.hash ?? null, reason: more.reason ?? '' }), now);
const record = (login: Login, code: string, stage: 'SELF' | 'REVIEW', values: Array<{ input: string; value: string }>, notes: Array<{ indicator: string; note: string }> = []) =>
  as(login, (asking) => recordAssessment(asking, { region, unit: unit[code] as string, stage, values, notes }));
const refusedThere = async (work: () => Promise<unknown>) => leavesNothing(fixture, () => refusal(work()));

beforeAll(async () => {
  fixture = await makeCounty();
  await loaded(fixture);
  round = (await openedRound(fixture.county)).round.id;
  for (const [code, { unit: { id } }] of await unitsOf(fixture.county, round)) unit[code] = id;
});
afterAll(() => fixture.close());

test('indicators are found by class, library, clause and words; a faulty library is refused', async () => {
  const found = (library: string | null, group: string | null, search: string | null) => as('health', async ({ em }) => searched(await allIndicators(em), { library, group, search }).map(({ indicator }) => indicator.id));
  expect(await found(null, null, 'YZ-13')).toEqual(['chronic_managed']);
  expect(await found(null, 'balance', '结余 累计')).toEqual(['months_in_reserve', 'cumulative_rate', 'surplus_rate']);
  expect(await found('district-2020', null, null)).toHaveLength(7);
  expect(await refusal(withClient(fixture.database.owner, (client) => loadIndicators(client, ['language: 2'])))).toContain('LANGUAGE_UNKNOWN language');
});

describe('a scheme', () => {
  const propose = (changes: Partial<ReturnType<typeof proposal>>, login: Login = 'health') => as(login, (asking) => proposeScheme(asking, { ...proposal(region), ...changes }));

  test('gets a new version, and none is ever changed', async () => {
    expect((await propose({ year: 2027 })).version).toBe(1);
    expect((await propose({ year: 2027, reason: '调整权重' })).version).toBe(2);
    await expect(as('health', ({ em }) => em.execute("update assessment_scheme set reason = 'x'"))).rejects.toThrow('permission denied');
  });

  test.each<[string, () => Promise<unknown>, string[]]>([
    ['by the approver', () => propose({}, 'approver'), ['ROLE_NOT_ALLOWED role']],
    ['with 95 %', () => propose({ indicators: [{ library: 'yangzhou-2020', id: 'chronic_managed', weight: '0.95' }] }), ['WEIGHTS_NOT_WHOLE indicators']],
    ['of no indicator of the library', () => propose({ indicators: [{ library: 'yangzhou-2020', id: 'gone', weight: '1' }] }), ['INDICATOR_UNKNOWN indicators[0]']],
    ['without a title', () => propose({ title: { zh: ' ', en: 'x' } }), ['NAME_EMPTY title.zh']],
    ['with a title that is too long', () => propose({ title: { zh: '长'.repeat(81), en: 'x' } }), ['TEXT_OVER title.zh']],
  ])('%s is refused', async (_what, work, told) => {
    expect(await refusedThere(work)).toEqual(told);
  });
});

describe('a round', () => {
  test('takes the kinds that the scheme names, as registered', () => {
    expect(Object.keys(unit)).toEqual(['HA', 'HB', 'TA1', 'TA2', 'TB1']);
  });

  test('of a year and scope is open once, and can be withdrawn before a final score', async () => {
    const { scheme, round: consortia } = await openedRound(fixture.county, { scope: 'CONSORTIA', indicators: [{ library: 'xinyi-2011', id: 'surplus_rate', weight: '1' }] });
    expect([...(await unitsOf(fixture.county, consortia.id)).values()].map(({ unit: { code, level } }) => [code, level])).toEqual([['A', 'CONSORTIUM'], ['B', 'CONSORTIUM']]);
    const open = () => as('health', (asking) => openRound(asking, { region, scheme: scheme.id }));
    const withdraw = (id: string, reason: string) => as('health', (asking) => withdrawRound(asking, { region, round: id, reason }));
    expect(await refusedThere(open)).toEqual(['ROUND_OPEN scheme']);
    expect(await refusedThere(() => withdraw(consortia.id, ''))).toEqual(['NAME_EMPTY reason']);
    await withdraw(consortia.id, '方案有误');
    expect(await refusedThere(() => withdraw(consortia.id, 'x'))).toEqual(['NOT_FOUND round']);
    await open();
  });

  test('of kinds that nobody is of is refused', async () => {
    const scheme = await as('health', (asking) => proposeScheme(asking, { ...proposal(region, 2025), kinds: ['PUBLIC_HEALTH'] }));
    expect(await refusedThere(() => as('health', (asking) => openRound(asking, { region, scheme: scheme.id })))).toEqual(['ROUND_EMPTY scheme']);
  });
});

describe('from self-assessment to signature', () => {
  test.each<[string, () => Promise<unknown>, string[]]>([
    ['by a head of another institution', () => record('headA', 'TA1', 'SELF', ownValues('65')), ['NOT_FOUND unit']],
    ['by the bureau', () => record('health', 'HA', 'SELF', ownValues('65')), ['ROLE_NOT_ALLOWED role']],
    ['with values of an office', () => record('headA', 'HA', 'SELF', officeValues()), ['INPUT_NOT_YOURS staff_spending', 'INPUT_NOT_YOURS operating_spending']],
    ['with values that are none', () => record('headA', 'HA', 'SELF', [{ input: 'chronic_people', value: '1.5' }, { input: 'gone', value: '1' }]), ['COUNT_NOT_WHOLE chronic_people', 'INPUT_UNKNOWN gone']],
    ['with a note to no indicator', () => record('headA', 'HA', 'SELF', [], [{ indicator: 'gone', note: 'x' }]), ['INDICATOR_UNKNOWN gone']],
    ['reviewed before it is handed in', () => give('health', 'HA', 'REVIEW'), ['STAGE_NOT_NOW unit']],
    ['handed in without the own values', () => give('headA', 'HA', 'SELF'), ['VALUES_MISSING unit']],
    ['objected to before the review', () => as('headA', (asking) => objectToScore(asking, { region, unit: unit.HA as string, indicator: 'cost_growth', text: 'x' })), ['STAGE_NOT_NOW unit']],
  ])('%s is refused', async (_what, work, told) => {
    expect(await refusedThere(work)).toEqual(told);
  });

  test('each stage is by another person, on values that were seen', async () => {
    await record('headA', 'HA', 'SELF', ownValues('52'), [{ indicator: 'chronic_managed', note: '正在补建档案' }]);
    await give('headA', 'HA', 'SELF');
    expect(await refusedThere(() => record('headA', 'HA', 'SELF', ownValues('65')))).toEqual(['STAGE_NOT_NOW unit']);
    await as('health', (asking) => returnAssessment(asking, { region, unit: unit.HA as string, reason: '请附台账' }));
    expect(await state('HA')).toBe('OPEN');
    await give('headA', 'HA', 'SELF');
    expect(await refusedThere(() => give('health', 'HA', 'REVIEW'))).toEqual(['VALUES_MISSING unit']);
    await record('health', 'HA', 'REVIEW', officeValues());
    await give('double', 'HA', 'REVIEW');
    expect(await refusedThere(() => give('double', 'HA', 'FINAL', { hash: 'x' }))).toEqual(['ASSESSED_BY_SAME unit']);
    expect(await refusedThere(() => give('approver', 'HA', 'FINAL', { hash: 'x' }))).toEqual(['RUN_CHANGED hash']);
    const seen = await reviewHash(fixture.county, unit.HA as string);
    await record('health', 'HA', 'REVIEW', [{ input: 'chronic_managed_people', value: '39' }]);
    expect(await refusedThere(() => give('approver', 'HA', 'FINAL', { hash: seen }))).toEqual(['STAGE_NOT_NOW unit']);
    await give('health', 'HA', 'REVIEW');
    await give('approver', 'HA', 'FINAL', { hash: await reviewHash(fixture.county, unit.HA as string) });
    const [result] = await ownerRows(fixture, "select score::text, grade, failed from assessment_result where stage = 'FINAL'");
    expect(result).toEqual({ score: '80.00', grade: 'qualified', failed: false }); // 60 × 50 % + 100 × 30 % + 100 × 20 %
  });

  test('the database itself asks for another person, and lets no result change', async () => {
    const insert = (stage: string, by: string) => as('health', ({ em }) => em.execute(
      `insert into assessment_result select region_id, gen_random_uuid(), unit_id, ?, score, grade, failed, facts, facts_hash, '', ?, null, now(), null, '', case ? when 'FINAL' then review_id end from assessment_result where unit_id = ? and stage = 'FINAL' and known_until is null`, [stage, by, stage, unit.HA]));
    const people = new Map((await ownerRows<{ stage: string; given_by_id: string }>(fixture, `select stage, given_by_id from assessment_result where unit_id = '${unit.HA}' and known_until is null`)).map((row) => [row.stage, row.given_by_id]));
    await expect(insert('FINAL', people.get('REVIEW') as string)).rejects.toThrow('each stage is by another person');
    await expect(insert('REVIEW', people.get('SELF') as string)).rejects.toThrow('each stage is by another person');
    await expect(as('health', ({ em }) => em.execute("update assessment_result set score = 99 where stage = 'FINAL'"))).rejects.toThrow('permission denied');
    await expect(ownerRows(fixture, "update assessment_result set score = 99 where stage = 'FINAL'")).rejects.toThrow('closed once and never changed');
    await expect(ownerRows(fixture, `insert into assessment_result select region_id, gen_random_uuid(), '${unit.TB1}', 'FINAL', 50, 'x', true, '[]', repeat('0', 64), '', given_by_id, null, now(), null, '', id from assessment_result limit 1`)).rejects.toThrow('the stage SELF comes first');
  });

  test('a correction takes the place of a signed score from its instant on', async () => {
    expect(await refusedThere(() => as('health', (asking) => returnAssessment(asking, { region, unit: unit.HA as string, reason: 'x' })))).toEqual(['STAGE_NOT_NOW unit']);
    await as('health', (asking) => recordVeto(asking, { region, unit: unit.HA as string, veto: 'fraud', holds: true, reason: '飞行检查查实' }), later);
    expect(await refusedThere(() => give('health', 'HA', 'REVIEW', {}, later))).toEqual(['CORRECTION_REASON reason']);
    await give('health', 'HA', 'REVIEW', { reason: '查实骗保' }, later);
    await give('approver', 'HA', 'FINAL', { hash: await reviewHash(fixture.county, unit.HA as string), reason: '查实骗保' }, latest);
    const scores = (at: Date | null) => as('health', async ({ em }) => (await finalScores(em, region, 2026, at)).institution.map(({ code, score, grade, failedYears }) => [code, score, grade, failedYears]));
    expect(await scores(null)).toEqual([['HA', '0.00', 'failed', 1]]);
    expect(await scores(later)).toEqual([['HA', '80.00', 'qualified', 0]]);
    expect(await refusedThere(() => as('health', (asking) => withdrawRound(asking, { region, round, reason: 'x' })))).toEqual(['ROUND_SIGNED round']);
    await expect(ownerRows(fixture, `update assessment_round set withdrawn_at = now(), withdrawn_by_id = opened_by_id, withdrawn_reason = 'x' where id = '${round}'`)).rejects.toThrow('a round with a final score stays');
  });
});

describe('objections', () => {
  const object = (indicator: string, text = '口径不同') => as('headA', (asking) => objectToScore(asking, { region, unit: unit.HA as string, indicator, text }));
  const answer = (login: Login, objection: string) => as(login, (asking) => answerObjection(asking, { region, objection, upheld: false, answer: '按规范口径，维持' }));

  test('hold the signature until they are answered, once and by another person', async () => {
    await as('health', (asking) => recordVeto(asking, { region, unit: unit.HA as string, veto: 'fraud', holds: false, reason: '复核撤销' }));
    await give('health', 'HA', 'REVIEW', { reason: '复核' });
    expect(await refusedThere(() => object('gone'))).toEqual(['INDICATOR_UNKNOWN indicator']);
    await object('cost_growth');
    expect(await refusedThere(() => object('cost_growth'))).toEqual(['OBJECTION_OPEN indicator']);
    const hash = await reviewHash(fixture.county, unit.HA as string);
    expect(await refusedThere(() => give('approver', 'HA', 'FINAL', { hash, reason: '复核' }))).toEqual(['OBJECTION_WAITS unit']);
    const [{ id }] = await ownerRows<{ id: string }>(fixture, 'select id from assessment_objection') as [{ id: string }];
    expect(await refusedThere(() => answer('headA', id))).toEqual(['ROLE_NOT_ALLOWED role']);
    await answer('health', id);
    expect(await refusedThere(() => answer('health', id))).toEqual(['OBJECTION_ANSWERED objection']);
    expect(await refusedThere(() => answer('health', unknown))).toEqual(['NOT_FOUND objection']);
    await expect(ownerRows(fixture, "update assessment_objection set answer = 'x'")).rejects.toThrow('answered once');
    await give('approver', 'HA', 'FINAL', { hash, reason: '复核' });
  });
});

describe('values of others', () => {
  const bring = (login: Login, rows: Array<{ unit: string; input: string; value: string }>, source = '财政决算 2026') => as(login, (asking) => importScores(asking, { region, round, source, rows }));

  test('are imported as rows with their source; again they change nothing', async () => {
    const rows = [{ unit: 'TA1', input: 'staff_spending', value: '30' }, { unit: 'TA1', input: 'operating_spending', value: '100' }];
    expect(await bring('finance', rows)).toBe(2);
    expect(await bring('finance', rows)).toBe(0);
    expect(await bring('health', [{ unit: 'TA1', input: 'staff_spending', value: '38' }])).toBe(1);
    expect(await ownerRows(fixture, `select value, known_until is null as known from assessment_entry where unit_id = '${unit.TA1}' and name = 'staff_spending' order by id`)).toEqual([{ value: '30', known: false }, { value: '38', known: true }]);
  });

  test.each<[string, () => Promise<unknown>, string[]]>([
    ['of no unit, twice, of another office and unreadable', () => bring('finance', [
      { unit: 'ZZ', input: 'staff_spending', value: '1' }, { unit: 'TA1', input: 'staff_spending', value: '1' }, { unit: 'TA1', input: 'staff_spending', value: '1' },
      { unit: 'TA1', input: 'chronic_people', value: '1' }, { unit: 'TA2', input: 'staff_spending', value: 'x' }, { unit: 'TA2', input: 'gone', value: '1' },
    ]), ['UNIT_UNKNOWN rows[0].unit', 'ROW_TWICE rows[2]', 'INPUT_NOT_YOURS rows[3].input', 'NUMBER_UNREADABLE rows[4].value', 'INPUT_UNKNOWN rows[5].input']],
    ['without a source', () => bring('health', [], ' '), ['NAME_EMPTY source']],
    ['by a head', () => bring('headA', []), ['ROLE_NOT_ALLOWED role']],
  ])('%s are refused', async (_what, work, told) => {
    expect(await refusedThere(work)).toEqual(told);
  });

  test('the platform gives what it has registered, with where it stands', async () => {
    expect(await as('health', (asking) => takeMeasures(asking, { region, round }))).toBe(0);
    const [{ id }] = await ownerRows<{ id: string }>(fixture, "select id from assessment_round where scope = 'CONSORTIA' and withdrawn_at is null") as [{ id: string }];
    await recordYear(fixture.county);
    expect(await as('health', (asking) => takeMeasures(asking, { region, round: id }))).toBe(2);
    expect(await as('health', (asking) => takeMeasures(asking, { region, round: id }))).toBe(0);
    const spent = await ownerRows(fixture, `select u.code, e.value = (select to_char(sum(s.claims + s.contract_fees) / 100.0, 'FM999999999990.00') from spending s where s.consortium_id = u.consortium_id and s.known_until is null) as same, e.source
      from assessment_entry e join assessment_unit u on u.id = e.unit_id where e.name = 'spending' order by 1`);
    expect(spent).toEqual([{ code: 'A', same: true, source: '支出登记 2026' }, { code: 'B', same: true, source: '支出登记 2026' }]);
    expect(await refusal(as('finance', (asking) => takeMeasures(asking, { region, round })))).toEqual(['ROLE_NOT_ALLOWED role']);
  });
});

describe('final scores as facts of runs', () => {
  test('two failed years in a row are counted, of rounds that stand', async () => {
    const before = await openedRound(fixture.county, { year: 2025 }, new Date('2026-01-05T03:00:00Z'));
    const units = await unitsOf(fixture.county, before.round.id);
    await given(fixture.county, { unit: units.get('HA')?.unit.id as string, managed: '13', cost: '150', staff: '0', head: 'headA' });
    await as('health', (asking) => recordVeto(asking, { region, unit: unit.HA as string, veto: 'fraud', holds: true, reason: '再次查实' }));
    await give('health', 'HA', 'REVIEW', { reason: '查实' });
    await give('approver', 'HA', 'FINAL', { hash: await reviewHash(fixture.county, unit.HA as string), reason: '查实' });
    const { assessed, register } = await as('health', async ({ em }) => ({ assessed: await assessedScores(em, region, 2026, null), register: await consortiumRegister(em, region, '2026-12-31') }));
    expect(assessed).toEqual({ institution: { rows: [{ institution: 'HA', score: '0.00', grade: 'failed', failed_years: '2' }], owned: ['score', 'grade', 'failed_years'], origin: '考核最终得分 2026' } });
    const policy = await as('health', async ({ em }) => policyOf(await policyFor(em, region, 'consortium-budget', '2026-01-01')));
    const merged = withAssessed(policy, register, assessed);
    expect(merged.tables.institution?.rows.slice(0, 2)).toEqual([
      { institution: 'HA', member_of: 'A', role: 'head', staff: '3', score: '0.00', grade: 'failed', failed_years: '2' }, { institution: 'HB', member_of: 'B', role: 'head', staff: '2' }]);
    expect(merged.tables.institution?.owned).not.toContain('score');
    expect(merged.tables.consortium).toEqual(register.tables.consortium);
    const rows = [{ consortium: 'A', score: '95.00', grade: 'excellent' }, { consortium: 'B', score: '71.00', grade: 'good' }];
    const whole = (grade: string) => withAssessed(policy, register, { consortium: { rows: rows.map((row) => ({ ...row, grade })), owned: ['score', 'grade'], origin: '考核' } }).tables.consortium;
    expect(whole('good')?.owned).toEqual(['score', 'grade']);
    expect(whole('第一名')).toMatchObject({ owned: ['score'], rows: [{ consortium: 'A', score: '95.00' }, { consortium: 'B', score: '71.00' }] });
    expect(whole('第一名')?.rows[0]).not.toHaveProperty('grade');
  });
});

describe('an explanation', () => {
  const explained = (login: Login, code: string, step: string, signed = false) => as(login, (asking) => explainAssessment(asking, { region, unit: unit[code] as string, step, signed, asOf: null }));

  test('goes from the score to who gave the value', async () => {
    const { nodes } = await explained('headA', 'HA', 'chronic_managed_score');
    expect(nodes[0]).toMatchObject({ name: 'chronic_managed_score', row: 'HA', value: '60.00' });
    expect(nodes.find(({ name }) => name === 'chronic_managed_people')).toMatchObject({ value: '39', origin: '复核' });
  });

  test('of what was signed is on the frozen facts', async () => {
    expect((await explained('auditor', 'HA', 'total', true)).nodes[0]).toMatchObject({ value: '0' });
    expect(await refusal(explained('auditor', 'TA1', 'total', true))).toEqual(['NOT_FOUND signed']);
    expect(await refusal(explained('headA', 'HB', 'total'))).toEqual(['NOT_FOUND unit']);
    expect(await refusal(explained('personnelA', 'HA', 'total'))).toEqual(['ROLE_NOT_ALLOWED role']);
  });
});
