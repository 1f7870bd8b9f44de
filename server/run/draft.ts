/**
 * What a run will be evaluated on, before anybody signs: facts filled from the register, and which of them the asker may change.
 * Pure: the register's rows come in as values.
 */
import type { Origins, Policy, RawDecisions, RawFacts, TableFact } from '../core/policy/policy.ts';
import { Refusal, type Fault } from '../core/refusal.ts';

type Row = Record<string, string>;

/** What the platform itself knows, under the names that policies use. `origin` says where it is registered. */
export interface Register {
  scalars: Record<string, { value: string; origin: string }>;
  /**
   * By the name of the table's key column: its rows, and which of their columns the register owns; of single rows also those in `ownedOf`.
   * `origins` says it of single values, by `row/column`.
   */
  tables: Record<string, { rows: Row[]; owned: string[]; ownedOf?: ReadonlyMap<string, readonly string[]>; origin: string; origins?: Origins }>;
  /** What approved runs give: which facts (`carried`, `hospitals.prepaid`), and the values that there are, by path (`hospitals/H1/prepaid`). */
  taken?: { names: ReadonlySet<string>; values: ReadonlyMap<string, { value: string; origin: string }> };
}

export interface Draft {
  facts: RawFacts;
  decisions: RawDecisions;
  origins: Origins;
  /** Paths that the asker may change: `standard`, `consortia.heads`, or a whole table `claim_lines`. */
  editable: string[];
  /** Decisions that the asker may take. */
  editableDecisions: string[];
  /** Single values of columns that may be changed which may not, `staff/D/in_post`. */
  fixed: string[];
}

export interface Base {
  facts: RawFacts;
  decisions: RawDecisions;
}

function rowsOf(facts: RawFacts, table: string): Row[] {
  const rows = facts[table];
  return Array.isArray(rows) ? rows : [];
}

type MayGive = (by: string) => boolean;

/** Columns that approved runs give; nobody else does. */
function takenColumns({ columns }: TableFact): string[] {
  return [...columns.values()].filter(({ from }) => from).map(({ id }) => id);
}

/** A row with what approved runs give now; where they give nothing, the policy's default holds. What an earlier stage took stays as it was. */
function withTaken(name: string, table: TableFact, row: Row, register: Register, origins: Origins): Row {
  const columns = takenColumns(table).filter((column) => register.taken?.names.has(`${name}.${column}`));
  const own = Object.fromEntries(Object.entries(row).filter(([column]) => !columns.includes(column)));
  const given = columns.flatMap((column) => {
    const path = `${name}/${row[table.key]}/${column}`;
    const cell = register.taken?.values.get(path);
    if (cell) origins[path] = cell.origin;
    return cell ? [[column, cell.value] as const] : [];
  });
  return { ...own, ...Object.fromEntries(given) };
}

/** The rows that there are, and one for every other key of which approved runs give an amount: it may not be overlooked. */
function withGivenRows(name: string, table: TableFact, rows: readonly Row[], register: Register): Row[] {
  const keys = new Set(rows.map((row) => row[table.key]));
  const endings = takenColumns(table).map((column) => `/${column}`);
  const given = [...register.taken?.values.keys() ?? []].flatMap((path) => {
    const ending = endings.find((each) => path.startsWith(`${name}/`) && path.endsWith(each));
    return ending === undefined ? [] : [path.slice(name.length + 1, -ending.length)];
  });
  return [...rows, ...[...new Set(given)].filter((key) => !keys.has(key)).sort().map((key) => ({ [table.key]: key }))];
}

interface FilledTable {
  rows: Row[];
  editable: string[];
  fixed: string[];
}

function fillTable(name: string, table: TableFact, base: Base, register: Register, mayGive: MayGive, origins: Origins): FilledTable {
  const known = register.tables[table.key];
  const before = new Map(rowsOf(base.facts, name).map((row) => [row[table.key], row]));
  if (!known) return { rows: withGivenRows(name, table, [...before.values()], register).map((row) => withTaken(name, table, row, register, origins)), editable: [name], fixed: [] };
  const owned = known.owned.filter((column) => table.columns.has(column));
  const fixed: string[] = [];
  const rows = known.rows.map((registered) => {
    const key = registered[table.key] as string;
    const row: Row = { [table.key]: key };
    const own = (known.ownedOf?.get(key) ?? []).filter((column) => table.columns.has(column));
    fixed.push(...own.map((column) => `${name}/${key}/${column}`));
    for (const column of table.columns.keys()) {
      const isOwned = owned.includes(column) || own.includes(column);
      const value = isOwned ? registered[column] : before.get(key)?.[column] ?? registered[column];
      if (value !== undefined) row[column] = value;
      if (isOwned) origins[`${name}/${key}/${column}`] = known.origins?.[`${key}/${column}`] ?? known.origin;
    }
    return withTaken(name, table, row, register, origins);
  });
  const open = [...table.columns].filter(([column, { by, from }]) => !owned.includes(column) && !from && (by === undefined || mayGive(by)));
  return { rows, editable: open.map(([column]) => `${name}.${column}`), fixed };
}

/**
 * Fills a policy's facts: what the register owns, then what the base (an earlier run) had, then the policy's defaults.
 * `mayGive` says which offices the asker stands for: what a policy lets an office give or decide, others may not change.
 */
export function fillDraft(policy: Policy, base: Base, register: Register, mayGive: MayGive): Draft {
  const facts: RawFacts = {};
  const origins: Origins = {};
  const editable: string[] = [];
  const fixed: string[] = [];
  for (const [name, { by, from }] of policy.facts) {
    const registered = from ? register.taken?.values.get(name) : register.scalars[name];
    const value = registered?.value ?? (register.taken?.names.has(name) ? undefined : base.facts[name]);
    if (typeof value === 'string') facts[name] = value;
    if (registered) origins[name] = registered.origin;
    else if (!from && (by === undefined || mayGive(by))) editable.push(name);
  }
  for (const [name, table] of policy.tables) {
    const filled = fillTable(name, table, base, register, mayGive, origins);
    facts[name] = filled.rows;
    editable.push(...filled.editable);
    fixed.push(...filled.fixed);
  }
  const decisions: RawDecisions = {};
  const editableDecisions: string[] = [];
  for (const [name, decision] of [...policy.decisions, ...policy.overrides]) {
    const value = base.decisions[name];
    if (value !== undefined) decisions[name] = value;
    if (mayGive(decision.by)) editableDecisions.push(name);
  }
  return { facts, decisions, origins, editable, editableDecisions, fixed };
}

/**
 * The facts of a posted run, to be corrected: what this register owns is as it has it, and is corrected there; other tables keep their rows,
 * and every value may change that the asker's office may give, also what another register owned: whoever signs sees each change.
 */
export function draftAgain(policy: Policy, base: Base, register: Register, mayGive: MayGive): Draft {
  const { facts, origins, fixed } = fillDraft(policy, base, register, mayGive);
  const given = (by: string | undefined) => by === undefined || mayGive(by);
  const owned = ({ key }: TableFact, column: string) => register.tables[key]?.owned.includes(column);
  const scalars = [...policy.facts].filter(([name, { by, from }]) => !from && given(by) && !register.scalars[name]).map(([name]) => name);
  const cells = [...policy.tables].flatMap(([name, table]) => [...table.columns].filter(([column, { by, from }]) => !from && given(by) && !owned(table, column)).map(([column]) => `${name}.${column}`));
  const decisions = [...policy.decisions, ...policy.overrides].filter(([, { by }]) => mayGive(by)).map(([name]) => name);
  return { facts, decisions: base.decisions, origins, editable: [...scalars, ...cells], editableDecisions: decisions, fixed };
}

/** What another base says about these facts and decisions, in place of what the first says; rows that only one has are left as the first has them. */
export function overlaid(policy: Policy, base: Base, over: Base, only: { facts: ReadonlySet<string>; decisions: ReadonlySet<string> }): Base {
  const facts = Object.fromEntries(Object.entries(base.facts).map(([name, value]) => {
    if (typeof value === 'string') return [name, only.facts.has(name) ? over.facts[name] ?? value : value];
    const key = policy.tables.get(name)?.key ?? '';
    const rows = new Map(rowsOf(over.facts, name).map((row) => [row[key], row]));
    const fixed = (row: Row) => Object.fromEntries(Object.entries(rows.get(row[key]) ?? {}).filter(([column]) => only.facts.has(`${name}.${column}`)));
    return [name, value.map((row) => ({ ...row, ...fixed(row) }))];
  }));
  const added = Object.entries(over.facts).filter(([name, value]) => typeof value === 'string' && only.facts.has(name) && facts[name] === undefined);
  const decided = Object.entries(over.decisions).filter(([name]) => only.decisions.has(name));
  return { facts: { ...facts, ...Object.fromEntries(added) }, decisions: { ...base.decisions, ...Object.fromEntries(decided) } };
}

/** A row that may be changed, without a change of what approved runs give. */
function requireTaken(name: string, table: TableFact, draft: Draft, row: Row, at: string, faults: Fault[]): Row {
  const before = rowsOf(draft.facts, name).find((each) => each[table.key] === row[table.key]);
  for (const column of takenColumns(table)) {
    const [allowed, found] = [before?.[column], row[column]];
    if (found !== undefined && found !== allowed) faults.push({ code: 'FACT_NOT_EDITABLE', at: `${at}.${column}`, values: { allowed: allowed ?? '', found } });
  }
  return { ...row, ...Object.fromEntries(takenColumns(table).flatMap((column) => (before?.[column] === undefined ? [] : [[column, before[column]]]))) };
}

/** Rows of which approved runs give an amount may not be left out. */
function requireRows(name: string, table: TableFact, rows: readonly Row[], given: readonly Row[], faults: Fault[]): void {
  const columns = takenColumns(table);
  const bound = rows.filter((row) => columns.some((column) => row[column] !== undefined)).map((row) => row[table.key] as string);
  const keys = given.map((row) => row[table.key] ?? '');
  if (bound.some((key) => !keys.includes(key))) faults.push({ code: 'ROWS_TAKEN', at: `facts.${name}`, values: { allowed: bound.join(', '), found: keys.join(', ') } });
}

function mergeTable(name: string, table: TableFact, draft: Draft, given: Row[], faults: Fault[]): Row[] {
  const rows = rowsOf(draft.facts, name);
  if (draft.editable.includes(name)) {
    requireRows(name, table, rows, given, faults);
    return given.map((row, index) => requireTaken(name, table, draft, row, `facts.${name}[${index}]`, faults));
  }
  const byKey = new Map(given.map((row) => [row[table.key], row]));
  const keys = rows.map((row) => row[table.key]);
  if (byKey.size !== given.length || given.length !== rows.length || keys.some((key) => !byKey.has(key))) {
    faults.push({ code: 'ROWS_NOT_EDITABLE', at: `facts.${name}`, values: { allowed: keys.join(', '), found: given.map((row) => row[table.key] ?? '').join(', ') } });
    return rows;
  }
  return rows.map((row, index) => {
    const merged = { ...row };
    for (const [column, value] of Object.entries(byKey.get(row[table.key]) as Row)) {
      if (value === row[column]) continue;
      const fixed = draft.fixed.includes(`${name}/${row[table.key]}/${column}`);
      if ((draft.editable.includes(`${name}.${column}`) && !fixed) || !table.columns.has(column)) merged[column] = value;
      else faults.push({ code: 'FACT_NOT_EDITABLE', at: `facts.${name}[${index}].${column}`, values: { allowed: row[column] ?? '', found: value } });
    }
    return merged;
  });
}

/**
 * Takes the asker's changes into a draft. Everything outside `editable` must stay as the register has it;
 * all faults at once (FACT_NOT_EDITABLE, ROWS_NOT_EDITABLE, ROWS_TAKEN, DECISION_NOT_YOURS). Names the policy does not know are left for its own check.
 */
export function mergeDraft(policy: Policy, draft: Draft, given: Base): Base {
  const faults: Fault[] = [];
  const facts: RawFacts = { ...draft.facts };
  for (const [name, value] of Object.entries(given.facts)) {
    const table = policy.tables.get(name);
    if (table && Array.isArray(value)) facts[name] = mergeTable(name, table, draft, value, faults);
    else if (!policy.facts.has(name) || draft.editable.includes(name) || value === draft.facts[name]) facts[name] = value;
    else faults.push({ code: 'FACT_NOT_EDITABLE', at: `facts.${name}`, values: { allowed: String(draft.facts[name] ?? ''), found: String(value) } });
  }
  const decisions: RawDecisions = { ...draft.decisions };
  for (const [name, value] of Object.entries(given.decisions)) {
    const decision = policy.decisions.get(name) ?? policy.overrides.get(name);
    if (!decision || draft.editableDecisions.includes(name) || value === draft.decisions[name]) decisions[name] = value;
    else faults.push({ code: 'DECISION_NOT_YOURS', at: `decisions.${name}`, values: { by: decision.by, found: value } });
  }
  if (faults.length > 0) throw new Refusal(faults);
  return { facts, decisions };
}
