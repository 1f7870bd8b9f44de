/** Spending of a consortium's package by month. A record is never changed: a later one replaces it. */
import { v7 } from 'uuid';
import { requireRole, type Asking } from '../access/asker.ts';
import { audit } from '../access/audit.ts';
import type { Money } from '../core/money.ts';
import { formatMoney } from '../core/money.ts';
import { refuse } from '../core/refusal.ts';
import { Spending } from '../model/budget.ts';
import { Consortium } from '../model/organisation.ts';
import { closeKnown } from '../run/known.ts';
import { lockSpending, requireNotSettling } from '../run/spending.ts';

export interface RecordSpending {
  region: number;
  consortium: string;
  month: string;
  claims: Money;
  contractFees: Money;
}

export async function recordSpending(asking: Asking, input: RecordSpending): Promise<Spending> {
  const { em, asker, now } = asking;
  const { region, month, claims, contractFees } = input;
  requireRole(asker, region, ['INSURANCE_BUREAU']);
  const consortium = await em.findOne(Consortium, { regionId: region, id: input.consortium });
  if (!consortium) return refuse('NOT_FOUND', 'consortium', { what: { zh: '医共体', en: 'consortium' }, found: input.consortium });
  if (claims < 0n) refuse('MONEY_NEGATIVE', 'claims', { found: formatMoney(claims) });
  if (contractFees < 0n) refuse('MONEY_NEGATIVE', 'contractFees', { found: formatMoney(contractFees) });
  const year = Number(month.slice(0, 4));
  await lockSpending(em, region, year);
  await requireNotSettling(em, region, year, 'month');
  const { before, from: knownFrom } = await closeKnown(em, Spending, { regionId: region, consortium, month }, now);
  const record = em.create(Spending, {
    regionId: region, id: v7(), consortium, month, claims, contractFees, recordedById: asker.id, recordedAt: now, knownFrom, replacesId: before?.id ?? null,
  });
  await em.flush();
  const subject = `${consortium.name} ${month}`;
  await audit(asking, region, { action: 'RECORD_SPENDING', subject: { zh: subject, en: subject }, as: ['INSURANCE_BUREAU'] });
  return record;
}
