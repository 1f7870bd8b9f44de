/** How the amounts of a step are rounded. */
import { sameUnit, yuan, type Unit } from '../feel/unit.ts';
import type { RoundingMode } from '../rate.ts';
import type { Rounding, Step, Words } from './policy.ts';

export const roundingModes = ['half-away', 'half-even', 'half-up', 'half-down', 'up', 'down', 'ceiling', 'floor'] as const satisfies readonly RoundingMode[];

export const modeWords: Record<RoundingMode, Words> = {
  'half-away': { zh: '四舍五入', en: 'half away from zero' },
  'half-even': { zh: '四舍六入五成双', en: 'half to even' },
  'half-up': { zh: '四舍五入', en: 'half away from zero' },
  'half-down': { zh: '五舍六入', en: 'half toward zero' },
  up: { zh: '向远离零的方向进位', en: 'away from zero' },
  down: { zh: '向零舍去', en: 'toward zero' },
  ceiling: { zh: '向上取整', en: 'up' },
  floor: { zh: '向下取整', en: 'down' },
};

const fen: Rounding = { to: { n: 1n, d: 100n }, mode: 'half-away' };

/** Yuan to the fen, half away from zero, unless the step says otherwise; other units stay exact unless it says so. */
export function roundingOf(step: Step, unit: Unit): Rounding | undefined {
  return step.round ?? (sameUnit(unit, yuan) ? fen : undefined);
}
