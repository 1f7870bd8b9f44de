import { describe, expect, test } from '@jest/globals';
import { cursorsOfRest, nodesOf } from '../../../web/kit/whole.ts';

const list = (hasNextPage: boolean, endCursor: string | null, ...nodes: number[]) => ({ edges: nodes.map((node) => ({ node })), pageInfo: { hasNextPage, endCursor } });

describe('lists in pages', () => {
  test('are read on while one of them is not whole, each from where it ended', () => {
    expect(cursorsOfRest({ a: list(true, 'x', 1), b: list(false, 'y', 2), c: undefined })).toEqual({ a: 'x', b: 'y' });
    expect(cursorsOfRest({ a: list(false, 'x', 1), b: list(false, null), c: undefined })).toBeUndefined();
  });

  test('give their rows', () => {
    expect(nodesOf(list(true, 'x', 1, 2))).toEqual([1, 2]);
    expect(nodesOf(undefined)).toEqual([]);
  });
});
