import { expect, test } from '@jest/globals';
import { payers, payerWords } from '../../../server/core/policy/payers.ts';

test('every payer has words, no two the same, and the patient comes last', () => {
  expect(Object.keys(payerWords)).toEqual([...payers]);
  for (const language of ['zh', 'en'] as const) expect(new Set(payers.map((payer) => payerWords[payer][language])).size).toBe(payers.length);
  expect(payers.at(-1)).toBe('patient');
});
