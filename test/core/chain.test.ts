import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { entryText, follow, linkAfter, noHash, requireHash, type ChainedEntry, type ChainEnd } from '../../server/core/chain.ts';
import { sha256 } from '../../server/hash.ts';
import { refused, refusedCodes } from '../kit/refused.ts';

const start: ChainEnd = { region: 610726, sequence: 0, hash: noHash };
const entry: ChainedEntry = {
  id: 'i', fund: 'residents', on: '2026-03-10', memo: { zh: '预算', en: 'Budget' }, run: { id: 'r', hash: 'h' }, by: 'b', at: '2026-03-10T03:00:00.000Z',
  lines: [{ account: 'a', amount: '100', line: 0, row: null, step: 's' }, { account: 'b', amount: '-100', line: 1, row: 'A', step: 's' }],
};

/** A chain over these contents. */
function chainOf(contents: readonly string[]) {
  let end = start;
  return contents.map((content) => {
    const link = linkAfter(end, content, sha256);
    end = link;
    return link;
  });
}

describe('the text of an entry', () => {
  test('is JSON with its keys in order', () => {
    expect(entryText(entry)).toBe('{"at":"2026-03-10T03:00:00.000Z","by":"b","fund":"residents","id":"i","lines":[{"account":"a","amount":"100","line":0,"row":null,"step":"s"},{"account":"b","amount":"-100","line":1,"row":"A","step":"s"}],"memo":{"en":"Budget","zh":"预算"},"on":"2026-03-10","run":{"hash":"h","id":"r"}}');
  });

  test.each<[string, Partial<ChainedEntry>]>([
    ['id', { id: 'j' }], ['fund', { fund: 'employees' }], ['day', { on: '2026-03-11' }], ['memo', { memo: { zh: '预算', en: 'budget' } }], ['memo in Chinese', { memo: { zh: '', en: 'Budget' } }],
    ['run', { run: { id: 's', hash: 'h' } }], ['hash of the run', { run: { id: 'r', hash: 'i' } }], ['account that posted', { by: 'c' }], ['moment', { at: '2026-03-10T03:00:00.001Z' }],
    ['order of lines', { lines: entry.lines.toReversed() }], ['number of lines', { lines: entry.lines.slice(1) }],
    ...(['account', 'amount', 'row', 'step'] as const).map((field): [string, Partial<ChainedEntry>] => [`${field} of a line`, { lines: entry.lines.map((line) => ({ ...line, [field]: 'x' })) }]),
    ['number of a line', { lines: entry.lines.map((line) => ({ ...line, line: line.line + 1 })) }],
  ])('tells another %s apart', (_what, change) => {
    expect(entryText({ ...entry, ...change })).not.toBe(entryText(entry));
  });

  test('leaves out what is no part of an entry', () => {
    expect(entryText({ ...entry, lines: entry.lines.map((line) => ({ ...line, extra: 1 })), extra: 1 } as ChainedEntry)).toBe(entryText(entry));
  });
});

describe('a link', () => {
  test('is made over region, number, the link before and the content', () => {
    const link = linkAfter(start, 'c', sha256);
    expect(link).toEqual({ region: 610726, sequence: 1, previous: noHash, content: 'c', hash: sha256(`{"content":"c","previous":"${noHash}","region":610726,"sequence":1}`) });
    const others = [linkAfter({ ...start, region: 610725 }, 'c', sha256), linkAfter({ ...start, sequence: 1 }, 'c', sha256), linkAfter({ ...start, hash: link.hash }, 'c', sha256), linkAfter(start, 'd', sha256)];
    expect(new Set([link, ...others].map(({ hash }) => hash)).size).toBe(5);
  });

  test('follows the one before it, and only there', () => {
    fc.assert(fc.property(fc.array(fc.string(), { minLength: 2, maxLength: 8 }), fc.nat(), (contents, place) => {
      const chain = chainOf(contents);
      expect(chain.reduce((end: ChainEnd, link) => follow(end, link, sha256), start)).toEqual({ region: 610726, sequence: contents.length, hash: chain.at(-1)?.hash });
      const at = place % (chain.length - 1);
      const without = chain.toSpliced(at, 1);
      expect(refusedCodes(() => without.reduce((end: ChainEnd, link) => follow(end, link, sha256), start))).toEqual(['CHAIN_GAP']);
    }));
  });

  test('that is wrong is refused with what it should be', () => {
    const [first, second] = chainOf(['a', 'b']) as [ReturnType<typeof linkAfter>, ReturnType<typeof linkAfter>];
    expect(refused(() => follow(first, first, sha256))).toEqual([{ code: 'CHAIN_GAP', at: 'sequence', values: { found: '1', allowed: '2' } }]);
    expect(refused(() => follow(first, { ...second, previous: noHash }, sha256))).toEqual([{ code: 'CHAIN_BROKEN', at: 'previous', values: { found: noHash, allowed: first.hash } }]);
    expect(refused(() => follow(first, { ...second, content: 'c' }, sha256))).toMatchObject([{ code: 'HASH_DIFFERS', at: 'hash', values: { found: second.hash } }]);
    expect(refused(() => requireHash('x', 'a', 'b'))).toEqual([{ code: 'HASH_DIFFERS', at: 'x', values: { found: 'a', allowed: 'b' } }]);
  });
});
