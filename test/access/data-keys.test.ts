import { expect, test } from '@jest/globals';
import { dataKeysOf, newDataKey, type DataKeys, type NumberOwner } from '../../server/access/data-keys.ts';

const owner: NumberOwner = { region: 610726, person: 'p1', kind: 'ID_CARD' };
const [first, second] = [newDataKey(), newDataKey()];
const ring = (text: string) => dataKeysOf(text) as DataKeys;

test('what is sealed is opened again, and never sealed twice to the same bytes', () => {
  const keys = ring(first);
  const [one, two] = [keys.seal(owner, '11010519491231002X'), keys.seal(owner, '11010519491231002X')];
  expect([keys.open(owner, one), keys.open(owner, two)]).toEqual(['11010519491231002X', '11010519491231002X']);
  expect(one.sealed.equals(two.sealed)).toBe(false);
  expect(one.match.equals(two.match)).toBe(true);
  expect(one.sealed.includes('1101051949')).toBe(false);
});

test('a changed byte, another row and another key open nothing', () => {
  const keys = ring(first);
  const kept = keys.seal(owner, '4539578763621486');
  for (let place = 0; place < kept.sealed.length; place += 1) {
    const changed = Buffer.from(kept.sealed);
    changed[place] = changed[place]! ^ 1;
    expect(() => keys.open(owner, { ...kept, sealed: changed })).toThrow();
  }
  for (const other of [{ ...owner, person: 'p2' }, { ...owner, region: 610727 }, { ...owner, kind: 'BANK_CARD' }]) expect(() => keys.open(other, kept)).toThrow();
  expect(() => ring(second).open(owner, kept)).toThrow(/is not in DATA_KEY/);
  expect(() => ring(second).open(owner, { ...kept, keyId: ring(second).newest })).toThrow();
});

test('a match is of one number, kind and region under one key', () => {
  const keys = ring(first);
  const { match } = keys.seal(owner, '4539578763621486');
  const others = [keys.seal(owner, '4539578763621494'), keys.seal({ ...owner, kind: 'BANK_CARD' }, '4539578763621486'), keys.seal({ ...owner, region: 150724 }, '4539578763621486'), ring(second).seal(owner, '4539578763621486')];
  expect(others.filter((other) => other.match.equals(match))).toEqual([]);
  expect(keys.seal({ ...owner, person: 'p2' }, '4539578763621486').match.equals(match)).toBe(true);
});

test('a fingerprint is of one text under one key', () => {
  const [one, two] = [ring(first), ring(second)];
  expect(one.fingerprint('a')).toMatch(/^[0-9a-f]{64}$/);
  expect(new Set([one.fingerprint('a'), one.fingerprint('a'), one.fingerprint('b'), two.fingerprint('a')]).size).toBe(3);
});

test('a ring seals by its first key, opens by any, and matches under all', () => {
  const old = ring(first).seal(owner, '4539578763621486');
  const both = ring(`${second}, ${first}`);
  expect(both.open(owner, old)).toBe('4539578763621486');
  expect([both.newest, both.seal(owner, '1').keyId]).toEqual([second.split(':')[0], second.split(':')[0]]);
  expect(both.matches(owner, '4539578763621486').some((match) => match.equals(old.match))).toBe(true);
});

test.each(['', 'k1', 'k1:', 'k1:c2hvcnQ=', `k1:${'A'.repeat(44)}`, `K1:${'A'.repeat(43)}=`, `${first} ${first}`, `${first}\n${second} x`])('no ring: %s', (text) => {
  expect(dataKeysOf(text)).toBeUndefined();
});
