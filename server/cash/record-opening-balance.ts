/** Records what an institution had at hand when a year began; a later record takes the place of the first. */
import { v7 } from 'uuid';
import { requireRole, type Asking } from '../access/asker.ts';
import { audit } from '../access/audit.ts';
import { formatMoney, type Money } from '../core/money.ts';
import { refuse } from '../core/refusal.ts';
import { OpeningBalance } from '../model/cash.ts';
import { Institution } from '../model/organisation.ts';
import { closeKnown, knownAt } from '../run/known.ts';
import { lockYear } from '../run/order.ts';
import { cashRecorders } from './record-obligations.ts';

export interface RecordOpeningBalance {
  region: number;
  institution: string;
  year: number;
  amount: Money;
}

export async function recordOpeningBalance(asking: Asking, { region, institution: id, year, amount }: RecordOpeningBalance): Promise<OpeningBalance> {
  const { em, asker, now } = asking;
  requireRole(asker, region, cashRecorders, id);
  const institution = await em.findOne(Institution, { regionId: region, id });
  if (!institution) return refuse('NOT_FOUND', 'institution', { what: { zh: '机构', en: 'institution' }, found: id });
  if (year < 1000 || year > 9999) refuse('YEAR_NOT_VALID', 'year', { found: String(year) });
  if (amount < 0n) refuse('MONEY_NEGATIVE', 'amount', { found: formatMoney(amount) });
  await lockYear(em, region, year);
  const standing = await em.findOne(OpeningBalance, { regionId: region, institution: { id }, year, ...knownAt(null) });
  if (standing?.amount === amount) refuse('OPENING_SAME', 'amount', { year: String(year), amount: formatMoney(amount) });
  const { before, from: knownFrom } = await closeKnown(em, OpeningBalance, { regionId: region, institution, year }, now);
  const record = em.create(OpeningBalance, { regionId: region, id: v7(), institution, year, amount, recordedById: asker.id, recordedAt: now, knownFrom, replacesId: before?.id ?? null });
  await em.flush();
  const subject = `${institution.name} ${year}`;
  await audit(asking, region, { action: 'RECORD_OPENING_BALANCE', subject: { zh: subject, en: subject }, as: [...cashRecorders], institution: id });
  return record;
}
