import { describe, expect, test } from '@jest/globals';
import { plainOf, readLibrary } from '../../../server/core/assessment/read-library.ts';
import { say } from '../../../server/core/refusal.ts';
import { libraryText } from './kit.ts';

const names = ['district-2020', 'sichuan-supervision', 'xinyi-2011', 'yangzhou-2020'];

test.each(names)('the library %s has no faults, and each indicator cites a document and clause', (name) => {
  const { library, faults } = readLibrary(libraryText(name));
  expect(faults).toEqual([]);
  expect(library?.id).toBe(name);
  for (const { id, sources } of library?.indicators ?? []) expect([id, sources.every(({ document, clause }) => document.zh !== '' && clause !== ''), sources.length > 0]).toEqual([id, true, true]);
});

test('together they hold the rules that set indicators', () => {
  const rules = names.flatMap((name) => readLibrary(libraryText(name)).library?.indicators.flatMap(({ sources }) => sources.map(({ rule }) => rule)) ?? []);
  expect([...new Set(rules)].toSorted()).toEqual([
    'DQ-02', 'DQ-07', 'DQ-09', 'DQ-11', 'DQ-14', 'DQ-15', 'DQ-24', 'SC-01', 'SC-02', 'XN-05', 'XN-06', 'XN-08', 'XN-12', 'YZ-11', 'YZ-12', 'YZ-13']);
});

const good = `language: 1
library: ours
version: 1
title: { zh: 指标库, en: Library }
place: { code: "3210", zh: 某市, en: City }
sources:
  - { id: s1, document: { zh: 文件, en: Paper }, clause: 一, says: { zh: 规定, en: Rule } }
classes:
  tiered: { zh: 分级诊疗, en: Tiered care }
inputs:
  done: { type: count, unit: case, from: institution, title: { zh: 完成, en: Done } }
  staff: { type: count, from: platform, measure: staff, title: { zh: 人员, en: Staff } }
indicators:
  - id: share
    class: tiered
    title: { zh: 占比, en: Share }
    says: { zh: 占比, en: Share }
    unit: { zh: 人, en: people }
    direction: more
    target: { type: count, unit: case, at_least: 10 }
    inputs: [done]
    value: done
    show: 0
    score: { method: proportional, full: share_least, worth: 100 }
    why: s1
    examples:
      - it: { zh: 一半, en: Half }
        facts: { units: { A: { done: 5 } } }
        gives: { share_score: { A: 50 } }
`.replace(', unit: case, at_least', ', at_least').replace('type: count, unit: case, from', 'type: count, from');

function faultsOf(...changes: Array<[string, string]>): string[] {
  const text = changes.reduce((made, [from, to]) => {
    expect(made).toContain(from);
    return made.replace(from, to);
  }, good);
  const { library, faults } = readLibrary(text);
  expect(library).toBeUndefined();
  for (const fault of faults) expect([say(fault, 'zh'), say(fault, 'en')].join()).not.toMatch(/\{\w+\}/);
  return faults.map(({ line, column, code, at }) => `${line}:${column} ${code} ${at}`);
}

test('the library of the cases below is good', () => {
  const { library, faults } = readLibrary(good);
  expect(faults).toEqual([]);
  expect(library).toMatchObject({ id: 'ours', version: '1', place: { code: '3210', zh: '某市' } });
  expect(library?.indicators[0]).toMatchObject({ library: 'ours', target: { type: 'count', at_least: '10' }, inputs: [{ id: 'done', from: 'institution' }] });
});

describe('told with line and column', () => {
  test.each<[string, Array<[string, string]>, string[]]>([
    ['text that is no YAML', [['language: 1', 'language: [']], [expect.stringContaining('YAML_UNREADABLE') as unknown as string]],
    ['another language', [['language: 1', 'language: 2']], ['1:11 LANGUAGE_UNKNOWN language']],
    ['no language', [['language: 1\n', '']], ['1:1 FIELD_MISSING ']],
    ['an id that is none', [['library: ours', 'library: Our lib']], ['2:10 ID_NOT_VALID library']],
    ['no id', [['library: ours\n', '']], ['1:1 FIELD_MISSING ', '1:1 ID_NOT_VALID ']],
    ['no place', [['place: { code: "3210", zh: 某市, en: City }\n', '']], ['1:1 FIELD_MISSING ']],
    ['a key that is not known', [['show: 0', 'show: 0\n    bonus: 3']], ['24:5 KEY_UNKNOWN indicators.share.bonus']],
    ['a class that is not there', [['class: tiered', 'class: other']], ['15:12 INDICATOR_PART_UNKNOWN indicators.share.class']],
    ['no class', [['    class: tiered\n', '']], ['14:5 FIELD_MISSING indicators.share', '14:5 INDICATOR_PART_UNKNOWN indicators.share']],
    ['an input that is not there', [['inputs: [done]', 'inputs: [gone]']], ['21:14 INDICATOR_PART_UNKNOWN indicators.share.inputs[0]']],
    ['a source that is not there', [['why: s1', 'why: s9']], ['25:10 INDICATOR_PART_UNKNOWN indicators.share.why']],
    ['a giver that is not known', [['from: institution', 'from: anybody']], ['11:30 NOT_ONE_OF inputs.done.from']],
    ['a measure without the platform', [['from: institution', 'from: institution, measure: staff']], ['11:52 KEY_NOT_OF_KIND inputs.done.measure']],
    ['the platform without a measure', [['measure: staff, ', '']], ['12:10 FIELD_MISSING inputs.staff']],
    ['an input that is no map', [['done: { type: count, from: institution, title: { zh: 完成, en: Done } }', 'done: count']], ['11:9 SHAPE inputs.done']],
    ['an indicator twice', [['    examples:', '    examples: []\n  - id: share\n    examples:']], expect.arrayContaining([expect.stringContaining('NAME_TWICE indicators')]) as unknown as string[]],
    ['a target of another direction', [['at_least: 10', 'at_most: 10']], ['14:5 TARGET_OF_DIRECTION indicators.share']],
    ['more that gives less', [['direction: more', 'direction: less'], ['at_least: 10', 'at_most: 10'], ['share_least', 'share_most']], ['24:12 METHOD_AGAINST_DIRECTION indicators.share.score']],
    ['a falling line for more', [['method: proportional, full: share_least, worth: 100', 'method: linear, at: 10, worth: 100, per: 1, adds: -2']], ['24:12 METHOD_AGAINST_DIRECTION indicators.share.score']],
    ['a rising line for less', [['direction: more', 'direction: less'], ['at_least: 10', 'at_most: 10'], ['method: proportional, full: share_least, worth: 100', 'method: linear, at: 10, worth: 100, per: 1, adds: 2']], ['24:12 METHOD_AGAINST_DIRECTION indicators.share.score']],
    ['the lowest for more', [['method: proportional, full: share_least, worth: 100', 'method: lowest, worth: 100']], ['24:12 METHOD_AGAINST_DIRECTION indicators.share.score']],
    ['a method that is not known', [['method: proportional', 'method: magic']], ['24:22 NOT_ONE_OF indicators.share.score.method']],
    ['a score that is no map', [['score: { method: proportional, full: share_least, worth: 100 }', 'score: 5']], ['24:12 SHAPE indicators.share.score']],
    ['no score', [['    score: { method: proportional, full: share_least, worth: 100 }\n', '']], ['14:5 FIELD_MISSING indicators.share']],
    ['a formula of names that are not there', [['value: done', 'value: done + gone']], ['22:12 FORMULA_UNKNOWN_NAME indicators.share.value']],
    ['a limit that is no number', [['at_least: 10', 'at_least: ten']], ['20:13 NUMBER_UNREADABLE indicators.share.target']],
    ['a type that is not known', [['done: { type: count', 'done: { type: cuont']], ['11:17 NOT_ONE_OF inputs.done.type']],
    ['a bound broken by an example', [['score: { method: proportional, full: share_least, worth: 100 }', 'score: { method: proportional, full: share_least, worth: 300, at_most: 300 }'], ['{ A: 50 }', '{ A: 150 }']], [expect.stringMatching(/^\d+:\d+ EXAMPLE_CHECK_FAILS indicators\.share\.examples\[0\]/) as unknown as string]],
    ['an example that comes out otherwise', [['{ A: 50 }', '{ A: 60 }']], ['29:36 EXAMPLE_DIFFERS indicators.share.examples[0].gives.share_score.A']],
    ['an example of what is not there', [['gives: { share_score: { A: 50 } }', 'gives: { share_score: [50] }']], [expect.stringMatching(/indicators\.share\.examples\[0\]\.gives\.share_score/) as unknown as string]],
    ['no examples', [['examples:\n      - it: { zh: 一半, en: Half }\n        facts: { units: { A: { done: 5 } } }\n        gives: { share_score: { A: 50 } }', 'show: 0'], ['    show: 0\n    score', '    score']], ['14:5 FIELD_MISSING indicators.share']],
    ['a source of letters that look like others', [['id: s1', 'id: \u0455'], ['why: s1', 'why: \u0455']], ['14:5 LETTER_NOT_ALLOWED indicators.share']],
    ['a score in the unit of people', [['score: { method: proportional, full: share_least, worth: 100 }', 'score: { formula: done }']], ['24:12 FORMULA_UNITS indicators.share.score']],
    ['an id that the policy needs', [['id: share', 'id: units'], ['share_least', 'units_least'], ['share_score', 'units_score']], [expect.stringMatching(/^\d+:\d+ NAME_TWICE indicators\.units/) as unknown as string]],
  ])('%s', (_what, changes, told) => {
    expect(faultsOf(...changes)).toEqual(told);
  });

  test('a list where an example writes another', () => {
    const { faults } = readLibrary(good.replace('facts: { units: { A: { done: 5 } } }', 'facts: { units: [ { unit: A, done: x } ] }'));
    expect(faults.map(({ line, at }) => [line, at])).toEqual([[27, 'indicators.share.examples[0]']]);
  });

  test('text that is no map', () => {
    expect(readLibrary('- a').faults.map(({ code }) => code)).toContain('SHAPE');
  });
});

test('a node as plain data', () => {
  const place = { line: 1, column: 1, offset: 0, path: '' };
  const text = { is: 'text' as const, text: 'a', place };
  expect(plainOf({ is: 'map', place, entries: new Map([['k', { key: place, node: { is: 'list', items: [text], place } }]]) })).toEqual({ k: ['a'] });
});
