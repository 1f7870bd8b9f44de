import { expect, test } from '@jest/globals';
import { kindWords, policyKinds } from '../../../server/core/policy/kinds.ts';

test('every kind of policy has a title of its own in both languages', () => {
  const titles = policyKinds.map(kindWords);
  expect(titles.every(({ zh, en }) => /\p{Script=Han}/u.test(zh) && /^[A-Z]/.test(en))).toBe(true);
  expect(new Set(titles.flatMap(({ zh, en }) => [zh, en])).size).toBe(2 * policyKinds.length);
});
