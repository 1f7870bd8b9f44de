import { expect, test } from '@jest/globals';
import { align } from '../../../server/cli/policy/say.ts';

test('numbers stand to the right, per cent too', () => {
  expect(align([['甲', '100.00%'], ['ab', '5.00%'], ['c', '-0.5']])).toEqual(['甲  100.00%', 'ab    5.00%', 'c      -0.5']);
});
