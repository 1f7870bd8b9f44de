import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { accountMoves } from '../../server/report/account-moves.ts';
import { river } from '../../server/report/river.ts';
import { rowsBeside } from '../../server/report/send-side-by-side.ts';
import { figureText } from '../../server/report/side-by-side-views.ts';
import { sideBySide, type Measure } from '../../server/report/side-by-side.ts';
import { prepareStage } from '../../server/stage/prepare-stage.ts';
import { makeCounty, type County, type Login } from '../kit/county.ts';
import { refusal } from '../kit/refused.ts';
import { publishYear } from '../kit/stages.ts';
import { confirmAll, postedBudget, preparedSettlement, recordYear, signAll } from '../kit/year.ts';

const region = 610726;

let fixture: County;
beforeAll(async () => {
  fixture = await makeCounty();
  const { county } = fixture;
  await publishYear(fixture);
  await postedBudget(county);
  const advance = await county.as('insurance', (asking) => prepareStage(asking, { region, stage: 'ADVANCE', period: '2026-12', facts: {}, decisions: {}, reason: '' }));
  await signAll(county, advance);
  await recordYear(county);
  const settlement = await preparedSettlement(county);
  await confirmAll(county, settlement);
  await signAll(county, settlement);
});
afterAll(() => fixture.close());

const idsOf = (...codes: string[]) => codes.map((code) => fixture.county.institutions[code] ?? code);
const beside = (institutions: string[], login: Login = 'officer', year = 2026) => fixture.county.as(login, (asking) => sideBySide(asking, { region, year, institutions, asOf: null }));
const shown = (measures: Measure[], id: string) => {
  const { measured, mean, values } = measures.find((each) => each.id === id)!;
  return [figureText(mean, measured), ...values.map((each) => [each.institution.code, figureText(each.value, measured), figureText(each.before, measured), figureText(each.toMean, measured)])];
};

describe('institutions side by side', () => {
  test('have their figures, the mean, and the difference to it', async () => {
    const measures = await beside(idsOf('HA', 'HB', 'TA1'));
    expect(shown(measures, 'package')).toEqual(['68542500.00', ['HA', '76767600.00', null, '8225100.00'], ['HB', '60317400.00', null, '-8225100.00'], ['TA1', null, null, null]]);
    expect(shown(measures, 'settled')[1]).toEqual(['HA', '1387091.56', null, expect.any(String)]);
    expect(shown(measures, 'received').slice(1).map((each) => (each as string[])[1])).toEqual([expect.stringMatching(/^\d+\.\d\d$/), expect.any(String), expect.stringMatching(/^\d+\.\d\d$/)]);
    expect(measures.find(({ id }) => id === 'score')?.mean).toBeUndefined();
  });

  test('the year before stands beside the next', async () => {
    expect(shown(await beside(idsOf('HA'), 'officer', 2027), 'package')).toEqual([null, ['HA', null, '76767600.00', null]]);
  });

  test('as rows of a workbook', async () => {
    const rows = rowsBeside(await beside(idsOf('HB', 'HA')), 'zh');
    expect(rows[0]).toEqual(['指标', '平均', '机构HB', '机构HB 上年', '机构HB 比平均', '机构HA', '机构HA 上年', '机构HA 比平均']);
    expect(rows[1]).toEqual(['所牵头医共体的包干额', 68542500, 60317400, '', -8225100, 76767600, '', 8225100]);
    expect(rowsBeside([], 'en')).toEqual([['Figure', 'Mean']]);
  });

  test.each<[string, string[], Login, string[]]>([
    ['one twice', ['HA', 'HA'], 'officer', ['BESIDE_TWICE institutions']],
    ['one that there is not', ['HA', '01990000-0000-7000-8000-000000000000'], 'officer', ['NOT_FOUND institutions[1]']],
    ['too many', Array.from({ length: 41 }, (_, index) => `01990000-0000-7000-8000-0000000000${index + 10}`), 'officer', ['BESIDE_MANY institutions']],
    ['for the head of a hospital', ['HA'], 'headA', ['ROLE_NOT_ALLOWED role']],
  ])('%s is refused', async (_what, codes, login, faults) => {
    expect(await refusal(beside(idsOf(...codes), login))).toEqual(faults);
  });
});

describe('the river of a year with stages of the policy\'s own', () => {
  test('runs from stage to stage without a circle; an account to which money came back says since when', async () => {
    const { nodes, links } = await fixture.county.as('officer', (asking) => river(asking, region, 2026));
    const depth = new Map(nodes.map((node) => [node.id, node.depth]));
    for (const { source, target } of links) expect(depth.get(source)!).toBeLessThan(depth.get(target)!);
    expect(links.find(({ source }) => source === 'advanced/A')).toMatchObject({ target: 'package/A#2', amount: 7_292_922_000n, stages: [{ zh: '年终清算' }], step: 'advance_cleared' });
    expect(nodes.find(({ id }) => id === 'package/A#2')).toMatchObject({ account: 'package/A', since: { zh: '年终清算' } });
    expect(links.find(({ target }) => target === 'advanced/A')?.stages).toEqual([{ zh: '按月预拨', en: 'Monthly advance' }]);
  });

  const moves = (account: string, login: Login = 'officer') => fixture.county.as(login, (asking) => accountMoves(asking, { region, year: 2026, account, asOf: null }));

  test('every move of an account, with the run and the account at the other end', async () => {
    const { received, given, count, moves: found } = await moves('advanced/A');
    expect([received, given, count]).toEqual([7_292_922_000n, 7_292_922_000n, 2]);
    expect(found).toMatchObject([
      { stage: { zh: '按月预拨' }, period: '2026-12', title: { zh: '本月预拨' }, other: { zh: '包干额 · 医共体A' }, amount: 7_292_922_000n, step: 'month_advance', row: 'A' },
      { stage: { zh: '年终清算' }, period: '2026', title: { zh: '冲销的预拨' }, amount: -7_292_922_000n },
    ]);
    expect((await moves('surplus-share/A/BRANCH')).count).toBe(2);
  });

  test('a head sees those of the own consortium alone', async () => {
    expect((await moves('claims')).moves.map(({ row }) => row)).toContain('B');
    expect(new Set((await moves('claims', 'headA')).moves.map(({ row }) => row))).toEqual(new Set(['A']));
    expect((await moves('advanced/B', 'headA')).count).toBe(0);
    expect(await refusal(moves('claims', 'personnelA'))).toEqual(['ROLE_NOT_ALLOWED role']);
  });
});
