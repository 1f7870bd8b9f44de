/** Units of numbers as dimension vectors: yuan, person, point, minute, … Any word may be a unit. */
import type { Words } from '../refusal.ts';

/** Exponents by unit word, none of them zero; `{}` is a pure number. Treat as immutable. */
export type Unit = Readonly<Record<string, number>>;

export const pure: Unit = {};
export const yuan: Unit = { yuan: 1 };

const words: Readonly<Record<string, { zh: string; en: string; many: string }>> = {
  yuan: { zh: '元', en: 'yuan', many: 'yuan' },
  person: { zh: '人', en: 'person', many: 'people' },
  visit: { zh: '人次', en: 'visit', many: 'visits' },
  stay: { zh: '次住院', en: 'stay', many: 'stays' },
  case: { zh: '例', en: 'case', many: 'cases' },
  bed: { zh: '床', en: 'bed', many: 'beds' },
  weight: { zh: '份', en: 'weight', many: 'weights' },
  point: { zh: '点', en: 'point', many: 'points' },
  minute: { zh: '分钟', en: 'minute', many: 'minutes' },
  hour: { zh: '小时', en: 'hour', many: 'hours' },
  day: { zh: '天', en: 'day', many: 'days' },
  month: { zh: '月', en: 'month', many: 'months' },
  year: { zh: '年', en: 'year', many: 'years' },
  account: { zh: '个账户', en: 'account', many: 'accounts' },
  comparison: { zh: '项对照', en: 'comparison', many: 'comparisons' },
  drug: { zh: '种药品', en: 'drug', many: 'drugs' },
  entry: { zh: '条登记', en: 'entry', many: 'entries' },
  field: { zh: '项', en: 'field', many: 'fields' },
  gap: { zh: '处缺项', en: 'gap', many: 'gaps' },
  institution: { zh: '家', en: 'institution', many: 'institutions' },
  pack: { zh: '盒', en: 'pack', many: 'packs' },
  post: { zh: '个岗位', en: 'post', many: 'posts' },
  prescription: { zh: '张处方', en: 'prescription', many: 'prescriptions' },
  reminder: { zh: '次督促', en: 'reminder', many: 'reminders' },
};

/** The unit of one word, such as `person`. */
export function unitOf(name: string): Unit {
  return { [name]: 1 };
}

/** The unit `unit` per `name`: `per(yuan, 'person')` is yuan per person. */
export function per(unit: Unit, name: string): Unit {
  return over(unit, unitOf(name));
}

/** The unit of a product. */
export function times(a: Unit, b: Unit): Unit {
  const sum = new Map(Object.entries(a));
  for (const [name, exponent] of Object.entries(b)) sum.set(name, (sum.get(name) ?? 0) + exponent);
  return Object.fromEntries([...sum].filter(([, exponent]) => exponent !== 0));
}

/** The unit of a quotient. */
export function over(a: Unit, b: Unit): Unit {
  return times(a, raised(b, -1));
}

/** The unit of a power with a whole exponent. */
export function raised(unit: Unit, exponent: number): Unit {
  if (exponent === 0) return pure;
  return Object.fromEntries(Object.entries(unit).map(([name, each]) => [name, each * exponent]));
}

export function sameUnit(a: Unit, b: Unit): boolean {
  return Object.keys(over(a, b)).length === 0;
}

export function isPure(unit: Unit): boolean {
  return Object.keys(unit).length === 0;
}

/** The unit in words: `元/人` and `yuan per person`; a pure number is `纯数` and `a pure number`. */
export function sayUnit(unit: Unit, language: keyof Words): string {
  const factors = Object.entries(unit).sort(([a], [b]) => (a < b ? -1 : 1));
  if (factors.length === 0) return language === 'zh' ? '纯数' : 'a pure number';
  const above = factors.filter(([, exponent]) => exponent > 0);
  const below = factors.filter(([, exponent]) => exponent < 0);
  const top = above.map((factor) => sayFactor(factor, language, true));
  const bottom = below.map((factor) => sayFactor(factor, language, false));
  if (language === 'zh') return [top.join('·') || '1', ...bottom].join('/');
  return [top.join(' ') || '1', ...bottom].join(' per ');
}

/** Both languages of `sayUnit`. */
export function unitWords(unit: Unit): Words {
  return { zh: sayUnit(unit, 'zh'), en: sayUnit(unit, 'en') };
}

function sayFactor([name, exponent]: [string, number], language: keyof Words, many: boolean): string {
  const known = Object.hasOwn(words, name) ? words[name] : undefined;
  const word = known === undefined ? name : known[language === 'en' && many ? 'many' : language];
  const power = Math.abs(exponent);
  return power === 1 ? word : `${word}^${power}`;
}
