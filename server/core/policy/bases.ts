/** Figures that pay may not be tied to. */
import type { Basis, Quantity, Words } from './policy.ts';

export const bases = ['drug-income', 'supply-income', 'examination-income', 'revenue-target'] as const satisfies readonly Basis[];

export const basisWords: Readonly<Record<Basis, Words>> = {
  'drug-income': { zh: '药品收入', en: 'income from drugs' },
  'supply-income': { zh: '卫生材料收入', en: 'income from supplies' },
  'examination-income': { zh: '检查检验收入', en: 'income from examinations and tests' },
  'revenue-target': { zh: '创收指标', en: 'a revenue target' },
};

export function basisOf(text: unknown): Basis | undefined {
  return bases.find((basis) => basis === text);
}

/** Whether a column says by row which basis the row is: an option that may be one. */
export function saysBasis({ options }: Quantity): boolean {
  return bases.some((basis) => options?.has(basis));
}
