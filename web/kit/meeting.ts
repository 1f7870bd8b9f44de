/** Two officers at one sheet: what somebody typed, laid over what another has prepared meanwhile, so that neither is lost. */
import type { Policy, RawFacts, Words } from '../../server/core/policy/policy.ts';
import { factPaths } from './fact-changes.ts';
import type { Sheet } from './sheet.ts';

/** A value that the other changed since one began to type. `path` is `standard`, `consortia/A/heads` or `decisions.risk_share`. */
export interface TheirChange {
  path: string;
  was: string;
  theirs: string;
}

type Row = Record<string, string>;
type Inputs = Pick<Sheet, 'facts' | 'decisions'>;

const decisionAt = 'decisions.';
const nothing = '';

/** What one of two made of a value: a change of one's own stands, else the other's. */
const stands = (base: string | undefined, mine: string | undefined, theirs: string | undefined): string | undefined => (mine === base ? theirs : mine);

function named(base: Row, mine: Row, theirs: Row): Row {
  const names = new Set([...Object.keys(theirs), ...Object.keys(mine)]);
  return Object.fromEntries([...names].flatMap((name) => {
    const value = stands(base[name], mine[name], theirs[name]);
    return value === undefined ? [] : [[name, value] as const];
  }));
}

const byKey = (rows: readonly Row[], key: string): Map<string, Row> => new Map(rows.map((row) => [row[key] ?? nothing, row]));

/** Their rows without those that I took out, then those that I added. */
function rowsTogether(key: string, base: readonly Row[], mine: readonly Row[], theirs: readonly Row[]): Row[] {
  const [was, own, other] = [byKey(base, key), byKey(mine, key), byKey(theirs, key)];
  const kept = [...other].filter(([row]) => own.has(row) || !was.has(row)).map(([row, cells]) => named(was.get(row) ?? {}, own.get(row) ?? was.get(row) ?? {}, cells));
  return [...kept, ...[...own].filter(([row]) => !was.has(row) && !other.has(row)).map(([, cells]) => cells)];
}

const listOf = (value: RawFacts[string] | undefined): Row[] => (Array.isArray(value) ? value : []);
const textsOf = (facts: RawFacts): Row => Object.fromEntries(Object.entries(facts).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));

/** The sheet of the other with what I changed since `base` in it. */
export function laidOver(base: Inputs, mine: Sheet, theirs: Sheet): Sheet {
  const tables = Object.keys(theirs.facts).filter((name) => Array.isArray(theirs.facts[name]));
  const rows = tables.map((name) => [name, rowsTogether(theirs.policy.tables.get(name)?.key ?? nothing, listOf(base.facts[name]), listOf(mine.facts[name]), listOf(theirs.facts[name]))] as const);
  return {
    ...theirs, decisions: named(base.decisions, mine.decisions, theirs.decisions),
    facts: { ...named(textsOf(base.facts), textsOf(mine.facts), textsOf(theirs.facts)), ...Object.fromEntries(rows) },
  };
}

/** Every value of a sheet by its path. */
export function valuesOf(policy: Policy, { facts, decisions }: Inputs): Map<string, string> {
  return new Map([
    ...factPaths(policy, facts).map(({ path, value }) => [path, value] as const), ...Object.entries(decisions).map(([name, value]) => [decisionAt + name, value] as const),
  ]);
}

/** What the other changed since `base`. */
export function theirChanges(base: Inputs, theirs: Sheet): TheirChange[] {
  const [before, after] = [valuesOf(theirs.policy, base), valuesOf(theirs.policy, theirs)];
  return [...new Set([...before.keys(), ...after.keys()])].filter((path) => before.get(path) !== after.get(path))
    .map((path) => ({ path, was: before.get(path) ?? nothing, theirs: after.get(path) ?? nothing }));
}

/** The sheet with one value as the other has it. */
export function withTheirs(sheet: Sheet, { path, theirs }: TheirChange): Sheet {
  if (path.startsWith(decisionAt)) return { ...sheet, decisions: { ...sheet.decisions, [path.slice(decisionAt.length)]: theirs } };
  const [name = nothing, row, column] = path.split('/');
  if (column === undefined) return { ...sheet, facts: { ...sheet.facts, [name]: theirs } };
  const key = sheet.policy.tables.get(name)?.key ?? nothing;
  return { ...sheet, facts: { ...sheet.facts, [name]: listOf(sheet.facts[name]).map((each) => (each[key] === row ? { ...each, [column]: theirs } : each)) } };
}

/** What a path is called: the title of the fact or decision, and the row with it. */
export function titleOfPath(policy: Policy, path: string, rowTitle: (row: string) => string): Words {
  const [name = nothing, row, column] = path.split('/');
  const decision = path.slice(decisionAt.length);
  const title = path.startsWith(decisionAt) ? (policy.decisions.get(decision) ?? policy.overrides.get(decision))?.title
    : column === undefined ? policy.facts.get(name)?.title : policy.tables.get(name)?.columns.get(column)?.title;
  const of = row === undefined || path.startsWith(decisionAt) ? '' : ` · ${rowTitle(row)}`;
  return { zh: `${title?.zh ?? path}${of}`, en: `${title?.en ?? path}${of}` };
}
