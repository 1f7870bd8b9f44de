/**
 * Why somebody is paid another sum than the month before. The month before is turned into this month one cause after another, in the order
 * of `causeTitles`, and evaluated after each: what the sum changes by is what the cause has made. So the causes add up to the difference to
 * the fen, whatever their order; what two causes make only together falls to the later one.
 */
import { canonical } from '../canonical.ts';
import type { Money } from '../money.ts';
import { attempt } from '../policy/attempt.ts';
import type { RawFacts, ScalarKind, TableFact } from '../policy/policy.ts';
import type { Words } from '../refusal.ts';
import { ownSum, peopleOf, rowsOf, type Ground, type RawRow } from './ground.ts';

/** In the order in which they are taken; the last three are told of whole distributions, without evaluating. */
export const causeTitles = {
  RULES: { zh: '政策版本变化', en: 'Another version of the rules' },
  STANDARD: { zh: '标准变化', en: 'Standards changed' },
  POST: { zh: '本人岗位、身份或在岗情况变化', en: 'Own post, identity or presence changed' },
  SCORE: { zh: '本人考核得分变化', en: 'Own score changed' },
  POINTS: { zh: '本人积分、工作量或系数变化', en: 'Own points, work or coefficient changed' },
  ITEM: { zh: '本人单列项目金额变化', en: 'Own items of fixed amount changed' },
  POOL: { zh: '单位可分配总额或决定变化', en: 'The pool or a decision of the institution changed' },
  OTHERS: { zh: '其他人员变化，本人占比随之变化', en: 'Others changed, and so one\'s share of the pool' },
  HELD: { zh: '暂缓发放或恢复', en: 'Held, or held no longer' },
  NEW: { zh: '本月新发放的项目', en: 'A new distribution this month' },
  ENDED: { zh: '上月发放、本月没有的项目', en: 'A distribution of last month that there is not this month' },
  CORRECTION: { zh: '更正', en: 'Correction' },
} as const satisfies Record<string, Words>;
export type Cause = keyof typeof causeTitles;

/** What causes have made together: one, or several where no evaluation is possible between them. Fen, also 0. */
export interface Made {
  causes: Cause[];
  amount: Money;
}

interface Own {
  person: string;
  name: string;
  table: TableFact;
}

type Swap = (mixed: Ground, now: Ground, own: Own) => Ground;

const isOwn = ({ person, table }: Own) => (row: RawRow): boolean => row[table.key] === person;

const postKinds: readonly ScalarKind[] = ['text', 'option', 'boolean', 'date', 'month', 'reference'];
const isPost = (kind: ScalarKind): boolean => postKinds.includes(kind);
const isPoints = (kind: ScalarKind): boolean => !isPost(kind) && kind !== 'score' && kind !== 'money';

/** Every other table as it is now, with the rows that are no longer there: others still point at them. */
function standards(mixed: Ground, now: Ground, own: Own): Ground {
  const facts: RawFacts = { ...mixed.facts };
  for (const [name, { key }] of now.policy.tables) {
    if (name === own.name) continue;
    const rows = rowsOf(now.facts, name);
    const kept = new Set(rows.map((row) => row[key]));
    facts[name] = [...rows, ...rowsOf(mixed.facts, name).filter((row) => !kept.has(row[key]))];
  }
  return { ...mixed, facts };
}

/** The own cells of some kinds as they are now; a row that only one of the months has comes and goes whole, with the post. */
function cells(takes: (kind: ScalarKind) => boolean, withRow = false): Swap {
  return (mixed, now, own) => {
    const rows = rowsOf(mixed.facts, own.name);
    const [had, has] = [rows.find(isOwn(own)), rowsOf(now.facts, own.name).find(isOwn(own))];
    if (!had || !has) {
      if (!withRow) return mixed;
      return { ...mixed, facts: { ...mixed.facts, [own.name]: [...rows.filter((row) => row !== had), ...(has ? [has] : [])] } };
    }
    const taken = [...own.table.columns.values()].filter(({ quantity }) => takes(quantity.kind)).map(({ id }) => id);
    const others = Object.entries(had).filter(([column]) => !taken.includes(column));
    const made = Object.fromEntries([...others, ...Object.entries(has).filter(([column]) => taken.includes(column))]);
    return { ...mixed, facts: { ...mixed.facts, [own.name]: rows.map((row) => (row === had ? made : row)) } };
  };
}

function pool(mixed: Ground, now: Ground): Ground {
  const only = (facts: RawFacts, tables: boolean) => Object.entries(facts).filter(([, value]) => Array.isArray(value) === tables);
  return { ...mixed, decisions: now.decisions, facts: Object.fromEntries([...only(mixed.facts, true), ...only(now.facts, false)]) };
}

const swaps: ReadonlyArray<readonly [Cause, Swap]> = [
  ['RULES', (mixed, { policy, stage }) => ({ ...mixed, policy, stage })],
  ['STANDARD', standards],
  ['POST', cells(isPost, true)],
  ['SCORE', cells((kind) => kind === 'score')],
  ['POINTS', cells(isPoints)],
  ['ITEM', cells((kind) => kind === 'money')],
  ['POOL', pool],
  ['OTHERS', (mixed, { facts }) => ({ ...mixed, facts })],
  ['HELD', (mixed, { held }) => ({ ...mixed, held })],
];

/** The order of rows does not count. */
function textOf({ policy, facts, ...given }: Ground): string {
  const sorted = Object.fromEntries(Object.entries(facts).map(([name, value]) => [name, Array.isArray(value) ? value.map(canonical).sort() : value]));
  return canonical({ ...given, facts: sorted, policy: policy.text });
}

/**
 * What each cause has made of somebody's sum, from the one distribution to the other; causes that changed nothing that counts are told
 * with 0. Both have been computed before, so neither is refused; what lies between may be, and is then told with the next cause.
 */
export function causesOf(before: Ground, now: Ground, person: string): Made[] {
  const own: Own = { person, ...peopleOf(now) };
  const made: Made[] = [];
  let [mixed, reached, open] = [before, ownSum(before, person), [] as Cause[]];
  for (const [cause, swap] of swaps) {
    const next = swap(mixed, now, own);
    if (textOf(next) === textOf(mixed)) continue;
    mixed = next;
    open.push(cause);
    const { value: sum } = attempt(() => ownSum(next, person));
    if (sum === undefined) continue;
    made.push({ causes: open, amount: sum - reached });
    [reached, open] = [sum, []];
  }
  return made;
}

/** A cell of one's own row that is another than in the month before. */
export interface CellChange {
  column: string;
  title: Words;
  /** As written; null where there was none. */
  before: Words | null;
  now: Words | null;
}

const flags: Record<string, Words> = { true: { zh: '是', en: 'yes' }, false: { zh: '否', en: 'no' } };

/** What of one's own row has changed, in the order of the columns. */
export function ownChanges(before: Ground, now: Ground, person: string): CellChange[] {
  const own: Own = { person, ...peopleOf(now) };
  const rowIn = ({ facts }: Ground): RawRow => rowsOf(facts, own.name).find(isOwn(own)) ?? {};
  const [had, has] = [rowIn(before), rowIn(now)];
  return [...own.table.columns.values()].filter(({ id }) => had[id] !== has[id]).map(({ id, title, quantity }) => {
    const say = (value: string | undefined): Words | null => (value === undefined ? null : quantity.options?.get(value) ?? flags[value] ?? { zh: value, en: value });
    return { column: id, title, before: say(had[id]), now: say(has[id]) };
  });
}
