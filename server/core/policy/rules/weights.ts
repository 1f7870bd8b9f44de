/** Weights that make one whole: shares that total 100 %, or whole numbers as in 9 : 1. */
import { add, compare, equal, formatPercent, isWhole, one, sign, zero, type Rate } from '../../rate.ts';
import type { Formula, Place } from '../policy.ts';
import type { Run, Typing } from './rule.ts';

/** `written` are the weights as the policy writes them: per cent that do not total 100 are no whole numbers. */
function fit(weights: readonly Rate[], written: readonly string[]): boolean {
  if (weights.some((weight) => sign(weight) < 0)) return false;
  if (equal(weights.reduce(add, zero), one)) return true;
  return weights.every(isWhole) && weights.some((weight) => compare(weight, zero) > 0) && !written.some((text) => text.includes('%'));
}

function sayWeights(weights: readonly Rate[]): { weights: string; total: string } {
  return { weights: weights.map((weight) => formatPercent(weight)).join(' + '), total: formatPercent(weights.reduce(add, zero)) };
}

/** Types the weights and, when the policy alone fixes them, tells the fault when they are no whole. */
export function typeWeights(parts: ReadonlyArray<{ weight: Formula }>, place: Place, typing: Typing): void {
  const typed = parts.map(({ weight }) => typing.share(weight));
  if (typed.includes(undefined)) return;
  const weights = parts.map(({ weight }) => typing.fixed(weight)).filter((weight) => weight !== undefined);
  if (weights.length < parts.length || weights.length === 0) return;
  if (!fit(weights, parts.map(({ weight }) => weight.text))) typing.fault('SHARES_NOT_WHOLE', place, sayWeights(weights));
}

/** Refuses the facts (SHARES_NOT_WHOLE) when their weights are no whole. */
export function checkWeights(weights: readonly Rate[], run: Run): void {
  if (!fit(weights, [])) run.refuse('SHARES_NOT_WHOLE', sayWeights(weights));
}
