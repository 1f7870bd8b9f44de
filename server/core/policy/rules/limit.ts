/** `limit`: an amount kept between bounds; where the difference goes is named. */
import { compare, subtract, type Rate } from '../../rate.ts';
import { chooseAll, compareAll, subtractAll, type Rates } from '../../rates.ts';
import type { Formula, LimitStep, Part, Words } from '../policy.ts';
import { settle, settleAll, type AllRows, type Reading, type Result, type Rule, type Run, type Sayer, type Surroundings, type Typing } from './rule.ts';

function read({ fields, base, part }: Reading): LimitStep {
  const named = (key: string): Part | undefined => fields.optional(key, (node) => part(node).part);
  return {
    ...base,
    rule: 'limit',
    amount: fields.formula('limit'),
    atMost: fields.optionalFormula('at_most'),
    atLeast: fields.optionalFormula('at_least'),
    excess: named('excess'),
    shortfall: named('shortfall'),
  };
}

function parts({ excess, shortfall }: LimitStep): Part[] {
  return [excess, shortfall].filter((part) => part !== undefined);
}

function type(step: LimitStep, typing: Typing): ReturnType<Rule<LimitStep>['type']> {
  const amount = typing.number(step.amount);
  const { atMost, atLeast, excess, shortfall, place } = step;
  if (!atMost && !atLeast) typing.fault('BOUND_MISSING', place);
  if (excess && !atMost) typing.fault('DIFFERENCE_WITHOUT_BOUND', excess.place, { part: 'excess', bound: 'at_most' });
  if (shortfall && !atLeast) typing.fault('DIFFERENCE_WITHOUT_BOUND', shortfall.place, { part: 'shortfall', bound: 'at_least' });
  if (amount) for (const bound of [atMost, atLeast]) if (bound) typing.like(bound, amount.unit);
  if (amount?.unit.yuan === 1) {
    if (atMost && !excess) typing.fault('DIFFERENCE_NOT_NAMED', atMost.place, { bound: 'at_most', part: 'excess' });
    if (atLeast && !shortfall) typing.fault('DIFFERENCE_NOT_NAMED', atLeast.place, { bound: 'at_least', part: 'shortfall' });
  }
  return [step, ...parts(step)].map(() => amount && { is: 'number', unit: amount.unit });
}

const within: Words = { zh: '在限额之内', en: 'within its bounds' };

function say(side: 'most' | 'least', bound: string, difference: string, part: Part | undefined): Words {
  const zh = side === 'most' ? `达到上限 ${bound}，超出 ${difference}` : `低于下限 ${bound}，不足 ${difference}`;
  const en = side === 'most' ? `met the upper bound ${bound}; ${difference} over` : `met the lower bound ${bound}; ${difference} short`;
  return part ? { zh: `${zh}，计入${part.title.zh}`, en: `${en}, kept as ${part.title.en}` } : { zh, en };
}

function evaluateRow(step: LimitStep, run: Run, { rounding, print }: Surroundings): Result[] {
  const asked = run.number(step.amount);
  const read = (bound: Formula | undefined): Rate | undefined => bound && run.number(bound);
  const most = read(step.atMost);
  const least = read(step.atLeast);
  if (most && least && compare(least, most) > 0) run.refuse('BOUNDS_CROSSED', { least: print(least), most: print(most) });
  const over = most !== undefined && compare(asked, most) > 0;
  const under = least !== undefined && compare(asked, least) < 0;
  const kept = settle(over ? most : under ? least : asked, rounding);
  const whole = settle(asked, rounding).value;
  const zero = subtract(whole, whole);
  const excess = over ? subtract(whole, kept.value) : zero;
  const shortfall = under ? subtract(kept.value, whole) : zero;
  let bound = within;
  if (over) bound = say('most', print(kept.value), print(excess), step.excess);
  if (under) bound = say('least', print(kept.value), print(shortfall), step.shortfall);
  const results: Result[] = [{ ...kept, bound }];
  if (step.excess) results.push({ value: excess, bound });
  if (step.shortfall) results.push({ value: shortfall, bound });
  return results;
}

/** Under an upper bound alone, the commonest. */
function atOnce(step: LimitStep, { numbers, rounding }: AllRows): Rates[] | undefined {
  if (!step.atMost || step.atLeast) return undefined;
  const [asked, most] = [numbers(step.amount), numbers(step.atMost)];
  const over = asked && most && compareAll(asked, most, (order) => order > 0);
  const kept = over && chooseAll(over, most, asked);
  const [value, whole] = [kept && settleAll(kept, rounding), asked && settleAll(asked, rounding)];
  const excess = value && whole && subtractAll(whole, value);
  return excess && (step.excess ? [value, excess] : [value]);
}

function sentence(step: LimitStep, amount: string, { formula }: Sayer): Words {
  const asked = formula(step.amount);
  const most = step.atMost && formula(step.atMost);
  const least = step.atLeast && formula(step.atLeast);
  if (most && amount === step.excess?.id) return { zh: `${asked.zh}超过${most.zh}的部分`, en: `what ${asked.en} exceeds ${most.en} by` };
  if (least && amount === step.shortfall?.id) return { zh: `${asked.zh}低于${least.zh}的部分`, en: `what ${asked.en} falls short of ${least.en} by` };
  const bounds = (language: keyof Words, up: string, low: string): string =>
    [most && `${up}${most[language]}`, least && `${low}${least[language]}`].filter(Boolean).join(language === 'zh' ? '，' : ' and ');
  return { zh: `${asked.zh}，${bounds('zh', '不高于', '不低于')}`, en: `${asked.en}, ${bounds('en', 'at most ', 'at least ')}` };
}

export const limitRule: Rule<LimitStep> = {
  keys: ['limit', 'at_most', 'at_least', 'excess', 'shortfall', 'each', 'where', 'round', 'show'],
  read,
  parts,
  formulas: (step) => [step.amount, step.atMost, step.atLeast].filter((formula) => formula !== undefined),
  type,
  evaluate: (step, runs, around) => runs.map((run) => evaluateRow(step, run, around)),
  independent: true,
  atOnce,
  inputs: (step) => limitRule.formulas(step).map(({ expression }) => ({ expression, on: 'row' })),
  sentence,
};
