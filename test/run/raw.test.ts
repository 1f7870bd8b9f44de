import { expect, test } from '@jest/globals';
import { readRawDecisions, readRawFacts } from '../../server/run/raw.ts';
import { refused } from '../kit/refused.ts';

test('texts and rows of texts pass unchanged', () => {
  const facts = { standard: '690.00', consortia: [{ consortium: 'A', heads: '168000' }], flows: [] };
  expect(readRawFacts(facts)).toEqual(facts);
  expect(readRawDecisions({ risk_share: '10%' })).toEqual({ risk_share: '10%' });
  expect(readRawDecisions({ head_pay: { b: { value: '1.00', reason: 'x' } } })).toEqual({ head_pay: '{"b":{"reason":"x","value":"1.00"}}' });
});

test('every value that is no text is named, in one answer', () => {
  const found = refused(() => readRawFacts({ standard: 690, other: { a: '1' }, nothing: null, rows: [{ heads: 1, name: null }, 'row', ['x']] }));
  expect(found.map(({ code, at }) => `${code} ${at}`)).toEqual([
    'NOT_TEXT facts.standard', 'NOT_TEXT facts.other', 'NOT_TEXT facts.nothing',
    'NOT_TEXT facts.rows[0].heads', 'NOT_TEXT facts.rows[0].name', 'NOT_TEXT facts.rows[1]', 'NOT_TEXT facts.rows[2]',
  ]);
  expect(found[0]?.values).toEqual({ found: '690' });
  expect(refused(() => readRawDecisions({ risk_share: 0.1, on: true })).map(({ at }) => at)).toEqual(['decisions.risk_share', 'decisions.on']);
});
