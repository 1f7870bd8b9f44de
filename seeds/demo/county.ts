/** A county shaped like Ningqiang: two county hospitals, each the head of a consortium of town hospitals and village clinics. */
import { allocate } from '../../server/core/allocate.ts';
import { monthsOf } from '../../server/core/period.ts';
import { rate } from '../../server/core/rate.ts';
import { countyDepartments, hanName, townDepartments, towns, villageNames } from './names.ts';
import {
  lastYear, thisYear, yuan,
  type Fen, type PlannedBudgetYear, type PlannedConsortium, type PlannedInstitution, type PlannedMonth, type PlannedPerson, type PlannedPlace, type PlannedRegion,
} from './plan.ts';
import { dice, type Dice } from './random.ts';
import { allowancesFor, scale, staffOf, totalsOf } from './staff.ts';

const region: PlannedRegion = { code: 610726, name: '宁强县', nameEn: 'Ningqiang County' };
const above: PlannedRegion[] = [
  { code: 610000, name: '陕西省', nameEn: 'Shaanxi Province' },
  { code: 610700, name: '汉中市', nameEn: 'Hanzhong City' },
];

const scales = [
  scale('ZJ04', '专业技术四级', 'professional', 2640, 3810, [2480, 3620], 3),
  scale('ZJ07', '专业技术七级', 'professional', 2280, 2960, [1820, 2790], 12),
  scale('ZJ08', '专业技术八级', 'professional', 2040, 2520, [1420, 2350], 10),
  scale('ZJ10', '专业技术十级', 'professional', 1920, 2210, [1150, 1960], 24),
  scale('ZJ11', '专业技术十一级', 'professional', 1740, 1930, [820, 1480], 22),
  scale('ZJ12', '专业技术十二级', 'professional', 1620, 1820, [560, 1120], 21),
  scale('ZJ13', '专业技术十三级', 'professional', 1500, 1680, [460, 760], 8),
  scale('GL06', '管理六级', 'management', 2340, 2870, [1760, 2680], 0),
  scale('GL07', '管理七级', 'management', 2100, 2470, [1380, 2260], 20),
  scale('GL08', '管理八级', 'management', 1890, 2150, [960, 1720], 40),
  scale('GL09', '管理九级', 'management', 1680, 1900, [560, 1180], 40),
  scale('GQ03', '工勤技能三级', 'worker', 1650, 1900, [920, 1560], 30),
  scale('GQ04', '工勤技能四级', 'worker', 1530, 1730, [680, 1180], 40),
  scale('GQ05', '工勤技能五级', 'worker', 1410, 1610, [460, 900], 30),
];
const grades = scales.map(({ grade }) => grade);

const consortiumNames: Record<'A' | 'B', string> = { A: '宁强县天津医院医共体', B: '宁强县中医医院医共体' };
const heads: Record<'A' | 'B', { code: string; name: string; staff: number }> = {
  A: { code: '610726-H01', name: '宁强县天津医院', staff: 330 },
  B: { code: '610726-H02', name: '宁强县中医医院', staff: 270 },
};

interface Hospital {
  code: string;
  name: string;
  consortium: 'A' | 'B';
  head: boolean;
  staff: number;
}

function hospital(random: Dice, { code, name, consortium, head, staff }: Hospital): PlannedInstitution {
  const departments = head ? countyDepartments : townDepartments;
  const people = staffOf(random, { institution: code, departments, count: staff, scales, leaderGrade: head ? 'GL06' : 'GL07', name: hanName });
  const certifiedAllowances = allowancesFor(people, grades, random.between(0, 3));
  return {
    code, name, kind: head ? 'COUNTY_HOSPITAL' : 'TOWNSHIP_HOSPITAL', consortium, role: head ? 'HEAD' : 'BRANCH', certifiedAllowances,
    departments: [...departments], people, served: 0, score: `${random.between(82, 97)}.${random.between(0, 9)}`,
    pay: { totals: totalsOf(random, { people, certifiedAllowances }) },
  };
}

/** Village doctors work outside the formal establishment and get no performance pay. */
function villageDoctors(random: Dice, clinic: string): PlannedPerson[] {
  return Array.from({ length: random.chance(16) ? 2 : 1 }, (_, index): PlannedPerson => ({
    code: `${clinic}-${index + 1}`, name: hanName(random), department: null, grade: 'ZJ13', formal: false, leader: false,
    postWage: 0n, gradeWage: 0n, points: '0', tilt: '1',
  }));
}

function clinics(random: Dice, consortium: 'A' | 'B', firstNumber: number, town: string, count: number): PlannedInstitution[] {
  return villageNames(random, count).map((village, index) => {
    const code = `610726-V${String(firstNumber + index).padStart(3, '0')}`;
    return {
      code, name: `${town}${village}卫生室`, kind: 'VILLAGE_CLINIC', consortium, role: 'CLINIC', certifiedAllowances: 0n,
      departments: [], people: villageDoctors(random, code), served: random.between(640, 1980), score: `${random.between(76, 98)}`, pay: null,
    };
  });
}

function institutionsOf(seed: number): PlannedInstitution[] {
  const institutions: PlannedInstitution[] = [];
  let town = 0;
  let village = 1;
  for (const consortium of ['A', 'B'] as const) {
    const { code, name, staff } = heads[consortium];
    institutions.push(hospital(dice(seed, code), { code, name, consortium, head: true, staff }));
    for (const townName of towns[consortium]) {
      town += 1;
      const townCode = `610726-T${String(town).padStart(2, '0')}`;
      const random = dice(seed, townCode);
      institutions.push(hospital(random, { code: townCode, name: `${townName}卫生院`, consortium, head: false, staff: random.between(29, 45) }));
      const made = clinics(random, consortium, village, townName, random.between(10, 12));
      village += made.length;
      institutions.push(...made);
    }
  }
  return institutions;
}

/** How a year's claims lie over its months before chance moves them: more in winter and after the spring festival. */
const season = [104, 112, 101, 98, 96, 93, 95, 94, 97, 99, 103, 108];

function spread(random: Dice, year: number, claims: Fen, contractFees: Fen): PlannedMonth[] {
  const months = monthsOf(year);
  const weights = season.map((weight, index) => ({ key: months[index] as string, weight: rate(BigInt(weight * 10 + random.between(-40, 40))) }));
  const even = months.map((key) => ({ key, weight: rate(1n) }));
  const fees = allocate(contractFees, even, 'largest-remainder');
  return allocate(claims, weights, 'largest-remainder').map(({ key, amount }, index) => ({ month: key, claims: amount, contractFees: fees[index]!.amount }));
}

function consortiaOf(seed: number): PlannedConsortium[] {
  const random = dice(seed, 'spending');
  const fen = () => BigInt(random.between(0, 99));
  const spending = {
    A: [
      ...spread(random, lastYear, yuan(random.between(68_700_000, 69_400_000)) + fen(), yuan(1_662_400)),
      ...spread(random, thisYear, 7_123_456_789n, yuan(1_680_000)),
    ],
    B: [
      ...spread(random, lastYear, yuan(random.between(58_900_000, 59_600_000)) + fen(), yuan(1_309_600)),
      ...spread(random, thisYear, yuan(63_000_000), yuan(1_320_000)),
    ],
  };
  return (['A', 'B'] as const).map((code) => ({ code, name: consortiumNames[code], spending: spending[code] }));
}

const lastYearsBudget: PlannedBudgetYear = {
  standard: '660.00', outpatientRate: '85.00', seriousIllnessRate: '45.00',
  consortia: [
    { consortium: 'A', heads: '166240', cause: 'as_certified' },
    { consortium: 'B', heads: '130960', cause: 'epidemic' },
  ],
  certificates: [{ consortium: 'B', amount: yuan(1_600_000), cause: '春季流感流行，住院人次明显增加' }],
};

/** The county of a seed number. */
export function countyPlan(seed: number): PlannedPlace {
  return { region, above, consortia: consortiaOf(seed), grades, institutions: institutionsOf(seed), budget: lastYearsBudget };
}
