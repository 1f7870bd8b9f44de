/** What the names of a policy mean: types, units, order of the steps; all faults at once. */
import type { Type } from '../feel/type.ts';
import { pure, sameUnit, yuan } from '../feel/unit.ts';
import { suggestion } from '../feel/suggest.ts';
import { isWhole, multiply, rate } from '../rate.ts';
import type { Fault } from '../refusal.ts';
import { checkBenefits } from './benefits.ts';
import { checkCases } from './cases.ts';
import { faultAt } from './document.ts';
import { checkNames, checkUse } from './names.ts';
import { sortSteps } from './order.ts';
import { checkOverrides } from './overrides.ts';
import type { Check, Fact, ParameterTable, Policy, Scalar, Step } from './policy.ts';
import { amountsOf, homeOf, ruleOf } from './rules/rules.ts';
import { searchBases, type GuardedTable } from './pay-bases.ts';
import { checkStages } from './stages.ts';
import { Symbols } from './symbols.ts';
import { checkTotals } from './totals.ts';
import { FormulaTyping, type Ground } from './typing.ts';

/** Nobody reads more. */
const faultsMost = 1000;

export interface Analysis {
  symbols: Symbols;
  /** Steps in running order. */
  order: Step[];
  /** Tables of facts whose rows may be a basis that pay may not have. */
  guarded: GuardedTable[];
  faults: Fault[];
}

/** References must name a table of the policy; those that the policy itself fills must name a row that it also gives. */
function checkReferences({ policy, symbols, broken, faults }: Ground): void {
  const check = ({ quantity, place, id }: Fact): void => {
    const { table } = quantity;
    if (table === undefined || symbols.tables.has(table)) return;
    broken.add(id);
    if (!broken.has(table)) faults.push(faultAt('TABLE_UNKNOWN', place, { found: table, suggestion: suggestion(table, symbols.tables.keys()) }));
  };
  const given = ({ quantity, place, title }: Fact, value: Scalar | undefined): void => {
    const target = quantity.table === undefined ? undefined : policy.parameterTables.get(quantity.table);
    if (quantity.table === undefined || value === undefined || !symbols.tables.has(quantity.table)) return;
    const known = (target?.rows ?? []).map((row) => String(row[(target as ParameterTable).key]));
    if (known.includes(String(value))) return;
    faults.push(faultAt('REFERENCE_UNKNOWN', place, { title, found: String(value), table: quantity.table, suggestion: suggestion(String(value), known) }));
  };
  for (const fact of [...policy.facts.values(), ...policy.decisions.values()]) check(fact);
  for (const parameter of policy.parameters.values()) {
    check(parameter);
    given(parameter, parameter.value);
  }
  for (const table of [...policy.tables.values(), ...policy.parameterTables.values()]) for (const column of table.columns.values()) check(column);
  for (const { columns, rows } of policy.parameterTables.values()) {
    for (const column of columns.values()) for (const row of rows) given(column, row[column.id]);
  }
}

/** Whether the table of a step or a check is there; a broken one has been told already. */
function tableThere({ symbols, broken, faults }: Ground, { table, place }: Step | Check): boolean {
  if (table === undefined || symbols.tables.has(table)) return true;
  if (!broken.has(table)) faults.push(faultAt('TABLE_UNKNOWN', place, { found: table, suggestion: suggestion(table, symbols.tables.keys()) }));
  return false;
}

function checkCommon(step: Step, types: ReadonlyArray<Type | undefined>, typing: FormulaTyping): void {
  if (step.where) {
    typing.condition(step.where);
    if (step.table === undefined) typing.fault('WHERE_WITHOUT_ROWS', step.where.place);
    if (types.some((type) => type && type.is !== 'number' && type.is !== 'boolean')) typing.fault('WHERE_NEEDS_NUMBER', step.where.place);
  }
  const [type] = types;
  if (!type) return;
  const money = type.is === 'number' && sameUnit(type.unit, yuan);
  if (step.show !== undefined && type.is !== 'number') typing.fault('SHOW_WITHOUT_NUMBER', step.place);
  if (typeof step.show === 'string' && type.is === 'number' && !sameUnit(type.unit, pure)) typing.fault('SHOW_PERCENT_OF_UNIT', step.place);
  if (step.round && type.is !== 'number') typing.fault('ROUND_WITHOUT_NUMBER', step.place);
  if (step.round && money && !isWhole(multiply(step.round.to, rate(100n)))) typing.fault('ROUND_FINER_THAN_FEN', step.place);
}

function typeStep(ground: Ground, step: Step): void {
  const amounts = amountsOf(step);
  const worse = (): number => ground.faults.filter(({ severity }) => severity !== 'warning').length;
  const before = worse();
  let types: Array<Type | undefined> = [];
  if (tableThere(ground, step)) {
    const typing = new FormulaTyping(ground, step.table);
    types = ruleOf(step).type(step, typing);
    checkCommon(step, types, typing);
  }
  const faulty = worse() > before;
  for (const [index, { id }] of amounts.entries()) {
    const type = faulty ? undefined : types[index];
    const home = homeOf(step, id);
    const name = (home === undefined ? ground.symbols.scalars : ground.symbols.tables.get(home)?.columns)?.get(id);
    if (!type || !name) ground.broken.add(id);
    else name.type = type.is === 'number' ? { is: 'number', unit: type.unit } : type;
  }
}

/**
 * Types every step and check of the policy. `broken` holds names whose faults have been told by the reader.
 * What is never used is told when there is nothing worse.
 */
export function analyse(policy: Policy, broken: ReadonlySet<string> = new Set()): Analysis {
  const symbols = new Symbols(policy);
  const clashes = checkNames(policy);
  const unknown = new Set([...broken, ...clashes.map(({ values }) => String(values['name']))]);
  const ground: Ground = { policy, symbols, broken: unknown, faults: clashes, used: new Set() };
  checkReferences(ground);
  const { order, cyclic, faults: circles } = sortSteps(policy.steps);
  ground.faults.push(...circles);
  for (const step of cyclic) for (const { id } of amountsOf(step)) ground.broken.add(id);
  for (const step of order) {
    if (ground.faults.length >= faultsMost) return { symbols, order, guarded: [], faults: ground.faults };
    typeStep(ground, step);
  }
  for (const check of policy.checks) if (tableThere(ground, check)) new FormulaTyping(ground, check.table).condition(check.that);
  checkStages(policy, ground);
  checkCases(policy, ground);
  checkTotals(policy, ground);
  checkBenefits(policy, ground);
  checkOverrides(policy, ground);
  const { faults: tied, guarded } = searchBases(policy, symbols);
  ground.faults.push(...tied);
  const { faults } = ground;
  const worse = broken.size > 0 || faults.some(({ severity }) => severity !== 'warning');
  return { symbols, order, guarded, faults: worse ? faults : [...faults, ...checkUse(policy, ground.used)] };
}
