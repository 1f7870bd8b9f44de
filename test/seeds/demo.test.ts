import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { demoLogins, demoPassword, plannedAccounts } from '../../seeds/demo/accounts.ts';
import { adoptedPay } from '../../seeds/demo/adopt.ts';
import { countyPlan } from '../../seeds/demo/county.ts';
import { ewenkiPlan, workedUnit } from '../../seeds/demo/ewenki.ts';
import type { PlannedInstitution, PlannedPlace } from '../../seeds/demo/plan.ts';
import { dice } from '../../seeds/demo/random.ts';
import { decemberBasic, monthlyStandards, sumFen } from '../../seeds/demo/staff.ts';
import { checkPolicy } from '../../server/core/policy/check.ts';

const county = countyPlan(1);
const banner = ewenkiPlan(1);
const places = [county, banner];
const people = ({ institutions }: PlannedPlace) => institutions.flatMap((institution) => institution.people);
const ofKind = (kind: PlannedInstitution['kind']) => county.institutions.filter((institution) => institution.kind === kind);
const paid = places.flatMap(({ grades, institutions }) => institutions.filter(({ pay }) => pay).map((institution) => ({ ...institution, grades })));

describe('the dice', () => {
  test('give the same numbers for the same seed number and stream, and others otherwise', () => {
    const drawn = (seed: number, stream: string) => {
      const random = dice(seed, stream);
      return Array.from({ length: 50 }, () => random.between(0, 1_000_000));
    };
    expect(drawn(7, 'a')).toEqual(drawn(7, 'a'));
    expect(drawn(7, 'a')).not.toEqual(drawn(8, 'a'));
    expect(drawn(7, 'a')).not.toEqual(drawn(7, 'b'));
  });

  test('these numbers, on every machine', () => {
    const random = dice(20_260_101, 'example');
    expect([random.between(1, 6), random.between(1, 6), random.between(0, 999_999), random.pick(['a', 'b', 'c']), random.chance(0), random.chance(100)])
      .toEqual([5, 6, 40057, 'c', false, true]);
  });

  test('stay between their bounds and reach both', () => {
    const random = dice(1, 'bounds');
    expect(new Set(Array.from({ length: 200 }, () => random.between(3, 6)))).toEqual(new Set([3, 4, 5, 6]));
  });
});

describe('the plan', () => {
  test('is the same for the same seed number and another for another', () => {
    expect(countyPlan(1)).toEqual(county);
    expect(ewenkiPlan(1)).toEqual(banner);
    expect(countyPlan(2).institutions).not.toEqual(county.institutions);
    expect(ewenkiPlan(2).institutions).not.toEqual(banner.institutions);
  });

  test.each([1, 2, 3, 20_260_101])('has the shape of the county with seed number %i', (seed) => {
    const { institutions, consortia } = countyPlan(seed);
    const count = (kind: string) => institutions.filter((institution) => institution.kind === kind).length;
    expect([count('COUNTY_HOSPITAL'), count('TOWNSHIP_HOSPITAL'), consortia.map(({ code }) => code)]).toEqual([2, 18, ['A', 'B']]);
    expect(Math.abs(count('VILLAGE_CLINIC') - 200)).toBeLessThanOrEqual(20);
    const staff = institutions.flatMap((institution) => institution.people).length;
    expect(Math.abs(staff - 1500)).toBeLessThanOrEqual(100);
    expect(ewenkiPlan(seed).institutions.map(({ kind }) => kind === 'PUBLIC_HEALTH').filter(Boolean)).toHaveLength(4);
    expect(ewenkiPlan(seed).institutions).toHaveLength(14);
  });

  test('names every institution and numbers every person once', () => {
    for (const place of places) {
      for (const list of [place.institutions.map(({ code }) => code), place.institutions.map(({ name }) => name), people(place).map(({ code }) => code)]) {
        expect(new Set(list).size).toBe(list.length);
      }
    }
    expect(places.flatMap(people).filter(({ name }) => !/^\p{Script=Han}{2,6}$/u.test(name))).toEqual([]);
  });

  test('gives every person a grade and a department that exist', () => {
    for (const { grades, institutions } of places) {
      const known = new Set(grades.map(({ code }) => code));
      for (const { departments, people: staff } of institutions) {
        expect(staff.filter(({ grade, department }) => !known.has(grade) || (department !== null && !departments.includes(department)))).toEqual([]);
      }
    }
  });

  test('puts a head and its branches and clinics into each consortium', () => {
    expect(ofKind('COUNTY_HOSPITAL').map(({ consortium, role }) => [consortium, role])).toEqual([['A', 'HEAD'], ['B', 'HEAD']]);
    expect(new Set(ofKind('TOWNSHIP_HOSPITAL').map(({ role }) => role))).toEqual(new Set(['BRANCH']));
    expect(new Set(ofKind('VILLAGE_CLINIC').map(({ role }) => role))).toEqual(new Set(['CLINIC']));
  });
});

describe('the money', () => {
  const yearOf = (code: string, year: string) => county.consortia.find((consortium) => consortium.code === code)!.spending.filter(({ month }) => month.startsWith(year));

  test.each([
    ['A', '2026', 7_123_456_789n, 168_000_000n],
    ['B', '2026', 6_300_000_000n, 132_000_000n],
    ['A', '2025', null, 166_240_000n],
    ['B', '2025', null, 130_960_000n],
  ])('consortium %s in %s', (code, year, claims, fees) => {
    const months = yearOf(code, year);
    expect(months).toHaveLength(12);
    expect(sumFen(months.map(({ contractFees }) => contractFees))).toBe(fees);
    if (claims !== null) expect(sumFen(months.map((month) => month.claims))).toBe(claims);
    expect(months.every((month) => month.claims > 0n)).toBe(true);
  });

  test.each([1, 2, 3, 4, 20_260_101])('last year A keeps a surplus and B overspends more than is certified, with seed number %i', (seed) => {
    const plan = countyPlan(seed);
    const used = (code: string) => sumFen(plan.consortia.find((each) => each.code === code)!.spending.filter(({ month }) => month < '2026').map(({ claims, contractFees }) => claims + contractFees));
    const [packageA, packageB] = [7_327_859_200n, 5_772_716_800n];
    expect(used('A')).toBeLessThan(packageA);
    expect(used('B') - packageB).toBeGreaterThan(plan.budget!.certificates[0]!.amount);
  });

  test.each(paid)('$code: the basic share pays twelve months of the standards, in both years', ({ people: staff, grades, certifiedAllowances, pay }) => {
    for (const fixed of Object.values(pay!.totals)) {
      if (!fixed) continue;
      const total = decemberBasic(staff) + certifiedAllowances + fixed.higherShare;
      expect(monthlyStandards(staff, grades) * 12n * 10n).toBeLessThanOrEqual(total * 6n);
      expect(fixed.leaderIncentive * 10n).toBeLessThan(total * 4n);
      expect(fixed.leaderIncentive).toBeGreaterThan(0n);
    }
    expect(staff.filter(({ leader }) => leader)).toHaveLength(1);
    expect(certifiedAllowances).toBeGreaterThan(0n);
  });

  test('the worked unit has its figures to the fen, whatever the seed number', () => {
    const worked = banner.institutions.find(({ code }) => code === workedUnit.code)!;
    expect(ewenkiPlan(99).institutions.find(({ code }) => code === workedUnit.code)).toEqual(worked);
    expect(worked.name).toBe('巴彦托海镇卫生院');
    expect(worked.people.map(({ postWage, gradeWage }) => postWage + gradeWage)).toEqual([286_000n, 234_567n, 212_050n, 199_800n, 167_583n]);
    const standards = new Map(banner.grades.map(({ code, monthlyStandard }) => [code, monthlyStandard]));
    expect(worked.people.map(({ grade }) => standards.get(grade))).toEqual([72_000n, 66_000n, 60_000n, 60_000n, 54_000n]);
    expect(new Set(worked.people.map(({ grade }) => grade)).size).toBe(5);
    expect(decemberBasic(worked.people) + worked.certifiedAllowances + worked.pay!.totals[2026]!.higherShare).toBe(6_240_000n);
    expect(worked.pay!.totals[2026]!.leaderIncentive).toBe(561_600n);
  });
});

describe('the accounts', () => {
  const accounts = plannedAccounts(places);

  test('are nineteen logins with one password, and one head for every institution that pays', () => {
    expect(demoLogins()).toHaveLength(19);
    expect(demoLogins().every(({ password, who }) => password === demoPassword && who.zh !== '' && who.en !== '')).toBe(true);
    expect(new Set(accounts.map(({ login }) => login)).size).toBe(accounts.length);
    expect(accounts.filter(({ who }) => who !== null).map(({ login }) => login)).toEqual(demoLogins().map(({ login }) => login));
    const heads = accounts.flatMap(({ grants }) => grants.flatMap(({ role, institution }) => (role === 'HOSPITAL_HEAD' ? institution ?? [] : []))).sort();
    expect(heads).toEqual(paid.map(({ code }) => code).sort());
  });

  test.each([['nq-nurse', '护理部', '宁强县天津医院'], ['ew-nurse', '护理组', workedUnit.name]])('%s is a nurse', (login, department, institution) => {
    const { name, grants } = accounts.find((account) => account.login === login)!;
    const home = places.flatMap((place) => place.institutions).find((each) => each.people.some(({ code }) => code === grants[0]!.person))!;
    const person = home.people.find(({ code }) => code === grants[0]!.person);
    expect([home.name, person?.department, person?.name]).toEqual([institution, department, name]);
  });
});

test('the county takes over the pay policy with its own hospitals, and it stays without fault', () => {
  const text = readFileSync(new URL('../../seeds/policies/ewenki-2010.yaml', import.meta.url), 'utf8');
  const adopted = adoptedPay(text, county, { id: 'ningqiang-pay', zh: '宁强县', en: 'Ningqiang' });
  const { policy, faults } = checkPolicy(adopted);
  expect(faults.filter(({ severity }) => severity !== 'warning')).toEqual([]);
  expect(policy).toMatchObject({ id: 'ningqiang-pay', place: { code: '610726', zh: '宁强县' } });
  expect(policy!.examples.length).toBeGreaterThan(40);
  const units = county.institutions.filter(({ pay }) => pay).map(({ name }) => name);
  expect(units).toHaveLength(20);
  for (const unit of units) expect(adopted).toContain(`unit_name: ${unit}`);
  expect(adopted).not.toContain('unit_name: 旗妇幼保健所');
  expect(() => adoptedPay('policy: empty', county, { id: 'empty', zh: '空', en: 'Empty' })).toThrow('a list of units');
});
