/** Who signs in: nineteen logins that are printed, and the heads of the other hospitals, whose passwords nobody knows. */
import type { Words } from '../../server/core/refusal.ts';
import type { Role } from '../../server/model/account.ts';
import type { PlannedInstitution, PlannedPlace } from './plan.ts';

export const demoPassword = 'fenpei-demo';

export interface PlannedGrant {
  region: number;
  role: Role;
  institution?: string;
  /** Its name. */
  department?: string;
  person?: string;
}

export interface PlannedAccount {
  login: string;
  name: string;
  /** Null for the accounts that are not printed. */
  who: Words | null;
  grants: PlannedGrant[];
}

const county = 610726;
const banner = 150724;

interface Printed {
  login: string;
  /** The holder's name; left out where a person of the plan holds it. */
  name?: string;
  who: Words;
  grants: PlannedGrant[];
}

const printed: Printed[] = [
  {
    login: 'nq-bureau', name: '陈志远',
    who: {
      zh: '宁强县卫生健康局分配岗：编制预算、清算和总量，审核并公示',
      en: 'Ningqiang health bureau: prepares budgets, settlements and totals, reviews and publishes pay',
    },
    grants: [{ region: county, role: 'HEALTH_BUREAU' }],
  },
  {
    login: 'nq-approver', name: '高建平',
    who: {
      zh: '宁强县卫生健康局审批人，兼人口家庭股',
      en: 'Ningqiang health bureau: approves; also the population and family office',
    },
    grants: [{ region: county, role: 'HEALTH_BUREAU_APPROVER' }, { region: county, role: 'POPULATION_OFFICE' }],
  },
  {
    login: 'nq-insurance', name: '李文静',
    who: {
      zh: '宁强县医疗保障局：登记支出，认定超支，审批',
      en: 'Ningqiang insurance bureau: records spending, certifies overspends, approves',
    },
    grants: [{ region: county, role: 'INSURANCE_BUREAU' }],
  },
  {
    login: 'nq-finance', name: '王永强',
    who: { zh: '宁强县财政局：审批，划转', en: 'Ningqiang finance bureau: approves, transfers pay' },
    grants: [{ region: county, role: 'FINANCE_BUREAU' }],
  },
  {
    login: 'nq-hr', name: '赵丽萍',
    who: {
      zh: '人力资源和社会保障局：两地的总量和发放审核',
      en: 'Human resources bureau, in both regions: reviews totals and pay',
    },
    grants: [{ region: county, role: 'HR_BUREAU' }, { region: banner, role: 'HR_BUREAU' }],
  },
  {
    login: 'nq-head-a',
    who: { zh: '宁强县天津医院院长', en: 'Head of county hospital A' },
    grants: [{ region: county, role: 'HOSPITAL_HEAD', institution: '610726-H01' }],
  },
  {
    login: 'nq-head-b',
    who: { zh: '宁强县中医医院院长', en: 'Head of county hospital B' },
    grants: [{ region: county, role: 'HOSPITAL_HEAD', institution: '610726-H02' }],
  },
  {
    login: 'nq-town',
    who: { zh: '汉源街道卫生院院长', en: 'Head of the Hanyuan town hospital' },
    grants: [{ region: county, role: 'HOSPITAL_HEAD', institution: '610726-T01' }],
  },
  {
    login: 'nq-dept',
    who: { zh: '汉源街道卫生院全科主任：本科室二次分配', en: 'Head of general practice in the Hanyuan town hospital: divides its pool' },
    grants: [{ region: county, role: 'DEPARTMENT_HEAD', institution: '610726-T01', department: '全科' }],
  },
  {
    login: 'nq-dept-nursing',
    who: { zh: '汉源街道卫生院护理组组长：本科室二次分配', en: 'Head of nursing in the Hanyuan town hospital: divides its pool' },
    grants: [{ region: county, role: 'DEPARTMENT_HEAD', institution: '610726-T01', department: '护理组' }],
  },
  {
    login: 'nq-nurse',
    who: { zh: '宁强县天津医院护理部职工', en: 'A nurse of county hospital A' },
    grants: [{ region: county, role: 'STAFF', person: '610726-H01-017' }],
  },
  {
    login: 'nq-personnel', name: '吴秀英',
    who: { zh: '宁强县天津医院人事科：本机构工资条', en: 'Personnel of county hospital A: its payslips' },
    grants: [{ region: county, role: 'PERSONNEL', institution: '610726-H01' }],
  },
  {
    login: 'admin', name: '郑国栋',
    who: { zh: '两地系统管理员：账号与权限，不见金额', en: 'Administrator of both regions: accounts and rights, no money' },
    grants: [{ region: county, role: 'ADMINISTRATOR' }, { region: banner, role: 'ADMINISTRATOR' }],
  },
  {
    login: 'report', name: '周敏',
    who: { zh: '财务人员兼审计人员：两地的账目、报表和审计日志', en: 'Finance officer and auditor: accounts, reports and audit log of both regions' },
    grants: [
      { region: county, role: 'FINANCE_OFFICER' }, { region: county, role: 'AUDITOR' },
      { region: banner, role: 'FINANCE_OFFICER' }, { region: banner, role: 'AUDITOR' },
    ],
  },
  {
    login: 'ew-bureau', name: '苏伦高娃',
    who: {
      zh: '鄂温克旗卫生健康委分配岗：编制总量，审核并公示',
      en: 'Ewenki health bureau: prepares totals, reviews and publishes pay',
    },
    grants: [{ region: banner, role: 'HEALTH_BUREAU' }],
  },
  {
    login: 'ew-office', name: '何铁林',
    who: {
      zh: '鄂温克旗卫生健康委审批人，兼人口家庭股',
      en: 'Ewenki health bureau: approves; also the population and family office',
    },
    grants: [{ region: banner, role: 'HEALTH_BUREAU_APPROVER' }, { region: banner, role: 'POPULATION_OFFICE' }],
  },
  {
    login: 'ew-finance', name: '包青山',
    who: { zh: '鄂温克旗财政局：审批，划转', en: 'Ewenki finance bureau: approves, transfers pay' },
    grants: [{ region: banner, role: 'FINANCE_BUREAU' }],
  },
  {
    login: 'ew-head',
    who: { zh: '巴彦托海镇卫生院院长', en: 'Head of the Bayantohai town hospital' },
    grants: [{ region: banner, role: 'HOSPITAL_HEAD', institution: '150724-W01' }],
  },
  {
    login: 'ew-nurse',
    who: { zh: '巴彦托海镇卫生院护士', en: 'A nurse of the Bayantohai town hospital' },
    grants: [{ region: banner, role: 'STAFF', person: '150724-W01-002' }],
  },
];

/** The nineteen logins, as they are printed at a start. */
export function demoLogins(): Array<{ login: string; password: string; who: Words }> {
  return printed.map(({ login, who }) => ({ login, password: demoPassword, who }));
}

function holder(places: readonly PlannedPlace[], { institution, department, person }: PlannedGrant): string {
  const institutions = places.flatMap((place) => place.institutions);
  const people = institutions.find(({ code }) => code === institution)?.people ?? institutions.flatMap((each) => each.people);
  const fits = (each: (typeof people)[number]) => (department ? !each.leader && each.department === department : institution ? each.leader : each.code === person);
  const found = people.find(fits);
  if (!found) throw new Error(`nobody holds ${institution ?? person ?? 'this login'}`);
  return found.name;
}

function headAccount(region: number, institution: PlannedInstitution): PlannedAccount {
  const leader = institution.people.find((person) => person.leader)!;
  return {
    login: `head-${institution.code}`, name: leader.name, who: null,
    grants: [{ region, role: 'HOSPITAL_HEAD', institution: institution.code }],
  };
}

/** Every account of the demo, the printed ones first. */
export function plannedAccounts(places: readonly PlannedPlace[]): PlannedAccount[] {
  const known = printed.map(({ login, name, who, grants }) => ({ login, who, grants, name: name ?? holder(places, grants[0]!) }));
  const headed = new Set(printed.flatMap(({ grants }) => grants.flatMap(({ role, institution }) => (role === 'HOSPITAL_HEAD' ? [institution] : []))));
  const others = places.flatMap(({ region, institutions }) => institutions
    .filter(({ code, pay }) => pay !== null && !headed.has(code))
    .map((institution) => headAccount(region.code, institution)));
  return [...known, ...others];
}
