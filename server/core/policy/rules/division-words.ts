/** What an explanation says of a row whose share met a bound, or moved because those of others did. */
import { fromFen, isZero, negate, sign, subtract, toFen, type Rate } from '../../rate.ts';
import type { DivideStep, Words } from '../policy.ts';
import type { Portion } from './sharing.ts';

/** Whom bounds concerned: `plain` is the row's exact part by weights alone, in yuan; the lists are keys of rows. */
interface Standing {
  plain: Rate;
  most: readonly string[];
  least: readonly string[];
}

type Print = (value: Rate) => string;

const namesLimit = 10;

function names(keys: readonly string[]): Words {
  const shown = keys.slice(0, namesLimit);
  const more = keys.length > shown.length;
  return {
    zh: `${shown.join('、')}${more ? `等 ${keys.length} 行` : ''}`,
    en: `${shown.join(', ')}${more ? ` and others, ${keys.length} rows in all` : ''}`,
  };
}

function sayCut(step: DivideStep, { amount, over }: Portion, difference: Rate, print: Print): Words {
  const most = print(fromFen(amount));
  if (step.excess !== 'redistribute' && step.excess) {
    const cut = print(fromFen(over));
    return { zh: `达到上限 ${most}，超出的 ${cut} 计入${step.excess.title.zh}`, en: `met the cap ${most}; ${cut} over, kept as ${step.excess.title.en}` };
  }
  if (sign(difference) < 0) {
    return { zh: `达到上限 ${most}，多出的 ${print(negate(difference))} 转给其他行`, en: `met the cap ${most}; ${print(negate(difference))} went on to the others` };
  }
  return { zh: `加上其他行转来的，达到上限 ${most}`, en: `met the cap ${most} with what others passed on` };
}

function sayMoved({ most, least }: Standing, difference: Rate, print: Print): Words | undefined {
  if (toFen(difference) === 0n || most.length + least.length === 0) return undefined;
  const [capped, floored] = [names(most), names(least)];
  const why: Words = {
    zh: [most.length > 0 && `${capped.zh}达到上限`, least.length > 0 && `${floored.zh}补到下限`].filter(Boolean).join('，'),
    en: [most.length > 0 && `the cap was met by ${capped.en}`, least.length > 0 && `the floor was met by ${floored.en}`].filter(Boolean).join(' and '),
  };
  const by = print(sign(difference) < 0 ? negate(difference) : difference);
  return sign(difference) < 0
    ? { zh: `${why.zh}，本行因此少得 ${by}`, en: `${why.en}; ${by} less for this row` }
    : { zh: `${why.zh}，转来 ${by}`, en: `${why.en}; ${by} came on to this row` };
}

/** Why a row has not just its part by weights; undefined when it has. */
export function sayPortion(step: DivideStep, portion: Portion, standing: Standing, print: Print): Words | undefined {
  const difference = subtract(fromFen(portion.amount), standing.plain);
  const plain = print(standing.plain);
  let said = sayMoved(standing, difference, print);
  if (portion.bound === 'most') said = sayCut(step, portion, difference, print);
  if (portion.bound === 'least') {
    const least = print(fromFen(portion.amount));
    said = { zh: `补到下限 ${least}`, en: `raised to the floor ${least}` };
  }
  return said && { zh: `按权重应得 ${plain}；${said.zh}`, en: `${plain} by weight alone; ${said.en}` };
}

export function sayUnplaced(unplaced: Rate, print: Print): Words {
  if (isZero(unplaced)) return { zh: '已全部分到各行', en: 'everything found a row' };
  return { zh: `有权重的行都已达到上限，余下 ${print(unplaced)}`, en: `every row with a weight has met its cap; ${print(unplaced)} remains` };
}
