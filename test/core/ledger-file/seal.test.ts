import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { changedByte, sealBytes, sealOf, sealStart } from '../../../server/core/ledger-file/seal.ts';
import { sha256 } from '../../../server/hash.ts';

const content = fc.uint8Array({ minLength: 1, maxLength: 9000 });

describe('a seal', () => {
  test('is one line of fixed length', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 9000 }), (bytes) => {
      const seal = sealOf(bytes, sha256);
      expect(seal).toHaveLength(sealBytes);
      expect(seal.startsWith(sealStart)).toBe(true);
      expect(JSON.parse(seal)).toMatchObject({ is: 'seal', digest: sha256(bytes) });
    }));
  });

  test('names the byte that was changed, whichever and however', () => {
    fc.assert(fc.property(content, fc.nat(), fc.integer({ min: 1, max: 255 }), (bytes, place, by) => {
      const offset = place % bytes.length;
      const was = bytes[offset] as number;
      const changed = bytes.slice();
      changed[offset] = was ^ by;
      expect(changedByte(changed, sealOf(bytes, sha256), sha256)).toEqual({ offset, was, found: was ^ by });
    }));
  });

  test('names none when more than one was changed, or the seal itself', () => {
    const bytes = new TextEncoder().encode('a ledger of some length');
    const seal = sealOf(bytes, sha256);
    for (const [first, second] of [[0, 1], [3, 17], [0, bytes.length - 1]] as const) {
      const changed = bytes.slice();
      changed[first] = (changed[first] as number) + 1;
      changed[second] = (changed[second] as number) + 2;
      expect(changedByte(changed, seal, sha256)).toBeUndefined();
    }
    expect(changedByte(bytes.toReversed(), seal, sha256)).toBeUndefined();
    for (let at = 0; at < seal.length; at += 1) {
      for (const character of ['0', '1', 'f', '!']) expect(changedByte(bytes, seal.slice(0, at) + character + seal.slice(at + 1), sha256)).toBeUndefined();
    }
  });
});
