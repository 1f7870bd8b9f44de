/** 巴彦托海镇卫生院 at the point at which January 2010 can be paid out: its finance, a policy, released pay, and bank cards for three of five. */
import { readFileSync } from 'node:fs';
import { luhnDigit } from '../../server/core/card-number.ts';
import { Person } from '../../server/model/people.ts';
import { keepNumbers } from '../../server/organisation/person-numbers.ts';
import { banner, publish, type County, type Login } from './county.ts';
import { testKeys } from './keys.ts';
import { ownerRows } from './ledger.ts';
import { fixedTotal, paidBasic } from './year.ts';

/** Two who hold the finance of the hospital. */
export const cashiers = ['nobody', 'former'] as const satisfies Login[];

/** A number that passes its check. */
export function cardOf(index: number): string {
  const digits = `620000${banner}${String(index).padStart(6, '0')}`;
  return digits + luhnDigit(digits);
}

export function giveCard(fixture: County, code: string, bankCard: string): Promise<unknown> {
  return fixture.banner.as('health', async ({ em }) => keepNumbers(em, testKeys, await em.findOneOrFail(Person, { regionId: banner, code }), { idCard: null, bankCard }));
}

/** The pay-out after three reviews comes into force, for all months of the fixture. */
export function publishPayOut(fixture: County): Promise<void> {
  const text = readFileSync(new URL('../../seeds/demo/pay-out-reviewed.yaml', import.meta.url), 'utf8');
  return publish(fixture.banner, text.replace('from: 2026-10-01', 'from: 2009-01-01'));
}

export async function readyToPayOut(fixture: County): Promise<void> {
  for (const login of cashiers) {
    await ownerRows(fixture, `insert into role_grant (id, account_id, region_code, role, institution_id, valid_from)
      select gen_random_uuid(), id, $1, 'INSTITUTION_FINANCE', $2, '2009-01-01' from account where login = $3`, [banner, fixture.banner.institutions.U01, login]);
  }
  await publishPayOut(fixture);
  await fixedTotal(fixture.banner);
  await paidBasic(fixture.banner, '2010-01');
  for (const [index, code] of ['L', 'A', 'B'].entries()) await giveCard(fixture, code, cardOf(index + 1));
}
