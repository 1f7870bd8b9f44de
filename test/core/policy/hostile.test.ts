/** Policies written to do harm: each is refused within a second of work of an idle machine, with a sentence. */
import { describe, expect, test } from '@jest/globals';
import { checkPolicy } from '../../../server/core/policy/check.ts';
import { say } from '../../../server/core/refusal.ts';
import { changed, small, work } from './kit.ts';

const ofFinancing = (formula: string): string => changed(small, ['formula: standard * sum(consortia.heads)', `formula: ${JSON.stringify(formula)}`]);
/** In yuan, so that it is run. */
const run = (formula: string): string => ofFinancing(`standard * sum(consortia.heads) * (${formula})`);
const title = 'title: { zh: 某, en: Some }';
const steps = (count: number, formula: (index: number) => string): string =>
  changed(small, ['steps:\n', `steps:\n${Array.from({ length: count }, (_, index) => `  - { id: z${index}, formula: ${JSON.stringify(formula(index))}, why: s1, ${title} }\n`).join('')}`]);
const named = (name: string): string => small.replaceAll('kept', name);
const inText = (character: string): string => changed(small, ['小政策', `小${character}政策`]);
const doubled = Array.from({ length: 40 }, (_, index) => `a${index + 1}: &a${index + 1} [*a${index}, *a${index}]\n`).join('');

/** Seconds; five times what the slowest machine needs alone, so that only work without end is found, not a busy machine. */
const bound = 5;

describe('refused soon', () => {
  test.each<[string, string, string]>([
    ['5 MB', `${small}#${'x'.repeat(5_000_000)}`, 'DOCUMENT_TOO_LARGE'],
    ['a megabyte of commas', `${small}x: [${','.repeat(900_000)}]`, 'DOCUMENT_TOO_MANY_PIECES'],
    ['errors without number', `${small}x: [${','.repeat(90_000)}]`, 'YAML_UNREADABLE'],
    ['a text of 900 kB', changed(small, ['规定一。', 'x'.repeat(900_000)]), 'TEXT_TOO_LONG'],
    ['aliases that explode', `a0: &a0 [x, x]\n${doubled}${small}`, 'YAML_FEATURE_NOT_ALLOWED'],
    ['an alias of itself', `${small}x: &x [*x]\n`, 'YAML_FEATURE_NOT_ALLOWED'],
    ['lists nested 10,000 deep', `${small}x: ${'['.repeat(10_000)}${']'.repeat(10_000)}`, 'NESTED_TOO_DEEP'],
    ['maps nested 10,000 deep', `${small}x: ${'{a: '.repeat(10_000)}1${'}'.repeat(10_000)}`, 'NESTED_TOO_DEEP'],
    ['blocks nested 10,000 deep', `${small}x:\n${'- '.repeat(10_000)}1`, 'NESTED_TOO_DEEP'],
    ['a formula nested 10,000 deep', ofFinancing(`${'('.repeat(10_000)}1${')'.repeat(10_000)}`), 'TEXT_TOO_LONG'],
    ['a formula nested 900 deep', ofFinancing(`${'('.repeat(900)}1${')'.repeat(900)}`), 'FORMULA_TOO_DEEP'],
    ['a formula nested 1,900 deep without brackets', ofFinancing(`${'-'.repeat(1_900)}1`), 'FORMULA_TOO_DEEP'],
    ['formulas of 800 kB', steps(420, () => `if 1 > 2 then 1 else ${'1 + 2 * '.repeat(190)}4`), 'FORMULAS_TOO_LONG'],
    ['a loop over thousands of millions', run('sum(for a in 1..1000000000 return a)'), 'FORMULA_TOO_MANY_STEPS'],
    ['loops in loops', run('count(for a in 1..3000, b in 1..3000, c in 1..3000 return a)'), 'FORMULA_TOO_MANY_STEPS'],
    ['a search that finds nothing', run('if (some a in 1..100000, b in 1..100000 satisfies a * b = -1) then 1 else 2'), 'FORMULA_TOO_MANY_STEPS'],
    ['filters in filters', run('count(consortia[count(consortia[sum(for a in 1..1000000 return a) > 0]) > 0])'), 'FORMULA_TOO_MANY_STEPS'],
    ['squares of squares', steps(60, (index) => (index === 0 ? '3' : `z${index - 1} * z${index - 1}`)), 'FORMULA_NUMBER_TOO_LONG'],
    ['a power of a power', run('(9 ** 900) ** 900'), 'POWER_TOO_LARGE'],
    ['names that are not there, by the thousand', steps(350, (index) => `y${index} + x${index} + w${index}`), 'FORMULA_UNKNOWN_NAME'],
    ['a name given 400 times', steps(400, () => '1 + 1').replaceAll(/id: z\d+/g, 'id: z'), 'NAME_TWICE'],
    ['a column named as a fact', small.replaceAll('spent', 'standard'), 'NAME_TWICE'],
    ['a name that is a function', named('sum'), 'NAME_RESERVED'],
    ['a name that is a word of formulas', named('item'), 'NAME_RESERVED'],
    ['a variable that hides a parameter', run('sum(for kept in 1..3 return kept)'), 'FORMULA_VARIABLE_TAKEN'],
    ['a variable that hides a variable', run('sum(for a in 1..3, a in 1..3 return a)'), 'FORMULA_VARIABLE_TAKEN'],
    ['a Cyrillic letter in a name', named('k\u0435pt'), 'NAME_NOT_VALID'],
    ['a full-width letter in a name', named('ｋept'), 'NAME_NOT_VALID'],
    ['a radical in place of a character', named('\u2F08数'), 'NAME_NOT_VALID'],
    ['a radical that has no other form', named('\u2EA0数'), 'NAME_NOT_VALID'],
    ['a Greek letter in an option', changed(small, ['facts:\n', `facts:\n  way: { type: option, options: { A: { zh: 一, en: One }, \u0391: { zh: 二, en: Two } }, ${title} }\n`]), 'LETTER_NOT_ALLOWED'],
    ['a Cyrillic letter in a source', changed(small, ['sources:\n', 'sources:\n  - { id: \u04551, document: { zh: 文件, en: Document }, clause: 一, says: { zh: 规定一。, en: Rule one. } }\n']), 'LETTER_NOT_ALLOWED'],
    ...[['a NUL', '\u0000'], ['an escape', '\u001B'], ['a delete', '\u007F'], ['a C1 control', '\u0085'], ['a soft hyphen', '\u00AD'], ['an Arabic letter mark', '\u061C'],
      ['a Hangul filler', '\u3164'], ['a Mongolian vowel separator', '\u180E'], ['a zero-width space', '\u200B'], ['a right-to-left override', '\u202E'], ['an isolate', '\u2067'],
      ['a line separator', '\u2028'], ['a word joiner', '\u2060'], ['a blank of Braille', '\u2800'], ['a variation selector', '\uFE0F'], ['a byte order mark inside', '\uFEFF'], ['a tag', '\u{E0041}'], ['half a character', '\uD800'],
    ].map(([what, character]): [string, string, string] => [what as string, inText(character as string), 'CHARACTER_NOT_ALLOWED']),
  ])('%s', (_what, text, code) => {
    let found: ReturnType<typeof checkPolicy> = { faults: [] };
    expect(work(() => { found = checkPolicy(text); })).toBeLessThan(bound);
    expect(found.policy).toBeUndefined();
    const codes = found.faults.flatMap(({ code: own, values }) => [own, values['code']]);
    expect(codes).toContain(code);
    for (const fault of found.faults) expect([say(fault, 'zh'), say(fault, 'en')].join('\n')).not.toMatch(/\{(?!\})\w+\}|undefined/);
  });
});
