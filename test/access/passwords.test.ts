import { describe, expect, test } from '@jest/globals';
import { hashPassword, isPassword, requireGoodPassword } from '../../server/access/passwords.ts';
import { refusedCodes } from '../kit/refused.ts';

const about = ['nq-finance', '王永强'];

describe('a new password', () => {
  test.each([
    '门诊-住院-2018-结余', 'correct horse battery staple', 'Xk7#mvQ2pLz9', '一二三四五六七八九十百千', 'p'.padEnd(8, 'xyv') + 'unruly-heron', 'ledger of the county',
  ])('may be %s', (password) => {
    expect(() => requireGoodPassword(password, about)).not.toThrow();
  });

  test.each([['short', 'Xk7#mvQ2pLz'], ['nothing', ''], ['too long', 'Xk7#mvQ2pLz9'.repeat(11)], ['half a character', `Xk7#mvQ2pLz9\ud800`]])('%s is refused by its length', (_what, password) => {
    expect(refusedCodes(() => requireGoodPassword(password, about))).toEqual(['PASSWORD_LENGTH']);
  });

  test.each([
    '123456789012', 'password1234', 'Password2026!', 'qwertyuiop123', 'aaaaaaaaaaaa', '1q2w3e4r5t6y', 'woaini1314520', '5201314520131', 'admin@123456', 'abcdefghijkl', 'zxcvbnm12345',
    'P@ssw0rd2026', 'iloveyou1234', 'nq-finance2026', 'NQ-FINANCE 12345', '王永强王永强王永强王永强', '19900101password', 'fenpei-demo-2026', '１２３４５６７８９０１２', 'qazwsxedcrfv', '!@#$%^&*()123', '医院医院医院医院医院医院', '987654321000',
  ])('%s is refused as guessed by everybody', (password) => {
    expect(refusedCodes(() => requireGoodPassword(password, about))).toEqual(['PASSWORD_COMMON']);
  });

  test.each(['unbelievable', 'Liverpool2024!', 'liverpool-1892', '**Chelsea2012**', 'STARWARS-1977'])('%s is refused as known from leaks', (password) => {
    expect(refusedCodes(() => requireGoodPassword(password, about))).toEqual(['PASSWORD_LEAKED']);
  });

  test('of the greatest length is read in every way it can be put together', () => {
    expect(refusedCodes(() => requireGoodPassword('aA1'.repeat(42), about))).toEqual(['PASSWORD_COMMON']);
    expect(() => requireGoodPassword(`${'aA1'.repeat(42)}ß`, about)).not.toThrow();
  });
});

test('a password is kept as argon2id, and known in full width as well as in half', async () => {
  const kept = await hashPassword('Ｘk７-门诊-２０１８');
  expect(kept).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(await isPassword(kept, 'Xk7-门诊-2018')).toBe(true);
  expect(await isPassword(kept, 'Xk7-门诊-2019')).toBe(false);
  expect(await isPassword(null, 'Xk7-门诊-2018')).toBe(false);
  expect(await isPassword(undefined, '')).toBe(false);
});
