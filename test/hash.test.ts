import { expect, test } from '@jest/globals';
import { contentHash, sha256 } from '../server/hash.ts';

test('sha256 is the published one', () => {
  expect(sha256('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  expect(sha256(new TextEncoder().encode('县'))).toBe(sha256('县'));
  expect(contentHash({ facts: {} })).toBe(sha256('{"facts":{}}'));
});
