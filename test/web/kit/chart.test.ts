import { expect, test } from '@jest/globals';
import { axisText } from '../../../web/kit/chart.ts';

test('ticks are short in both languages', () => {
  expect([0, 5_000, 20_000_000].map((tick) => axisText(tick, 'zh'))).toEqual(['0', '0.5 万', '2000 万']);
  expect([0, 5_000, 20_000_000].map((tick) => axisText(tick, 'en'))).toEqual(['0', '5 k', '20 m']);
});
