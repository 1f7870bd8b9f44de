/** `bands`: a value, a rate on the whole amount, or a rate on each part of it, by the band in which a number lies. */
import { namesIn } from '../../feel/expression.ts';
import { isPure, pure, type Unit } from '../../feel/unit.ts';
import { add, multiply, sign, zero, type Rate } from '../../rate.ts';
import type { Node } from '../document.ts';
import type { Band, BandsStep, Formula, Scalar } from '../policy.ts';
import { isNumber } from '../quantity.ts';
import { troubleValues, typeBands } from './bands-check.ts';
import { bandsSentence, hitWords, sayEdges, sayValue, type Portion } from './bands-words.ts';
import { tellLater } from './common.ts';
import { bandOf, edgeTroubles, type Edges } from './ladder.ts';
import { partIn } from './pieces.ts';
import { settle, type Input, type Reading, type Result, type Rule, type Run, type Surroundings } from './rule.ts';

function readBand({ item }: Reading, node: Node, figure: 'gives' | 'rate'): Band {
  const fields = item(node, figure === 'gives' ? ['from', 'to', figure] : ['from', 'to', figure, 'plus']);
  return {
    from: fields.optionalFormula('from'),
    to: fields.optionalFormula('to'),
    gives: fields.formula(figure),
    plus: fields.optionalFormula('plus'),
    place: node.place,
  };
}

function read(reading: Reading): BandsStep {
  const { fields, base } = reading;
  const reads = fields.oneOf('reads', ['value', 'whole', 'marginal']);
  const figure = reads === 'value' ? 'gives' : 'rate';
  fields.need('table');
  return {
    ...base,
    rule: 'bands',
    amount: fields.formula('bands'),
    edge: fields.oneOf('edge', ['from', 'to']),
    reads,
    bands: fields.says('reads', reads) ? fields.items('table').map((node) => readBand(reading, node, figure)) : [],
    outside: fields.find('outside') ? fields.oneOf<'refuse'>('outside', ['refuse']) : undefined,
  };
}

function formulasOf({ from, to, gives, plus }: Band): Formula[] {
  return [from, to, gives, plus].filter((formula) => formula !== undefined);
}

function formulas(step: BandsStep): Formula[] {
  return [step.amount, ...step.bands.flatMap(formulasOf)];
}

function inputsOf(used: readonly Formula[]): Input[] {
  return used.map(({ expression }) => ({ expression, on: 'row' }));
}

/** What all rows of a step share. */
interface Ground {
  step: BandsStep;
  print: Surroundings['print'];
  rounding: Surroundings['rounding'];
  unit: Unit;
  rateUnit: Unit;
}

/** The edges as a row sees them; refuses the facts when they do not follow on each other. */
function edgesOf({ step, unit }: Ground, run: Run): Edges[] {
  const edges = step.bands.map(({ from, to }) => ({ from: from && run.number(from), to: to && run.number(to) }));
  const [trouble] = edgeTroubles(edges, false);
  if (trouble) run.refuse(trouble.code, troubleValues(trouble, unit));
  return edges;
}

/** Edges without a name in them are the same for every row. */
function edgesReader(ground: Ground): (run: Run) => Edges[] {
  const written = ground.step.bands.every(({ from, to }) => [from, to].every((edge) => !edge || namesIn(edge.expression).size === 0));
  let known: Edges[] | undefined;
  return (run) => (written ? (known ??= edgesOf(ground, run)) : edgesOf(ground, run));
}

/** The rates on the parts of the amount, and the formulas that they come from. */
function portionsOf({ step: { reads, bands } }: Ground, edges: readonly Edges[], index: number, value: Rate, run: Run): { portions: Portion[]; used: Formula[] } {
  if (reads === 'whole') {
    const { gives } = bands[index] as Band;
    return { portions: [{ part: value, rate: run.number(gives) }], used: [gives] };
  }
  const found = bands.flatMap(({ from, to, gives }, at) => {
    const part = partIn(edges[at] as Edges, value);
    return sign(part) === 0 ? [] : [{ portion: { part, rate: run.number(gives) }, used: [from, to, gives].filter((each) => each !== undefined) }];
  });
  return { portions: found.map(({ portion }) => portion), used: found.flatMap(({ used }) => used) };
}

function evaluateRow(ground: Ground, edges: readonly Edges[], run: Run): Result {
  const { step, unit, rateUnit, print, rounding } = ground;
  const value = run.number(step.amount);
  const index = bandOf(edges, step.edge, value);
  const ends: Edges = { from: edges[0]?.from, to: edges.at(-1)?.to };
  const refuse = (found: Rate): never => run.refuse('NO_BAND', { found: sayValue(found, unit), range: sayEdges(ends, step.edge, unit) });
  if (index < 0) refuse(value);
  if (step.reads === 'marginal' && ((ends.from && sign(ends.from) > 0) || (ends.to && sign(ends.to) < 0))) refuse(zero);
  const band = step.bands[index] as Band;
  const hit = { value, unit, index, band: edges[index] as Edges, edge: step.edge, rateUnit };
  const around = [step.amount, band.from, band.to].filter((formula) => formula !== undefined);
  if (step.reads === 'value') {
    const given = run.value(band.gives) as Scalar;
    const result = isNumber(given) ? settle(given, rounding) : { value: given };
    return tellLater({ ...result, band: index, made: inputsOf([...around, band.gives]) }, () => hitWords({ ...hit, portions: [] }));
  }
  const { portions, used } = portionsOf(ground, edges, index, value, run);
  const plus = band.plus && run.number(band.plus);
  const paid = portions.reduce((sum, { part, rate }) => add(sum, multiply(part, rate)), plus ?? zero);
  const made = inputsOf([...new Set([...around, ...used, ...(band.plus ? [band.plus] : [])])]);
  return tellLater({ ...settle(paid, rounding), band: index, made }, () => hitWords({ ...hit, portions, plus: plus && print(plus) }));
}

function evaluate(step: BandsStep, runs: readonly Run[], { rounding, print, unitOf }: Surroundings): Result[][] {
  const rates = step.reads === 'value' ? [] : step.bands.map(({ gives }) => unitOf(gives));
  const rateUnit = rates.find((unit) => !isPure(unit)) ?? pure;
  const ground: Ground = { step, rounding, print, unit: unitOf(step.amount), rateUnit };
  const edges = edgesReader(ground);
  return runs.map((run) => [evaluateRow(ground, edges(run), run)]);
}

export const bandsRule: Rule<BandsStep> = {
  keys: ['bands', 'edge', 'reads', 'table', 'outside', 'each', 'where', 'round', 'show'],
  read,
  parts: () => [],
  formulas,
  type: (step, typing) => [typeBands(step, typing)],
  evaluate,
  inputs: (step) => inputsOf(formulas(step)),
  sentence: bandsSentence,
};
