/** Posts, wages and people of an institution. */
import { managementDepartments, workerDepartments } from './names.ts';
import { yuan, type Fen, type PlannedGrade, type PlannedInstitution, type PlannedPay, type PlannedPerson } from './plan.ts';
import type { Dice } from './random.ts';

/** A grade with what people on it earn, in yuan, and how many of a hundred of its series hold it. */
export interface Scale {
  grade: PlannedGrade;
  postWage: number;
  gradeWage: readonly [number, number];
  holders: number;
}

export function scale(code: string, name: string, series: PlannedGrade['series'], standard: number, postWage: number, gradeWage: readonly [number, number], holders: number): Scale {
  return { grade: { code, name, series, monthlyStandard: yuan(standard) }, postWage, gradeWage, holders };
}

function seriesOf(department: string): PlannedGrade['series'] {
  if (managementDepartments.includes(department)) return 'management';
  return workerDepartments.includes(department) ? 'worker' : 'professional';
}

function pickScale(dice: Dice, scales: readonly Scale[], series: PlannedGrade['series']): Scale {
  const open = scales.filter(({ grade }) => grade.series === series);
  let left = dice.between(1, open.reduce((sum, { holders }) => sum + holders, 0));
  return open.find(({ holders }) => (left -= holders) <= 0) as Scale;
}

export interface Staffing {
  institution: string;
  departments: readonly string[];
  count: number;
  scales: readonly Scale[];
  /** The grade of the leader, who comes first. */
  leaderGrade: string;
  name: (dice: Dice) => string;
}

/** The leader, and the others in turn over the departments. */
export function staffOf(dice: Dice, staffing: Staffing): PlannedPerson[] {
  const { institution, departments, count, scales, leaderGrade, name } = staffing;
  return Array.from({ length: count }, (_, index): PlannedPerson => {
    const leader = index === 0;
    const department = leader ? '办公室' : (departments[(index - 1) % departments.length] as string);
    const held = leader ? (scales.find(({ grade }) => grade.code === leaderGrade) as Scale) : pickScale(dice, scales, seriesOf(department));
    const [low, high] = held.gradeWage;
    return {
      code: `${institution}-${String(index + 1).padStart(3, '0')}`, name: name(dice), department, grade: held.grade.code, formal: true, leader,
      postWage: yuan(held.postWage), gradeWage: yuan(dice.between(low, high)),
      points: leader ? '0' : `${dice.between(70, 98)}${dice.chance(30) ? '.5' : ''}`,
      tilt: !leader && dice.chance(15) ? '1.10' : '1',
    };
  });
}

export function sumFen(amounts: readonly Fen[]): Fen {
  return amounts.reduce((sum, amount) => sum + amount, 0n);
}

/** Last December's basic pay of the formal staff, counted once, in fen. */
export function decemberBasic(people: readonly PlannedPerson[]): Fen {
  return sumFen(people.filter(({ formal }) => formal).map(({ postWage, gradeWage }) => postWage + gradeWage));
}

/** The monthly standards of the formal staff, in fen. */
export function monthlyStandards(people: readonly PlannedPerson[], grades: readonly PlannedGrade[]): Fen {
  const standards = new Map(grades.map((grade) => [grade.code, grade.monthlyStandard]));
  return sumFen(people.filter(({ formal }) => formal).map(({ grade }) => standards.get(grade) as Fen));
}

/**
 * Allowances, in whole hundreds of yuan, with which sixty per cent of the total pay twelve months of the standards,
 * with `roomPercent` to spare.
 */
export function allowancesFor(people: readonly PlannedPerson[], grades: readonly PlannedGrade[], roomPercent: number): Fen {
  const total = (monthlyStandards(people, grades) * 20n * BigInt(100 + roomPercent)) / 100n;
  const hundred = yuan(100);
  return ((total - decemberBasic(people) + hundred - 1n) / hundred) * hundred;
}

/** A leader's incentive of so many per cent of the mean of everybody, in whole yuan. */
export function leaderIncentive(institution: Pick<PlannedInstitution, 'people' | 'certifiedAllowances'>, higherShare: Fen, percent: number): Fen {
  const incentive = ((decemberBasic(institution.people) + institution.certifiedAllowances + higherShare) * 40n) / 100n;
  return ((incentive * BigInt(percent)) / BigInt(institution.people.length) / 10_000n) * 100n;
}

/** What the bureau fixes for both years: this year a former higher share joins the total; the leader gets between 1.05 and 1.60 times the mean. */
export function totalsOf(dice: Dice, institution: Pick<PlannedInstitution, 'people' | 'certifiedAllowances'>): PlannedPay['totals'] {
  const total = (higherShare: Fen) => ({ higherShare, leaderIncentive: leaderIncentive(institution, higherShare, dice.between(105, 160)) });
  return { 2025: total(0n), 2026: total(yuan(institution.people.length * dice.between(2, 9) * 50)) };
}
