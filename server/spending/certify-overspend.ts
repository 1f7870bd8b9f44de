/** The part of an overspend that the insurance bureau certifies as reasonable, with its cause. */
import { v7 } from 'uuid';
import { requireRole, type Asking } from '../access/asker.ts';
import { audit } from '../access/audit.ts';
import { formatMoney, type Money } from '../core/money.ts';
import { refuse } from '../core/refusal.ts';
import { Certificate } from '../model/budget.ts';
import { Consortium } from '../model/organisation.ts';
import { closeKnown } from '../run/known.ts';
import { lockSpending, requireNotSettling } from '../run/spending.ts';

export interface CertifyOverspend {
  region: number;
  consortium: string;
  year: number;
  amount: Money;
  cause: string;
}

export async function certifyOverspend(asking: Asking, input: CertifyOverspend): Promise<Certificate> {
  const { em, asker, now } = asking;
  const { region, year, amount, cause } = input;
  requireRole(asker, region, ['INSURANCE_BUREAU']);
  const consortium = await em.findOne(Consortium, { regionId: region, id: input.consortium });
  if (!consortium) return refuse('NOT_FOUND', 'consortium', { what: { zh: '医共体', en: 'consortium' }, found: input.consortium });
  if (amount < 0n) refuse('MONEY_NEGATIVE', 'amount', { found: formatMoney(amount) });
  if (cause.trim() === '') refuse('CAUSE_MISSING', 'cause');
  await lockSpending(em, region, year);
  await requireNotSettling(em, region, year, 'year');
  const { before, from: knownFrom } = await closeKnown(em, Certificate, { regionId: region, consortium, year }, now);
  const certificate = em.create(Certificate, {
    regionId: region, id: v7(), consortium, year, amount, cause: cause.trim(), certifiedById: asker.id, certifiedAt: now, knownFrom, replacesId: before?.id ?? null,
  });
  await em.flush();
  const subject = `${consortium.name} ${year}`;
  await audit(asking, region, { action: 'CERTIFY_OVERSPEND', subject: { zh: subject, en: subject }, as: ['INSURANCE_BUREAU'] });
  return certificate;
}
