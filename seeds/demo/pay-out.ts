/** The pay-out of one hospital and month through the verbs: deductions, the treasury's payment, and one payment that came back. */
import type { DataKeys } from '../../server/access/data-keys.ts';
import { formatMoney } from '../../server/core/money.ts';
import type { DeductionItem } from '../../server/core/payout/items.ts';
import { giveDeductions, type GivenDeduction } from '../../server/payout/give-deductions.ts';
import { makeBatch } from '../../server/payout/make-batch.ts';
import { preparePayOut } from '../../server/payout/prepare-pay-out.ts';
import { payments, recordReturns } from '../../server/run/payment-returns.ts';
import { act, holderOf, signAll, type Office } from './office.ts';

/** What is withheld, in hundredths of gross pay. */
const withheld: ReadonlyArray<[DeductionItem, bigint]> = [['SOCIAL_INSURANCE', 10n], ['HOUSING_FUND', 12n], ['ANNUITY', 4n], ['UNION_FEE', 1n]];

async function deductionsOf({ em }: Office, region: number, institution: string, month: string): Promise<GivenDeduction[]> {
  const gross = await em.execute<Array<{ code: string; amount: string }>>(`
    select s.code, sum(l.amount)::text as amount from pay_run p join pay_line l on l.region_id = p.region_id and l.pay_run_id = p.id
    join person s on s.region_id = l.region_id and s.id = l.person_id where p.region_id = ? and p.institution_id = ? and p.period = ? group by s.code order by s.code`, [region, institution, month]);
  return gross.flatMap(({ code, amount }) => withheld.map(([item, hundredths]) => ({ person: code, item, amount: formatMoney((BigInt(amount) * hundredths) / 100n) })));
}

export async function payOut(office: Office, keys: DataKeys, region: number, code: string, month: string): Promise<void> {
  const institution = office.registered.institutions.get(code)!;
  const of = { region, institution, month };
  const cashier = holderOf(office, region, 'INSTITUTION_FINANCE', institution);
  const treasury = holderOf(office, region, 'FINANCE_BUREAU');
  const rows = await deductionsOf(office, region, institution, month);
  await act(office, cashier, `${month}-16`, (asking) => giveDeductions(asking, { ...of, rows, reason: `${month} 代扣代缴` }));
  const run = await act(office, cashier, `${month}-17`, (asking) => preparePayOut(asking, { ...of, reason: '' }));
  await signAll(office, run, [`${month}-19`]);
  await act(office, treasury, `${month}-20`, (asking) => makeBatch(asking, keys, { ...of, layout: 'DELIMITED', held: [], purpose: '国库直达发放' }));
  await act(office, treasury, `${month}-22`, async (asking) => {
    const [first] = await payments(asking.em, region, [institution]);
    await recordReturns(asking, region, [{ payment: first!, reason: '账号已销户' }]);
  });
}
