import { expect, test } from '@jest/globals';
import { maskName } from '../../../server/core/notice/mask.ts';

test.each([['王秀英', '王*'], ['王芳', '王*'], ['欧阳明', '欧*'], ['敖登高娃', '敖*'], ['𠮷田', '𠮷*'], ['王', '*'], ['', '*']])('%s is shown as %s', (name, shown) => {
  expect(maskName(name)).toBe(shown);
});
