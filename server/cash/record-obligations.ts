/** Records what institutions must pay in their months besides wages. */
import { bureaus, requireRole, type Asking } from '../access/asker.ts';
import { audit } from '../access/audit.ts';
import { formatMoney } from '../core/money.ts';
import { Refusal, refuse, type Fault } from '../core/refusal.ts';
import { yearOf } from '../core/period.ts';
import type { Role } from '../model/account.ts';
import { Obligation } from '../model/cash.ts';
import { Institution } from '../model/organisation.ts';
import { lockObligations, obligationKey, obligationsOf, obligationTitle, writeObligations, type NewObligation } from '../run/obligations.ts';

/** Those who see the cash of an institution: the bureaus of all, its head and its finance of their own. */
export const cashRoles: readonly Role[] = [...bureaus, 'HOSPITAL_HEAD', 'INSTITUTION_FINANCE'];
/** Those who say what an institution must pay and what it had. */
export const cashRecorders: readonly Role[] = ['HEALTH_BUREAU', 'INSURANCE_BUREAU', 'HOSPITAL_HEAD', 'INSTITUTION_FINANCE'];

export const recordsMost = 500;
const nameMost = 100;

type Given = Omit<NewObligation, 'source'>;

/** What is wrong with a record by itself. */
function faultsOf({ kind, name, amount }: Given, at: string): Fault[] {
  const faults: Fault[] = [];
  if (amount < 0n) faults.push({ code: 'MONEY_NEGATIVE', at: `${at}.amount`, values: { found: formatMoney(amount) } });
  if (kind === 'OTHER' && name === '') faults.push({ code: 'OBLIGATION_NAMELESS', at: `${at}.name`, values: {} });
  if (kind !== 'OTHER' && name !== '') faults.push({ code: 'OBLIGATION_NAMED', at: `${at}.name`, values: { found: name } });
  if (name.length > nameMost) faults.push({ code: 'OBLIGATION_NAME_LONG', at: `${at}.name`, values: { found: String(name.length) } });
  return faults;
}

interface Told {
  given: Given;
  at: string;
  what: { zh: string; en: string };
}

/** Records that are there twice. */
function twice(told: readonly Told[]): Fault[] {
  const first = new Map<string, number>();
  return told.flatMap(({ given, at, what }, index): Fault[] => {
    const before = first.get(obligationKey(given));
    if (before === undefined) first.set(obligationKey(given), index);
    return before === undefined ? [] : [{ code: 'OBLIGATION_TWICE', at, values: { what, first: String(before + 1), second: String(index + 1) } }];
  });
}

/** Records that would change nothing. */
async function unchanged({ em }: Asking, region: number, told: readonly Told[]): Promise<Fault[]> {
  const standing = new Map<string, bigint>();
  const institutions = [...new Set(told.map(({ given }) => given.institution))];
  for (const year of new Set(told.map(({ given }) => yearOf(given.month)))) {
    for (const record of await obligationsOf(em, region, year, institutions)) standing.set(obligationKey({ ...record, institution: record.institution.id }), record.amount);
  }
  return told.flatMap(({ given, at, what }) => (standing.get(obligationKey(given)) === given.amount
    ? [{ code: 'OBLIGATION_SAME' as const, at, values: { what, amount: formatMoney(given.amount) } }] : []));
}

/** All or nothing: every fault of every record is told (NOT_FOUND, MONEY_NEGATIVE, OBLIGATION_TWICE, OBLIGATION_SAME, OBLIGATION_NAMELESS, OBLIGATION_NAMED). */
export async function recordObligations(asking: Asking, { region, records }: { region: number; records: readonly Given[] }): Promise<Obligation[]> {
  const { em, asker } = asking;
  if (records.length === 0) refuse('OBLIGATIONS_NONE', 'records');
  if (records.length > recordsMost) refuse('OBLIGATIONS_MANY', 'records', { most: String(recordsMost), found: String(records.length) });
  const given = records.map((record) => ({ ...record, name: record.name.trim() }));
  for (const institution of new Set(given.map((record) => record.institution))) requireRole(asker, region, cashRecorders, institution);
  await lockObligations(em, region, given);
  const institutions = new Map((await em.find(Institution, { regionId: region, id: { $in: given.map((record) => record.institution) } })).map((found) => [found.id, found]));
  const told = given.map((record, index): Told => {
    const [{ zh, en }, name] = [obligationTitle(record), institutions.get(record.institution)?.name ?? ''];
    return { given: record, at: `records[${index}]`, what: { zh: `${name} ${record.month} ${zh}`, en: `${name} ${record.month} ${en}` } };
  });
  const unknown = told.flatMap(({ given: { institution }, at }): Fault[] => (institutions.has(institution) ? []
    : [{ code: 'NOT_FOUND', at: `${at}.institution`, values: { what: { zh: '机构', en: 'institution' }, found: institution } }]));
  const faults = [...unknown, ...told.flatMap(({ given: record, at }) => faultsOf(record, at)), ...twice(told), ...await unchanged(asking, region, told)];
  if (faults.length > 0) throw new Refusal(faults);
  const ids = await writeObligations(asking, region, given);
  const [{ what: first }] = told as [Told];
  const more = told.length === 1 ? { zh: '', en: '' } : { zh: ` 等 ${told.length} 条`, en: ` and ${told.length - 1} more` };
  await audit(asking, region, { action: 'RECORD_OBLIGATIONS', subject: { zh: first.zh + more.zh, en: first.en + more.en }, as: [...cashRecorders], institution: given[0]?.institution });
  const found = new Map((await em.find(Obligation, { regionId: region, id: { $in: ids } })).map((record) => [record.id, record]));
  return ids.map((id) => found.get(id) as Obligation);
}
