import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { canonical, type Plain } from '../../server/core/canonical.ts';

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
    expect(canonical(['a', 'b'])).not.toBe(canonical(['b', 'a']));
  });
});
