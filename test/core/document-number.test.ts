import { expect, test } from '@jest/globals';
import { documentNumber, readDocumentPrefix } from '../../server/core/document-number.ts';
import { refusedCodes } from '../kit/refused.ts';

test('a number as offices write it', () => {
  expect(documentNumber({ prefix: readDocumentPrefix(' 宁卫医共体 ', 'prefix'), year: 2026, number: 12 })).toBe('宁卫医共体〔2026〕12号');
});

test.each(['', '宁', '宁卫 医共体', '宁卫〔2026〕', '宁卫1', 'x'.repeat(21)])('refuses the prefix "%s"', (prefix) => {
  expect(refusedCodes(() => readDocumentPrefix(prefix, 'prefix'))).toEqual(['DOCUMENT_PREFIX_FORM']);
});
