/** What is left out of the standard, each with its name. */
import { refuse, type Words } from '../../refusal.ts';

const absent = {
  zones: {
    feature: { zh: '时区名称（如 @Europe/Paris）', en: 'names of time zones, such as @Europe/Paris' },
    instead: { zh: '请写与世界时的时差，例如 +08:00', en: 'write the offset from UTC, such as +08:00' },
  },
  patterns: {
    feature: { zh: '正则表达式（matches、replace、以模式拆分的 split）', en: 'regular expressions (matches, replace, split by a pattern)' },
    instead: { zh: '请用 contains、starts with、ends with、substring 等函数', en: 'use contains, starts with, ends with and substring' },
  },
  external: {
    feature: { zh: '外部函数 external', en: 'external functions' },
    instead: { zh: '请用 FEEL 写出函数', en: 'write the function in FEEL' },
  },
  clock: {
    feature: { zh: '时钟（now 与 today）', en: 'a clock (now and today)' },
    instead: { zh: '请把日期作为数据给出', en: 'give the day as an input' },
  },
  types: {
    feature: { zh: '模型自定义的类型', en: 'types that a model declares' },
    instead: { zh: '请写标准类型，例如 number 或 list<string>', en: 'write a type of the standard, such as number or list<string>' },
  },
  caret: {
    feature: { zh: '运算符 ^', en: 'the operator ^' },
    instead: { zh: '乘方写成 **', en: 'a power is written **' },
  },
} as const satisfies Record<string, { feature: Words; instead: Words }>;

/** Refuses what is left out (FORMULA_UNSUPPORTED). */
export function leftOut(part: keyof typeof absent): never {
  return refuse('FORMULA_UNSUPPORTED', '', absent[part]);
}
