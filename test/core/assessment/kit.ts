/** Indicators and schemes for the tests beside this file. */
import { readFileSync } from 'node:fs';
import type { UnitFacts } from '../../../server/core/assessment/assess.ts';
import type { Indicator, Input, Scheme } from '../../../server/core/assessment/indicator.ts';
import { readLibrary } from '../../../server/core/assessment/read-library.ts';
import { compileScheme, type CompiledScheme } from '../../../server/core/assessment/scheme.ts';

export const libraryText = (name: string): string => readFileSync(new URL(`../../../seeds/indicators/${name}.yaml`, import.meta.url), 'utf8');

export function indicatorsOf(name: string): Map<string, Indicator> {
  const { library, faults } = readLibrary(libraryText(name));
  if (!library) throw new Error(JSON.stringify(faults));
  return new Map(library.indicators.map((indicator) => [indicator.id, indicator]));
}

const words = (text: string) => ({ zh: text, en: text });

export const input = (id: string, definition: Input['definition'] = { type: 'score', title: words(id) }, from: Input['from'] = 'institution'): Input => ({ id, title: words(id), from, definition });

/** An indicator whose value is its one input, `<id>_in`. */
export function plain(id: string, score: Indicator['score'], direction: Indicator['direction'] = 'more', target: Indicator['target'] = {}): Indicator {
  return {
    library: 'ours', id, title: words(id), says: words(id), group: { id: 'g', title: words('g') }, unit: words('分'), direction, target, inputs: [input(`${id}_in`)],
    value: `${id}_in`, show: '2', score, sources: [{ id: 's1', document: words('文件'), clause: '1', says: words('规定') }],
  };
}

export const grades: Scheme['grades'] = [
  { id: 'excellent', title: words('优秀'), from: '90', failed: false }, { id: 'good', title: words('良好'), from: '75', failed: false },
  { id: 'qualified', title: words('合格'), from: '60', failed: false }, { id: 'failed', title: words('不合格'), from: '0', failed: true },
];

export function schemeOf(indicators: Array<[Indicator, string]>, changes: Partial<Scheme> = {}): Scheme {
  return {
    scope: 'INSTITUTIONS', year: 2026, title: { zh: '方案', en: 'Scheme' }, indicators: indicators.map(([indicator, weight]) => ({ indicator, weight })),
    vetoes: [{ id: 'fraud', title: { zh: '骗保', en: 'Fraud' } }, { id: 'accident', title: { zh: '事故', en: 'Accident' } }], grades, ...changes,
  };
}

export const compiled = (indicators: Array<[Indicator, string]>, changes: Partial<Scheme> = {}): CompiledScheme => compileScheme(schemeOf(indicators, changes));

export const unit = (code: string, values: UnitFacts['values'], vetoes: string[] = [], level = 'A'): UnitFacts => ({ unit: code, level, values, vetoes });
