import { expect, test } from '@jest/globals';
import { instantText, today } from '../../../web/kit/time.ts';

test('instants are told in China time, also around midnight', () => {
  expect(instantText('2026-12-31T16:30:00.000Z', 'zh')).toBe('2027年1月1日 00:30');
  expect(instantText('2026-12-31T16:30:00.000Z', 'en')).toBe('1 Jan 2027, 00:30');
  expect(instantText('2026-12-31T15:59:59.999Z', 'zh')).toBe('2026年12月31日 23:59');
});

test('the day is the day in China', () => {
  expect(today(new Date('2026-12-31T15:59:59.999Z'))).toBe('2026-12-31');
  expect(today(new Date('2026-12-31T16:00:00.000Z'))).toBe('2027-01-01');
  expect(today()).toMatch(/^\d{4}-\d{2}-\d{2}$/);
});
