import { describe, expect, test } from '@jest/globals';
import { readShare, requireTogether, sumOfShares, type PostShare } from '../../server/core/post-shares.ts';
import { Refusal } from '../../server/core/refusal.ts';

const codes = (work: () => unknown): string[] => {
  try {
    work();
    return [];
  } catch (error) {
    if (error instanceof Refusal) return error.faults.map(({ code, at }) => `${code} ${at}`);
    throw error;
  }
};
const post = (key: string, share: string, main = false): PostShare => ({ institution: `机构${key}`, key, share, main });

describe('a share', () => {
  test.each([['1', '1'], ['0.6', '0.6'], ['60%', '0.6'], ['0.0001', '0.0001']])('%s is read as %s', (text, read) => {
    expect(readShare(text, 'share')).toBe(read);
  });

  test.each([['0', 'SHARE_NOT_PART'], ['1.0001', 'SHARE_NOT_PART'], ['0.33333', 'SHARE_NOT_PART'], ['-0.5', 'SHARE_NOT_PART'], ['half', 'NUMBER_UNREADABLE'], ['', 'NUMBER_EMPTY']])('%s is refused', (text, code) => {
    expect(codes(() => readShare(text, 'posts[0].share'))).toEqual([`${code} posts[0].share`]);
  });

  test('is added exactly', () => {
    expect([sumOfShares(['0.1', '0.2']), sumOfShares([])]).toEqual(['0.3', '0']);
  });
});

describe('posts of one day', () => {
  test.each<[string, PostShare[], string[]]>([
    ['none', [], []],
    ['one', [post('A', '1', true)], []],
    ['two that are a whole', [post('A', '0.6', true), post('B', '0.4')], []],
    ['two above a whole', [post('A', '0.6', true), post('B', '0.5')], ['SHARES_OVER_WHOLE']],
    ['two main posts', [post('A', '0.5', true), post('B', '0.5', true)], ['MAIN_POST_NOT_ONE']],
    ['no main post', [post('A', '1')], ['MAIN_POST_NOT_ONE']],
    ['one institution twice', [post('A', '0.5', true), post('A', '0.5')], ['POST_TWICE']],
    ['everything at once', [post('A', '1'), post('A', '0.5')], ['POST_TWICE', 'MAIN_POST_NOT_ONE', 'SHARES_OVER_WHOLE']],
  ])('%s', (_what, posts, expected) => {
    expect(codes(() => requireTogether('1 王芳', '2026-03-01', posts))).toEqual(expected.map((code) => `${code} posts`));
  });

  test('name the person, the day and the sum', () => {
    expect(() => requireTogether('1 王芳', '2026-03-01', [post('A', '0.6', true), post('B', '0.5')])).toThrow('The shares of 1 王芳 on 2026-03-01 are together 1.1; they are at most 1.');
  });
});
