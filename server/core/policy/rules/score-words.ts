/** How scores are said: their rule, and how the score of a row came about. */
import type { Unit } from '../../feel/unit.ts';
import { sign, type Rate } from '../../rate.ts';
import type { Formula, ScoreStep, Words } from '../policy.ts';
import { sayValue } from './bands-words.ts';
import { words, type Sayer } from './rule.ts';

/** The numbers behind a score before its bounds; `equal`: the mark or the best of the peers was met. */
export type Scored = { value: Rate; worth: Rate; score: Rate } & (
  | { is: 'linear'; at: Rate; per: Rate; adds: Rate }
  | { is: 'proportional' | 'best' | 'lowest' | 'mean'; base: Rate; equal: boolean }
);

export const vetoed: Words = { zh: '否决条件成立，得 0', en: 'the veto holds: 0' };

/** `unit` is that of the measured value, `worthUnit` that of the score; `limit` is the bound that was taken, `low` its side. */
export type Told = Scored & { limit?: Rate; low: boolean; unit: Unit; worthUnit: Unit };

function factor(value: Rate, unit: Unit): string {
  return sign(value) < 0 ? `(${sayValue(value, unit)})` : sayValue(value, unit);
}

const baseWords: Record<'best' | 'lowest' | 'mean', Words> = {
  best: { zh: '同类最高', en: 'the best of its peers' },
  lowest: { zh: '同类最低', en: 'the lowest of its peers' },
  mean: { zh: '同类平均', en: 'the mean of its peers' },
};

function sayHow(told: Told): Words {
  const { unit, worthUnit } = told;
  const [value, worth, score] = [factor(told.value, unit), sayValue(told.worth, worthUnit), sayValue(told.score, worthUnit)];
  if (told.is === 'linear') {
    return words(() => `${worth} + (${sayValue(told.value, unit)} − ${factor(told.at, unit)}) ÷ ${sayValue(told.per, unit)} × ${factor(told.adds, worthUnit)} = ${score}`);
  }
  const base = sayValue(told.base, unit);
  if (told.is === 'proportional') {
    if (!told.equal) return words(() => `${worth} × ${value} ÷ ${base} = ${score}`);
    return { zh: `${value} 达到 ${base}，得 ${worth}`, en: `${value} reaches ${base}: ${worth}` };
  }
  const peers = baseWords[told.is];
  if (told.equal) return { zh: `${value} 即${peers.zh}，得 ${worth}`, en: `${value} is ${peers.en}: ${worth}` };
  if (told.is === 'lowest') return { zh: `${worth} × ${base}（${peers.zh}）÷ ${value} = ${score}`, en: `${worth} × ${base} (${peers.en}) ÷ ${value} = ${score}` };
  return { zh: `${worth} × ${value} ÷ ${base}（${peers.zh}）= ${score}`, en: `${worth} × ${value} ÷ ${base} (${peers.en}) = ${score}` };
}

/** How the score of a row came about, and the bound that was taken. */
export function sayScore(told: Told): Words {
  const how = sayHow(told);
  if (!told.limit) return how;
  const limit = sayValue(told.limit, told.worthUnit);
  return told.low
    ? { zh: `${how.zh}；低于下限 ${limit}，取下限`, en: `${how.en}; below the lower bound ${limit}, which is taken` }
    : { zh: `${how.zh}；高于上限 ${limit}，取上限`, en: `${how.en}; above the upper bound ${limit}, which is taken` };
}

function methodSentence({ measured, method, table }: ScoreStep, { formula, expression, title }: Sayer): Words {
  const [value, worth] = [formula(measured), formula(method.worth)];
  if (method.is === 'linear') {
    const { adds } = method;
    const [at, per] = [formula(method.at), formula(method.per)];
    const falls = adds.expression.is === 'negate';
    const size = adds.expression.is === 'negate' ? expression(adds.expression.of) : formula(adds);
    const [up, down] = falls ? [{ zh: '减', en: 'less' }, { zh: '加', en: 'more' }] : [{ zh: '加', en: 'more' }, { zh: '减', en: 'less' }];
    return {
      zh: `${value.zh}为${at.zh}时得${worth.zh}，每高${per.zh}${up.zh}${size.zh}，每低${per.zh}${down.zh}${size.zh}`,
      en: `${worth.en} where ${value.en} is ${at.en}, ${size.en} ${up.en} for every ${per.en} above, ${size.en} ${down.en} for every ${per.en} below`,
    };
  }
  if (method.is === 'proportional') {
    const full = formula(method.full);
    return {
      zh: `${value.zh}达到${full.zh}得${worth.zh}，不足的按比例：${worth.zh} × ${value.zh} ÷ ${full.zh}`,
      en: `${worth.en} where ${value.en} reaches ${full.en}, else ${worth.en} × ${value.en} ÷ ${full.en}`,
    };
  }
  const peers = method.peers && title(method.peers.column, table);
  const among: Words = { zh: peers ? `同一${peers.zh}` : '所有行', en: peers ? `among those of the same ${peers.en}` : 'of all rows' };
  switch (method.is) {
    case 'best': return { zh: `${worth.zh} × ${value.zh} ÷ ${among.zh}中的最高值`, en: `${worth.en} × ${value.en} ÷ the highest ${among.en}` };
    case 'lowest': return { zh: `${worth.zh} × ${among.zh}中的最低值 ÷ ${value.zh}`, en: `${worth.en} × the lowest ${among.en} ÷ ${value.en}` };
    case 'mean': return { zh: `${worth.zh} × ${value.zh} ÷ ${among.zh}的平均值`, en: `${worth.en} × ${value.en} ÷ the mean ${among.en}` };
  }
}

/** What a condition makes 0 of. */
export function vetoWords(rule: Words, veto: Formula | undefined, { formula }: Sayer): Words {
  const when = veto && formula(veto);
  return when ? { zh: `${rule.zh}；若${when.zh}，则为 0`, en: `${rule.en}; 0 if ${when.en}` } : rule;
}

export function scoreSentence(step: ScoreStep, _amount: string, sayer: Sayer): Words {
  const [method, least, most] = [methodSentence(step, sayer), step.atLeast && sayer.formula(step.atLeast), step.atMost && sayer.formula(step.atMost)];
  const bounded: Words = {
    zh: `${method.zh}${least ? `；不低于${least.zh}` : ''}${most ? `；不高于${most.zh}` : ''}`,
    en: `${method.en}${least ? `; at least ${least.en}` : ''}${most ? `; at most ${most.en}` : ''}`,
  };
  return vetoWords(bounded, step.veto, sayer);
}
