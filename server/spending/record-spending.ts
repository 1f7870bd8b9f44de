/** Spending of a consortium's package by month. A record is never changed: a later one replaces it. */
import { requireRole, type Asking } from '../access/asker.ts';
import { audit } from '../access/audit.ts';
import type { Money } from '../core/money.ts';
import { formatMoney } from '../core/money.ts';
import { refuse } from '../core/refusal.ts';
import { Spending } from '../model/budget.ts';
import { Consortium } from '../model/organisation.ts';
import { recordPackages } from '../run/spending-records.ts';

export interface RecordSpending {
  region: number;
  consortium: string;
  month: string;
  claims: Money;
  contractFees: Money;
}

export async function recordSpending(asking: Asking, input: RecordSpending): Promise<Spending> {
  const { em, asker } = asking;
  const { region, month, claims, contractFees } = input;
  requireRole(asker, region, ['INSURANCE_BUREAU']);
  const consortium = await em.findOne(Consortium, { regionId: region, id: input.consortium });
  if (!consortium) return refuse('NOT_FOUND', 'consortium', { what: { zh: '医共体', en: 'consortium' }, found: input.consortium });
  if (claims < 0n) refuse('MONEY_NEGATIVE', 'claims', { found: formatMoney(claims) });
  if (contractFees < 0n) refuse('MONEY_NEGATIVE', 'contractFees', { found: formatMoney(contractFees) });
  const [id] = await recordPackages(asking, region, [{ consortium: consortium.id, month, claims, contractFees }]);
  const record = await em.findOneOrFail(Spending, { regionId: region, id });
  const subject = `${consortium.name} ${month}`;
  await audit(asking, region, { action: 'RECORD_SPENDING', subject: { zh: subject, en: subject }, as: ['INSURANCE_BUREAU'] });
  return record;
}
