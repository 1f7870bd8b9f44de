/** `score`: a measured value as a score, by a line, in proportion to a full mark, or against peers; held in bounds, 0 when vetoed. */
import type { Type } from '../../feel/type.ts';
import type { Unit } from '../../feel/unit.ts';
import { add, compare, divide, formatRate, isZero, multiply, rate, sign, subtract, zero, type Rate } from '../../rate.ts';
import type { ColumnName, Formula, ScoreMethod, ScoreStep, Words } from '../policy.ts';
import { tellLater, typeIn } from './common.ts';
import { settle, type Input, type Reading, type Result, type Rule, type Run, type Surroundings, type Typing } from './rule.ts';
import { sayScore, scoreSentence, vetoed, type Scored } from './score-words.ts';

const methodKeys = {
  linear: ['at', 'worth', 'per', 'adds'],
  proportional: ['full', 'worth'],
  best: ['worth', 'peers'],
  lowest: ['worth', 'peers'],
  mean: ['worth', 'peers'],
} as const satisfies Record<ScoreMethod['is'], readonly string[]>;
const ownKeys = [...new Set(Object.values(methodKeys).flat())];

function readMethod({ fields }: Reading): ScoreMethod {
  const is = fields.oneOf('method', ['linear', 'proportional', 'best', 'lowest', 'mean']);
  const worth = fields.formula('worth');
  if (!fields.says('method', is)) return { is: 'best', worth };
  const own: readonly string[] = methodKeys[is];
  fields.exclude(ownKeys.filter((key) => !own.includes(key)), is);
  switch (is) {
    case 'linear': return { is, worth, at: fields.formula('at'), per: fields.formula('per'), adds: fields.formula('adds') };
    case 'proportional': return { is, worth, full: fields.formula('full') };
    default: return { is, worth, peers: fields.optional('peers', (node) => ({ column: fields.text('peers'), place: node.place })) };
  }
}

function read(reading: Reading): ScoreStep {
  const { fields, base } = reading;
  return {
    ...base,
    rule: 'score',
    measured: fields.formula('score'),
    method: readMethod(reading),
    atLeast: fields.optionalFormula('at_least'),
    atMost: fields.optionalFormula('at_most'),
    veto: fields.optionalFormula('veto'),
  };
}

function methodFormulas(method: ScoreMethod): Formula[] {
  switch (method.is) {
    case 'linear': return [method.at, method.worth, method.per, method.adds];
    case 'proportional': return [method.full, method.worth];
    default: return [method.worth];
  }
}

function formulas({ measured, method, atLeast, atMost, veto }: ScoreStep): Formula[] {
  return [measured, ...methodFormulas(method), atLeast, atMost, veto].filter((formula) => formula !== undefined);
}

function inputs(step: ScoreStep): Input[] {
  const own = formulas(step).map(({ expression }): Input => ({ expression, on: 'row' }));
  return 'peers' in step.method ? [...own, { expression: step.measured.expression, on: 'peers' }] : own;
}

const comparable: ReadonlySet<Type['is']> = new Set(['text', 'boolean', 'date', 'month', 'reference']);

function typePeers({ table, place, method: { is } }: ScoreStep, peers: ColumnName | undefined, typing: Typing): void {
  if (table === undefined) {
    typing.fault('PEERS_WITHOUT_ROWS', place, { method: is });
    return;
  }
  const column = peers && typing.columnOf(table, peers.column);
  if (peers && !(column && comparable.has(column.is))) typing.fault('PEERS_NOT_A_COLUMN', peers.place, { column: peers.column, table });
}

/** A number of the unit, which must be above 0 where the policy alone fixes it. */
function typePositive(formula: Formula, key: 'per' | 'full', unit: Unit, typing: Typing): void {
  const value = typeIn(formula, unit, typing) && typing.fixed(formula);
  if (value && sign(value) <= 0) typing.fault('SCORE_NOT_POSITIVE', formula.place, { key, found: formula.text });
}

function type(step: ScoreStep, typing: Typing): Type | undefined {
  const { measured, method, atLeast, atMost, veto } = step;
  const [value, worth] = [typing.number(measured), typing.number(method.worth)];
  if (veto) typing.condition(veto);
  if (!value || !worth) return undefined;
  if (method.is === 'linear') {
    typeIn(method.at, value.unit, typing);
    typePositive(method.per, 'per', value.unit, typing);
    typeIn(method.adds, worth.unit, typing);
  } else if (method.is === 'proportional') {
    typePositive(method.full, 'full', value.unit, typing);
  } else {
    typePeers(step, method.peers, typing);
  }
  for (const bound of [atLeast, atMost]) if (bound) typeIn(bound, worth.unit, typing);
  return { is: 'number', unit: worth.unit };
}

/** Rows that are compared with each other, and the best, lowest or mean value among them. */
interface Peers {
  keys: string[];
  base: Rate;
}

const bases: Record<'best' | 'lowest' | 'mean', (values: readonly Rate[]) => Rate> = {
  best: (values) => values.reduce((a, b) => (compare(a, b) >= 0 ? a : b)),
  lowest: (values) => values.reduce((a, b) => (compare(a, b) <= 0 ? a : b)),
  mean: (values) => divide(values.reduce(add), rate(BigInt(values.length))),
};

/** The peers of every row, in the order of the rows; none for a method that compares with nobody. */
function peersOf({ measured, method }: ScoreStep, runs: readonly Run[], { cell }: Surroundings): Array<Peers | undefined> {
  if (method.is === 'linear' || method.is === 'proportional') return runs.map(() => undefined);
  const column = method.peers?.column;
  const groupOf = (run: Run): string => (column === undefined ? '' : cell(run.key, column));
  const groups = new Map<string, Peers>();
  for (const [group, members] of Map.groupBy(runs, groupOf)) {
    const values = members.map((run) => {
      const value = run.number(measured);
      return sign(value) < 0 ? run.refuse('MEASURED_NEGATIVE', { found: formatRate(value) }) : value;
    });
    groups.set(group, { keys: members.map(({ key }) => key), base: bases[method.is](values) });
  }
  return runs.map((run) => groups.get(groupOf(run)));
}

/** The score before bounds, and the numbers that it was made from. */
function scored({ method }: ScoreStep, value: Rate, peers: Peers | undefined, run: Run): Scored {
  const worth = run.number(method.worth);
  const positive = (formula: Formula, key: 'per' | 'full'): Rate => {
    const number = run.number(formula);
    return sign(number) <= 0 ? run.refuse('SCORE_NOT_POSITIVE', { key, found: formatRate(number) }) : number;
  };
  if (method.is === 'linear') {
    const [at, per, adds] = [run.number(method.at), positive(method.per, 'per'), run.number(method.adds)];
    return { is: 'linear', value, worth, at, per, adds, score: add(worth, multiply(adds, divide(subtract(value, at), per))) };
  }
  if (method.is === 'proportional') {
    const base = positive(method.full, 'full');
    const reached = compare(value, base) >= 0;
    return { is: 'proportional', value, worth, base, equal: reached, score: reached ? worth : multiply(worth, divide(value, base)) };
  }
  const { base } = peers as Peers;
  const equal = method.is !== 'mean' && compare(value, base) === 0;
  if (isZero(base) && method.is !== 'lowest') run.refuse('PEERS_ALL_ZERO', {});
  const ratio = equal ? undefined : method.is === 'lowest' ? divide(base, value) : divide(value, base);
  return { is: method.is, value, worth, base, equal, score: ratio ? multiply(worth, ratio) : worth };
}

function evaluateRow(step: ScoreStep, run: Run, peers: Peers | undefined, around: Surroundings): Result {
  const { veto, atLeast, atMost, measured } = step;
  if (veto && run.holds(veto)) return { value: zero, made: [{ expression: veto.expression, on: 'row' }], bound: vetoed };
  const made = scored(step, run.number(measured), peers, run);
  const [least, most] = [atLeast && run.number(atLeast), atMost && run.number(atMost)];
  if (least && most && compare(least, most) > 0) run.refuse('BOUNDS_CROSSED', { least: around.print(least), most: around.print(most) });
  const [low, high] = [least && compare(made.score, least) < 0, most && compare(made.score, most) > 0];
  const limit = low ? least : high ? most : undefined;
  const say = (): Words => sayScore({ ...made, limit, low: low === true, unit: around.unitOf(measured), worthUnit: around.unitOf(step.method.worth) });
  return tellLater({ ...settle(limit ?? made.score, around.rounding), peers: peers?.keys }, say);
}

export const scoreRule: Rule<ScoreStep> = {
  keys: ['score', 'method', ...ownKeys, 'at_least', 'at_most', 'veto', 'each', 'where', 'round', 'show'],
  read,
  parts: () => [],
  formulas,
  type: (step, typing) => [type(step, typing)],
  evaluate(step, runs, around) {
    const peers = peersOf(step, runs, around);
    return runs.map((run, index) => [evaluateRow(step, run, peers[index], around)]);
  },
  columns: ({ method }) => ('peers' in method && method.peers ? [method.peers] : []),
  inputs,
  sentence: scoreSentence,
};
