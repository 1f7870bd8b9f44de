/** How bands are said: their ranges, their rule, and what one row was given and why. */
import { isPure, sameUnit, yuan, type Unit } from '../../feel/unit.ts';
import { absolute, formatRate, isWhole, isZero, multiply, rate, type Rate } from '../../rate.ts';
import type { BandsStep, Words } from '../policy.ts';
import { printNumber } from '../quantity.ts';
import type { EdgeRule, Edges } from './ladder.ts';
import type { Jump } from './pieces.ts';
import { words, type Sayer } from './rule.ts';

const sixPlaces = 6;
const hundred = rate(100n);

/** In full, or with six places when its decimals do not end. */
function exactOrSix(value: Rate): string {
  const exact = formatRate(value);
  return exact.includes('/') ? formatRate(value, sixPlaces) : exact;
}

/** A number that was compared: money as money as long as no half fen would be lost. */
export function sayValue(value: Rate, unit: Unit): string {
  return sameUnit(unit, yuan) && isWhole(multiply(value, hundred)) ? printNumber(value, yuan) : exactOrSix(value);
}

/** A pure rate in per cent. */
export function sayRate(value: Rate, unit: Unit): string {
  return isPure(unit) ? `${exactOrSix(multiply(value, hundred))}%` : exactOrSix(value);
}

/** What a band gives: in per cent where the policy writes its values so. */
export function sayGiven({ bands, reads }: BandsStep, value: Rate, unit: Unit): string {
  const percent = reads !== 'value' || bands.some(({ gives }) => gives.text.endsWith('%'));
  return percent ? sayRate(value, unit) : sayValue(value, unit);
}

function sayRange(from: string | undefined, to: string | undefined, edge: EdgeRule, language: keyof Words): string {
  const zh = language === 'zh';
  if (from === undefined && to === undefined) return zh ? '任何数值' : 'any value';
  if (edge === 'from') {
    if (from === undefined) return zh ? `低于${to}` : `below ${to}`;
    if (to === undefined) return zh ? `${from}及以上` : `${from} or more`;
    return zh ? `${from}（含）至${to}（不含）` : `from ${from} to below ${to}`;
  }
  if (from === undefined) return zh ? `${to}及以下` : `${to} or less`;
  if (to === undefined) return zh ? `高于${from}` : `above ${from}`;
  return zh ? `${from}（不含）至${to}（含）` : `above ${from} up to ${to}`;
}

export function rangeWords(from: Words | undefined, to: Words | undefined, edge: EdgeRule): Words {
  return words((language) => sayRange(from?.[language], to?.[language], edge, language));
}

/** A range of numbers of a unit. */
export function sayEdges({ from, to }: Edges, edge: EdgeRule, unit: Unit): Words {
  const say = (value: Rate | undefined): string | undefined => value && sayValue(value, unit);
  return words((language) => sayRange(say(from), say(to), edge, language));
}

const ruleWords: Record<BandsStep['reads'], (amount: Words) => Words> = {
  value: ({ zh, en }) => ({ zh: `按${zh}所在的档取值`, en: `by the band of ${en}` }),
  whole: ({ zh, en }) => ({ zh: `${zh}全额乘以所在档的比例`, en: `the whole of ${en} times the rate of its band` }),
  marginal: ({ zh, en }) => ({ zh: `${zh}分段乘以各档的比例后相加`, en: `each part of ${en} times the rate of its own band, added up` }),
};

export function bandsSentence(step: BandsStep, _amount: string, { formula }: Sayer): Words {
  const rule = ruleWords[step.reads](formula(step.amount));
  const bands = step.bands.map(({ from, to, gives, plus }) => {
    const [range, given, added] = [rangeWords(from && formula(from), to && formula(to), step.edge), formula(gives), plus && formula(plus)];
    return { zh: `${range.zh}：${given.zh}${added ? `，另加${added.zh}` : ''}`, en: `${range.en}: ${given.en}${added ? ` plus ${added.en}` : ''}` };
  });
  return { zh: `${rule.zh}：${bands.map(({ zh }) => zh).join('；')}`, en: `${rule.en}: ${bands.map(({ en }) => en).join('; ')}` };
}

/** A rate on a part of the amount. */
export interface Portion {
  part: Rate;
  rate: Rate;
}

export interface Hit {
  value: Rate;
  unit: Unit;
  /** 0-based. */
  index: number;
  band: Edges;
  edge: EdgeRule;
  /** What was multiplied and added up; none when the band gives a value. */
  portions: Portion[];
  rateUnit: Unit;
  /** As printed. */
  plus?: string;
}

/** Which band a value lies in, on which edge, and how the result was added up. */
export function hitWords({ value, unit, index, band, edge, portions, rateUnit, plus }: Hit): Words {
  const said = sayValue(value, unit);
  const range = sayEdges(band, edge, unit);
  const on = [band.from, band.to].some((each) => each && isZero({ n: each.n * value.d - value.n * each.d, d: 1n }));
  const sides = { from: { zh: '起于此', en: 'starts' }, to: { zh: '止于此', en: 'ends' } }[edge];
  const sum = [...portions.map(({ part, rate: each }) => `${sayValue(part, unit)} × ${sayRate(each, rateUnit)}`), ...(plus === undefined ? [] : [plus])].join(' + ');
  return {
    zh: `${said} 在第 ${index + 1} 档：${range.zh}${on ? `；正在分界点上，归${sides.zh}的一档` : ''}${sum && `；${sum}`}`,
    en: `${said} is in band ${index + 1} (${range.en})${on ? `; it is on the edge, which belongs to the band that ${sides.en} there` : ''}${sum && `; ${sum}`}`,
  };
}

/** Jumps of the result, `say` printing its values. */
export function jumpWords(jumps: readonly Jump[], unit: Unit, say: (value: Rate) => string): Words {
  return {
    zh: jumps.map(({ at, before, after, size }) => `在 ${sayValue(at, unit)} 处由 ${say(before)} 变为 ${say(after)}，相差 ${say(absolute(size))}`).join('；'),
    en: jumps.map(({ at, before, after, size }) => `at ${sayValue(at, unit)} from ${say(before)} to ${say(after)}, by ${say(absolute(size))}`).join('; '),
  };
}
