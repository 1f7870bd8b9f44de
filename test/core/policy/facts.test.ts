import { describe, expect, test } from '@jest/globals';
import { attempt } from '../../../server/core/policy/attempt.ts';
import { readFacts } from '../../../server/core/policy/facts.ts';
import type { RawDecisions, RawFacts } from '../../../server/core/policy/policy.ts';
import { readFactsFile, placed } from '../../../server/core/policy/raw-facts.ts';
import { say } from '../../../server/core/refusal.ts';
import { every, policyOf, refused, short, small } from './kit.ts';

const policy = policyOf(small);
const full = policyOf(every);
const rows: Array<Record<string, string>> = [{ consortium: 'A', heads: '3' }, { consortium: 'B', heads: '4', spent: '1,234.50' }];
const good: RawFacts = { standard: '690.00', consortia: rows };

describe('facts', () => {
  test('are typed, defaults filled in', () => {
    const facts = readFacts(policy, good);
    expect(facts.scalars.get('standard')).toEqual({ n: 690n, d: 1n });
    expect(facts.scalars.get('risk_share')).toEqual({ n: 1n, d: 10n });
    expect(facts.tables.get('consortia')).toEqual([
      { key: 'A', cells: new Map([['heads', { n: 3n, d: 1n }], ['spent', { n: 0n, d: 1n }]]) },
      { key: 'B', cells: new Map([['heads', { n: 4n, d: 1n }], ['spent', { n: 2469n, d: 2n }]]) },
    ]);
  });

  const wrong = (facts: unknown, decisions: unknown = {}) => refused(() => readFacts(policy, facts as RawFacts, decisions as RawDecisions));

  test.each<[string, unknown, unknown, string[]]>([
    ['missing', {}, {}, ['facts.standard FACT_MISSING', 'facts.consortia FACT_MISSING']],
    ['unknown', { ...good, standart: '1' }, { risc_share: '1%' }, ['facts.standart FACT_UNKNOWN', 'decisions.risc_share FACT_UNKNOWN']],
    ['a table for a value', { ...good, standard: [] }, {}, ['facts.standard FACT_NOT_SINGLE']],
    ['a value for a table', { ...good, consortia: '3' }, {}, ['facts.consortia FACT_NOT_A_TABLE']],
    ['rows that are none', { ...good, consortia: ['A', null, []] }, {}, ['facts.consortia[0] FACT_NOT_A_ROW', 'facts.consortia[1] FACT_NOT_A_ROW', 'facts.consortia[2] FACT_NOT_A_ROW']],
    ['a row without key', { ...good, consortia: [{ heads: '1' }, { heads: '2' }] }, {}, ['facts.consortia[0].consortium FACT_MISSING', 'facts.consortia[1].consortium FACT_MISSING']],
    ['an empty key', { ...good, consortia: [{ consortium: ' ', heads: '1' }] }, {}, ['facts.consortia[0].consortium TEXT_EMPTY']],
    ['a key with a control character', { ...good, consortia: [{ consortium: 'A\u0000', heads: '1' }] }, {}, ['facts.consortia[0].consortium CHARACTER_IN_KEY']],
    ['a long key', { ...good, consortia: [{ consortium: 'A'.repeat(201), heads: '1' }] }, {}, ['facts.consortia[0].consortium TEXT_TOO_LONG']],
    ['a row twice', { ...good, consortia: [...rows, rows[0]] }, {}, ['facts.consortia[2].consortium ROW_TWICE']],
    ['an unknown column', { ...good, consortia: [{ ...rows[0], head: '1' }] }, {}, ['facts.consortia[0].head FACT_UNKNOWN']],
    ['a part of a person', { ...good, consortia: [{ consortium: 'A', heads: '3.5' }] }, {}, ['facts.consortia[0].heads COUNT_NOT_WHOLE']],
    ['a negative number', { ...good, standard: '-1' }, {}, ['facts.standard BELOW_LIMIT']],
    ['a percentage of money', { ...good, standard: '5%' }, {}, ['facts.standard PLAIN_NUMBER_ONLY']],
    ['a decision above its limit', good, { risk_share: '10.01%' }, ['decisions.risk_share ABOVE_LIMIT']],
    ['names that JavaScript has', { ...good, toString: '1' }, {}, ['facts.toString FACT_UNKNOWN']],
  ])('are refused: %s', (_what, facts, decisions, expected) => {
    expect(wrong(facts, decisions)).toEqual(expected);
  });

  const given: RawFacts = { year_end: '2010-12-31', pool: '1.00', home: 'A', units: [{ unit: 'A', level: 'town' }], staff: [] };

  test.each<[string, RawFacts, RawDecisions, string[]]>([
    ['a truth value', { ...given, units: [{ unit: 'A', level: 'town', open: 'yes' }] }, {}, ['facts.units[0].open BOOLEAN_UNREADABLE']],
    ['an option', given, { manner: 'equall' }, ['decisions.manner OPTION_UNKNOWN']],
    ['a day', { ...given, year_end: '2010-02-30' }, {}, ['facts.year_end DAY_NOT_VALID']],
    ['a month', { ...given, first_month: '2010-13' }, {}, ['facts.first_month MONTH_NOT_VALID']],
    ['a day too early', { ...given, year_end: '2008-12-31' }, {}, ['facts.year_end BELOW_LIMIT']],
    ['a day too late', { ...given, year_end: '2012-01-01' }, {}, ['facts.year_end ABOVE_LIMIT']],
    ['an empty text', { ...given, note: '' }, {}, ['facts.note TEXT_EMPTY']],
    ['a share too small', given, { kept: '0.9%' }, ['decisions.kept BELOW_LIMIT']],
    ['references', { ...given, home: 'B', units: [{ unit: 'A', level: 'twn' }] }, {}, ['facts.home REFERENCE_UNKNOWN', 'facts.units[0].level REFERENCE_UNKNOWN']],
  ])('are refused by their kind: %s', (_what, facts, decisions, expected) => {
    expect(refused(() => readFacts(full, facts, decisions))).toEqual(expected);
  });

  test('a limit names what was found, the limit and the source', () => {
    const { faults = [] } = attempt(() => readFacts(full, given, { kept: '11%' }));
    expect(faults.flatMap((fault) => [say(fault, 'zh'), say(fault, 'en')])).toEqual([
      '留存比例（decisions.kept）为 11%，超过上限 10%（依据：《文件》一；《文件》二）。',
      'Share kept (decisions.kept) is 11%, above the limit of 10% (source: Document, 一; Document, 二).',
    ]);
  });
});

describe('a facts file', () => {
  test.each([
    ['YAML with both parts', 'facts: { standard: 690.00, consortia: [ { consortium: A, heads: 3 } ] }\ndecisions: { risk_share: 5% }'],
    ['JSON with numbers', '{"facts": {"standard": 690.00, "consortia": [{"consortium": "A", "heads": 3}]}, "decisions": {"risk_share": "5%"}}'],
    ['flat, a decision among the facts', 'standard: 690.00\nrisk_share: 5%\nconsortia: { A: { heads: 3 } }'],
    ['a map whose rows repeat their key, after a byte order mark', '\uFEFFstandard: 690.00\nrisk_share: 5%\nconsortia: { A: { consortium: A, heads: 3 } }'],
  ])('%s', (_what, text) => {
    const { written, faults } = readFactsFile(policy, text);
    expect(faults).toEqual([]);
    expect(written).toMatchObject({ facts: { standard: '690.00', consortia: [{ consortium: 'A', heads: '3' }] }, decisions: { risk_share: '5%' } });
  });

  test('keeps numbers as they are written', () => {
    const { written } = readFactsFile(policy, '{"facts": {"standard": 123456789012345.10}}');
    expect(written?.facts['standard']).toBe('123456789012345.10');
  });

  test.each([
    ['not a map', '- 1', ['1:1 SHAPE']],
    ['not YAML', 'a: [', ['1:5 YAML_UNREADABLE']],
    ['another key beside facts', 'facts: {}\nfact: {}', ['2:1 KEY_UNKNOWN']],
    ['facts that are no map', 'facts: 1\ndecisions: 2', ['1:8 SHAPE', '2:12 SHAPE']],
    ['a table that is a value', 'consortia: 3', ['1:12 SHAPE']],
    ['a row that is a value', 'consortia: [ 3 ]', ['1:14 SHAPE']],
    ['a cell that is a list', 'consortia: { A: { heads: [ 3 ] } }', ['1:26 SHAPE']],
    ['a value that is a list', 'standard: [ 3 ]', ['1:11 SHAPE']],
    ['a decision that is a list', 'risk_share: [ 3 ]', ['1:13 SHAPE']],
  ])('is refused: %s', (_what, text, expected) => {
    const { written, faults } = readFactsFile(policy, text);
    expect(written).toBeUndefined();
    expect(short(faults)).toEqual(expected);
  });

  test('an unknown table is left to be refused by its name', () => {
    const { written } = readFactsFile(policy, 'levels: { a: { x: 1 } }\nunits: [ { x: 1 } ]\n__proto__: 1');
    expect(Object.keys(written?.facts ?? {})).toEqual(['levels', 'units', '__proto__']);
    expect(refused(() => readFacts(policy, { ...good, ...written?.facts }))).toEqual(
      ['facts.levels FACT_UNKNOWN', 'facts.units FACT_UNKNOWN', 'facts.__proto__ FACT_UNKNOWN'],
    );
  });

  test('faults find their line, or that of the nearest field around them', () => {
    const { written } = readFactsFile(policy, 'standard: -1\nconsortia:\n  - { consortium: A }\n  - { consortium: B, heads: x }\nrisk_share: 1\n');
    const { faults = [] } = attempt(() => readFacts(policy, written?.facts ?? {}, written?.decisions));
    expect(short(placed(faults, written?.places ?? new Map()))).toEqual(
      ['1:11 BELOW_LIMIT', '3:5 FACT_MISSING', '4:29 NUMBER_UNREADABLE', '5:13 ABOVE_LIMIT'],
    );
    expect(placed([{ code: 'FACT_MISSING', at: 'facts.pool', values: {} }], new Map())).toEqual([{ code: 'FACT_MISSING', at: 'facts.pool', values: {} }]);
  });
});
