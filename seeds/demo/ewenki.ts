/** Ewenki Autonomous Banner: four public-health units and ten primary-care units, one of them with figures that are fixed. */
import { bannerName, publicHealthDepartments, townDepartments } from './names.ts';
import { yuan, type Fen, type PlannedInstitution, type PlannedPerson, type PlannedPlace, type PlannedRegion } from './plan.ts';
import { dice } from './random.ts';
import { allowancesFor, scale, staffOf, totalsOf } from './staff.ts';

const region: PlannedRegion = { code: 150724, name: '鄂温克族自治旗', nameEn: 'Ewenki Autonomous Banner' };
const above: PlannedRegion[] = [
  { code: 150000, name: '内蒙古自治区', nameEn: 'Inner Mongolia Autonomous Region' },
  { code: 150700, name: '呼伦贝尔市', nameEn: 'Hulunbuir City' },
];

const scales = [
  scale('GL07', '管理七级', 'management', 720, 1480, [820, 1380], 0),
  scale('GL09', '管理九级', 'management', 600, 1120, [560, 980], 1),
  scale('ZJ09', '专业技术九级', 'professional', 660, 1280, [780, 1240], 30),
  scale('ZJ10', '专业技术十级', 'professional', 600, 1180, [640, 1060], 40),
  scale('ZJ12', '专业技术十二级', 'professional', 540, 980, [440, 760], 30),
];
const grades = scales.map(({ grade }) => grade);

const publicHealthUnits = ['旗妇幼保健所', '旗结防所', '旗疾控中心', '计生服务站'];
const otherPrimaryCareUnits = [
  '巴彦塔拉乡卫生院', '西苏木卫生院', '孟根卫生院', '东苏木卫生院', '伊敏苏木卫生院', '辉苏木中心卫生院', '北辉卫生院', '巴彦嵯岗卫生院', '大雁矿区医院',
];

/** The unit whose figures are worked out in full. */
export const workedUnit = { code: '150724-W01', name: '巴彦托海镇卫生院' };

type WorkedPerson = [name: string, department: string, grade: string, postWage: Fen, gradeWage: Fen, points: string, tilt: string];

/** The leader, and A, B, C, D of the worked example; points are last year's. */
const workedStaff: WorkedPerson[] = [
  ['敖登高娃', '办公室', 'GL07', 148_000n, 138_000n, '0', '1'],
  ['萨仁图雅', '护理组', 'ZJ09', 128_000n, 106_567n, '94', '1.10'],
  ['巴特尔', '全科', 'ZJ10', 118_000n, 94_050n, '90', '1'],
  ['李秀兰', '办公室', 'GL09', 112_000n, 87_800n, '89', '1'],
  ['其木格', '公共卫生科', 'ZJ12', 98_000n, 69_583n, '78', '1'],
];

function workedInstitution(): PlannedInstitution {
  const people = workedStaff.map(([name, department, grade, postWage, gradeWage, points, tilt], index): PlannedPerson => ({
    code: `${workedUnit.code}-${String(index + 1).padStart(3, '0')}`, name, department, grade, formal: true, leader: index === 0, postWage, gradeWage, points, tilt,
  }));
  return {
    ...workedUnit, kind: 'TOWNSHIP_HOSPITAL', consortium: null, role: null, certifiedAllowances: yuan(49_000),
    departments: [...townDepartments], people, served: 0, score: '0',
    pay: {
      totals: {
        2025: { higherShare: yuan(2_700), leaderIncentive: yuan(5_500) },
        2026: { higherShare: yuan(2_400), leaderIncentive: yuan(5_616) },
      },
    },
  };
}

function unit(seed: number, code: string, name: string, kind: 'TOWNSHIP_HOSPITAL' | 'PUBLIC_HEALTH'): PlannedInstitution {
  const random = dice(seed, code);
  const departments = kind === 'PUBLIC_HEALTH' ? publicHealthDepartments : townDepartments;
  const people = staffOf(random, { institution: code, departments, count: random.between(6, 16), scales, leaderGrade: 'GL07', name: bannerName });
  const certifiedAllowances = allowancesFor(people, grades, random.between(0, 4));
  const last = totalsOf(random, { people, certifiedAllowances })[2025];
  return {
    code, name, kind, consortium: null, role: null, certifiedAllowances, departments: [...departments], people, served: 0, score: '0',
    pay: { totals: { 2025: last, 2026: null } },
  };
}

const numbered = (letter: string, index: number) => `150724-${letter}${String(index).padStart(2, '0')}`;

/** The banner of a seed number. */
export function ewenkiPlan(seed: number): PlannedPlace {
  return {
    region, above, consortia: [], grades, budget: null,
    institutions: [
      ...publicHealthUnits.map((name, index) => unit(seed, numbered('P', index + 1), name, 'PUBLIC_HEALTH')),
      workedInstitution(),
      ...otherPrimaryCareUnits.map((name, index) => unit(seed, numbered('W', index + 2), name, 'TOWNSHIP_HOSPITAL')),
    ],
  };
}
