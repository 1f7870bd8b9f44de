/** The banner's hospital with two departments whose heads divide what the policy leaves to them, as the demo has it. */
import { readFileSync } from 'node:fs';
import { hashPassword } from '../../server/access/passwords.ts';
import { inTransaction } from '../../server/db.ts';
import { Account, RoleGrant } from '../../server/model/account.ts';
import type { PayRun } from '../../server/model/pay.ts';
import { password, publish, type County, type Login, type Place } from './county.ts';
import { ownerRows, plant } from './ledger.ts';
import { fixedTotal, points, preparedPay, staffWith } from './year.ts';

/** The policy of the demo, laid over that of the banner. */
function departmentsPolicy(): string {
  return readFileSync(new URL('../../seeds/demo/ningqiang-departments.yaml', import.meta.url), 'utf8')
    .replace('overlays: ningqiang-pay@1', 'overlays: ewenki-2010@1').replace('"610726", zh: 宁强县, en: Ningqiang County', '"150724", zh: 鄂温克族自治旗, en: Ewenki Autonomous Banner')
    .replace('from: 2026-01-01', 'from: 2010-01-01').replaceAll('listed_unit: 汉源街道卫生院', 'listed_unit: 巴彦托海镇卫生院');
}

/** Who divides: two of one department, one of the other. */
export const heads = { chief: '全科', deputy: '全科', nurse: '护理组' } as const;
export type Head = keyof typeof heads & string;

const placed: Record<string, readonly string[]> = { 全科: ['A', 'B'], 护理组: ['C', 'D'], 办公室: ['L'] };

export interface Departments {
  /** Ids by name. */
  ids: Record<string, string>;
  /** One transaction of a verb as the head of a department, or as somebody of the fixture. */
  as: <T>(login: Head | Login, verb: Parameters<Place['as']>[1] extends (asking: infer A) => Promise<unknown> ? (asking: A) => Promise<T> : never) => Promise<T>;
}

/** Departments with who works there, and the policy in force from 2010 on; the ids of the departments by name. */
export async function registerDepartments(fixture: County): Promise<Record<string, string>> {
  const { banner: place } = fixture;
  const ids: Record<string, string> = {};
  for (const [index, [name, people]] of Object.entries(placed).entries()) {
    const [row] = await ownerRows<{ id: string }>(fixture, 'insert into department values ($1, gen_random_uuid(), $2, $3, $4) returning id', [place.region, place.institutions.U01, `D0${index + 1}`, name]);
    ids[name] = row?.id as string;
    const codes = people.map((code) => `'${code}'`).join(', ');
    await plant(fixture, `update assignment set department_id = '${ids[name]}' where region_id = ${place.region} and person_id in (select id from person where region_id = ${place.region} and code in (${codes}))`);
  }
  await publish(place, departmentsPolicy());
  return ids;
}

/** The departments with their heads, and the total of 2010. */
export async function withDepartments(fixture: County): Promise<Departments> {
  const { banner: place } = fixture;
  const ids = await registerDepartments(fixture);
  const passwordHash = await hashPassword(password);
  await inTransaction(fixture.orm, [place.region], async (em) => {
    for (const [login, department] of Object.entries(heads)) {
      const account = em.create(Account, { login, name: `${login} 主任`, passwordHash });
      await em.flush();
      em.create(RoleGrant, {
        accountId: account.id, regionCode: place.region, role: 'DEPARTMENT_HEAD', institutionId: place.institutions.U01 as string, departmentId: ids[department] as string, personId: null,
        validFrom: '2009-01-01', validUntil: null,
      });
    }
  });
  await fixedTotal(place);
  return { ids, as: (login, verb) => place.as(login as Login, verb) };
}

/** The pools of 2010-12, sent out to the departments; with changes of what people's points are. */
export async function sentOut(place: Place, changes: Record<string, Record<string, string>> = {}, period = '2010-12'): Promise<PayRun> {
  const facts = await staffWith(place, 'INCENTIVE', { ...points, ...changes }, period);
  return preparedPay(place, { period, facts, decisions: { distribution: 'departments' }, draft: true });
}
