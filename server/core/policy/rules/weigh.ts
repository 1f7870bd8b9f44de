/** `weigh`: several scores as one by weights that make a whole; 0 when vetoed. */
import type { Type } from '../../feel/type.ts';
import { pure, type Unit } from '../../feel/unit.ts';
import { add, divide, equal, multiply, one, zero, type Rate } from '../../rate.ts';
import type { Formula, WeighStep, Words } from '../policy.ts';
import { sayRate, sayValue } from './bands-words.ts';
import { tellLater, typeTogether } from './common.ts';
import { settle, type Input, type Reading, type Result, type Rule, type Run, type Sayer, type Surroundings, type Typing } from './rule.ts';
import { vetoed, vetoWords } from './score-words.ts';
import { checkWeights, typeWeights } from './weights.ts';

function read({ fields, base, item }: Reading): WeighStep {
  const parts = fields.items('weigh').map((node) => {
    const part = item(node, ['of', 'weight']);
    return { of: part.formula('of'), weight: part.formula('weight') };
  });
  return { ...base, rule: 'weigh', parts, veto: fields.optionalFormula('veto') };
}

function formulas({ parts, veto }: WeighStep): Formula[] {
  const weighed = parts.flatMap(({ of, weight }) => [of, weight]);
  return veto ? [...weighed, veto] : weighed;
}

function type({ parts, place, veto }: WeighStep, typing: Typing): Type | undefined {
  if (veto) typing.condition(veto);
  if (parts.length === 0) return void typing.fault('PARTS_MISSING', place);
  const common = typeTogether(parts.map(({ of }) => of), typing);
  typeWeights(parts, place, typing);
  if (!common || common.is === 'number') return common;
  return void typing.fault('NUMBER_EXPECTED', (parts[0] as WeighStep['parts'][number]).of.place);
}

function evaluateRow({ parts, veto }: WeighStep, run: Run, unit: Unit, { rounding }: Surroundings): Result {
  if (veto && run.holds(veto)) return { value: zero, made: [{ expression: veto.expression, on: 'row' }], bound: vetoed };
  const weighed = parts.map(({ of, weight }) => ({ value: run.number(of), weight: run.number(weight) }));
  const weights = weighed.map(({ weight }) => weight);
  checkWeights(weights, run);
  const total = weights.reduce(add);
  const sum = divide(weighed.map(({ value, weight }) => multiply(value, weight)).reduce(add), total);
  return tellLater(settle(sum, rounding), () => sayWeighed(weighed, total, unit));
}

function sayWeighed(weighed: ReadonlyArray<{ value: Rate; weight: Rate }>, total: Rate, unit: Unit): Words {
  const shares = equal(total, one);
  const sum = weighed.map(({ value, weight }) => `${sayValue(value, unit)} × ${shares ? sayRate(weight, pure) : sayValue(weight, pure)}`).join(' + ');
  const said = shares ? sum : `(${sum}) ÷ ${sayValue(total, pure)}`;
  return { zh: said, en: said };
}

function sentence({ parts, veto }: WeighStep, _amount: string, sayer: Sayer): Words {
  const said = parts.map(({ of, weight }) => ({ of: sayer.formula(of), weight: sayer.formula(weight) }));
  const rule = {
    zh: `加权合计：${said.map(({ of, weight }) => `${of.zh} ${weight.zh}`).join('、')}`,
    en: `the weighted sum of ${said.map(({ of, weight }) => `${of.en} ${weight.en}`).join(', ')}`,
  };
  return vetoWords(rule, veto, sayer);
}

export const weighRule: Rule<WeighStep> = {
  keys: ['weigh', 'veto', 'each', 'where', 'round', 'show'],
  read,
  parts: () => [],
  formulas,
  type: (step, typing) => [type(step, typing)],
  evaluate(step, runs, around) {
    const unit = around.unitOf((step.parts[0] as WeighStep['parts'][number]).of);
    return runs.map((run) => [evaluateRow(step, run, unit, around)]);
  },
  inputs: (step) => formulas(step).map(({ expression }): Input => ({ expression, on: 'row' })),
  sentence,
};
