/** Values that others give for a whole round: rows with their source, and what the platform itself has registered. */
import type { EntityManager } from '@mikro-orm/postgresql';
import { hasRole, requireRole, type Asking } from '../access/asker.ts';
import { audit } from '../access/audit.ts';
import { checkValues } from '../core/assessment/assess.ts';
import type { Giver, Measure } from '../core/assessment/indicator.ts';
import { formatMoney } from '../core/money.ts';
import { Refusal, refuse, type Fault } from '../core/refusal.ts';
import { attempt } from '../core/policy/attempt.ts';
import type { Role } from '../model/account.ts';
import { AssessmentRound, type AssessmentUnit } from '../model/assessment.ts';
import { Budget, ConsortiumPackage } from '../model/budget.ts';
import { yearEnds } from '../run/dated.ts';
import { membersOn } from '../run/members.ts';
import { spendingOf } from '../run/spending.ts';
import { staffOn } from '../run/staff.ts';
import { addEntry, giverWords, reopenReview } from './entries.ts';
import { holdRound, knownRound, type KnownRound } from './known.ts';
import { roundWords } from './rounds.ts';
import { readText } from './texts.ts';

async function roundHeld(em: EntityManager, region: number, id: string): Promise<KnownRound> {
  await holdRound(em, id);
  const round = await em.findOne(AssessmentRound, { regionId: region, id, withdrawnAt: null });
  return round ? knownRound(em, round, null) : refuse('NOT_FOUND', 'round', { what: { zh: '考核轮次', en: 'round' }, found: id });
}

export interface ImportedRow {
  /** Code of the unit. */
  unit: string;
  input: string;
  value: string;
}

const givers: readonly Role[] = ['HEALTH_BUREAU', 'INSURANCE_BUREAU', 'FINANCE_BUREAU', 'HR_BUREAU'];
const roleOf: Partial<Record<Giver, Role>> = { 'insurance-bureau': 'INSURANCE_BUREAU', 'finance-bureau': 'FINANCE_BUREAU', 'hr-bureau': 'HR_BUREAU' };

/** What is wrong with the rows, all at once; the health bureau gives every value, another office its own. */
function rowFaults({ asker }: Asking, { round, units, compiled }: KnownRound, rows: readonly ImportedRow[]): Fault[] {
  const own = givers.filter((role) => hasRole(asker, round.regionId, [role]));
  const seen = new Set<string>();
  return rows.flatMap(({ unit, input, value }, index): Fault[] => {
    const at = `rows[${index}]`;
    if (!units.some((each) => each.unit.code === unit)) return [{ code: 'UNIT_UNKNOWN', at: `${at}.unit`, values: { found: unit } }];
    const key = JSON.stringify([unit, input]);
    if (seen.has(key)) return [{ code: 'ROW_TWICE', at, values: { key: `${unit} ${input}`, table: 'rows' } }];
    seen.add(key);
    const from = compiled.inputs.get(input)?.from;
    const role = from && roleOf[from];
    if (from && !own.includes('HEALTH_BUREAU') && !(role && own.includes(role))) return [{ code: 'INPUT_NOT_YOURS', at: `${at}.input`, values: { found: input, giver: giverWords(from) } }];
    return (attempt(() => checkValues(compiled, { [input]: value.trim() })).faults ?? []).map((fault) => ({ ...fault, at: `${at}.${fault.code === 'INPUT_UNKNOWN' ? 'input' : 'value'}` }));
  });
}

async function addMeasured(asking: Asking, known: KnownRound, rows: ReadonlyArray<ImportedRow & { source: string }>, as: readonly Role[]): Promise<number> {
  const byUnit = Map.groupBy(rows, ({ unit }) => unit);
  let changed = 0;
  for (const own of known.units) {
    const { unit } = own;
    let touched = false;
    for (const { input, value, source } of byUnit.get(unit.code) ?? []) {
      if (!(await addEntry(asking, unit, { stage: 'MEASURED', kind: 'VALUE', name: input, value: value.trim(), source }, as))) continue;
      touched = true;
      changed += 1;
    }
    if (touched) await reopenReview(asking.em, own, unit, asking.now);
  }
  return changed;
}

export interface ImportScores {
  region: number;
  round: string;
  /** Who found the values, and in which paper. */
  source: string;
  rows: ImportedRow[];
}

/** Values of a third party or an office, as rows; a wrong row refuses all of them. Gives how many changed: the same rows again change nothing. */
export async function importScores(asking: Asking, { region, round: id, source, rows }: ImportScores): Promise<number> {
  requireRole(asking.asker, region, givers);
  const known = await roundHeld(asking.em, region, id);
  const said = readText('source', source, 200);
  const faults = rowFaults(asking, known, rows);
  if (faults.length > 0) throw new Refusal(faults);
  const changed = await addMeasured(asking, known, rows.map((row) => ({ ...row, source: said })), givers);
  await audit(asking, region, { action: 'IMPORT_ASSESSMENT', subject: roundWords(known.round), as: givers });
  return changed;
}

/** What the platform has registered of one unit in a year; measures that it does not have are left out. */
type Registered = Map<Measure, { value: string; source: string }>;

async function spentIn(em: EntityManager, region: number, year: number): Promise<Map<string, bigint>> {
  const spent = new Map<string, bigint>();
  for (const { consortium, claims, contractFees } of await spendingOf(em, region, year)) spent.set(consortium.id, (spent.get(consortium.id) ?? 0n) + claims + contractFees);
  return spent;
}

async function packagesOf(em: EntityManager, region: number, year: number): Promise<Map<string, bigint>> {
  const budgets = await em.find(Budget, { regionId: region, year, knownUntil: null });
  const given = new Map<string, bigint>();
  for (const { consortium, amount } of await em.find(ConsortiumPackage, { regionId: region, budget: { $in: budgets } })) given.set(consortium.id, (given.get(consortium.id) ?? 0n) + amount);
  return given;
}

async function staffOf(em: EntityManager, unit: AssessmentUnit, day: string): Promise<Registered> {
  const members = await membersOn(em, unit.regionId, day);
  const institutions = unit.institutionId ? [unit.institutionId] : members.filter(({ consortium }) => consortium === unit.consortiumId).map(({ institution }) => institution);
  const staff = (await Promise.all(institutions.map((each) => staffOn(em, unit.regionId, each, day)))).flat();
  const source = `人员登记表 ${day}`;
  return new Map([
    ['staff', { value: String(staff.length), source }],
    ['established-staff', { value: String(staff.filter(({ identity }) => identity === 'ESTABLISHMENT').length), source }],
  ]);
}

/** Takes over what the platform has registered for the inputs that it gives. Gives how many values changed. */
export async function takeMeasures(asking: Asking, { region, round: id }: { region: number; round: string }): Promise<number> {
  const { em, asker } = asking;
  requireRole(asker, region, ['HEALTH_BUREAU']);
  const known = await roundHeld(em, region, id);
  const { year } = known.round;
  const inputs = [...known.compiled.inputs.values()].filter(({ measure }) => measure !== undefined);
  const [packages, spent, before] = [await packagesOf(em, region, year), await spentIn(em, region, year), await spentIn(em, region, year - 1)];
  const money: Array<[Measure, Map<string, bigint>, string]> = [['package', packages, `总额预算 ${year}`], ['package-spent', spent, `支出登记 ${year}`], ['package-spent-before', before, `支出登记 ${year - 1}`]];
  const rows: Array<ImportedRow & { source: string }> = [];
  for (const { unit } of known.units) {
    const registered = await staffOf(em, unit, yearEnds(year));
    for (const [measure, sums, source] of money) {
      const sum = sums.get(unit.consortiumId ?? '');
      if (sum !== undefined) registered.set(measure, { value: formatMoney(sum), source });
    }
    for (const { id: input, measure } of inputs) {
      const found = measure && registered.get(measure);
      if (found) rows.push({ unit: unit.code, input, ...found });
    }
  }
  const changed = await addMeasured(asking, known, rows, ['HEALTH_BUREAU']);
  await audit(asking, region, { action: 'TAKE_MEASURES', subject: roundWords(known.round), as: ['HEALTH_BUREAU'] });
  return changed;
}
