import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { canonical, contentHash, sha256, type Plain } from '../../server/run/hash.ts';

const plain = fc.letrec<{ value: Plain }>((tie) => ({
  value: fc.oneof({ depthSize: 'small' }, fc.string(), fc.integer(), fc.boolean(), fc.constant(null), fc.array(tie('value')), fc.dictionary(fc.string(), tie('value'))),
})).value;

/** The same content with the keys of every object in another order. */
function reversed(value: Plain): Plain {
  if (Array.isArray(value)) return (value as readonly Plain[]).map(reversed);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).toReversed().map(([key, item]) => [key, reversed(item)]));
}

describe('canonical', () => {
  test('puts the keys of every object in order', () => {
    expect(canonical({ b: [{ d: '1', c: null }], a: true })).toBe('{"a":true,"b":[{"c":null,"d":"1"}]}');
  });

  test('is JSON of the same content, whatever the order of the keys', () => {
    fc.assert(fc.property(plain, (value) => {
      expect(JSON.parse(canonical(value))).toEqual(JSON.parse(JSON.stringify(value)));
      expect(canonical(reversed(value))).toBe(canonical(value));
    }));
  });

  test('the order of a list is content', () => {
    expect(contentHash(['a', 'b'])).not.toBe(contentHash(['b', 'a']));
  });
});

test('sha256 is the published one', () => {
  expect(sha256('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  expect(contentHash({ facts: {} })).toBe(sha256('{"facts":{}}'));
});
