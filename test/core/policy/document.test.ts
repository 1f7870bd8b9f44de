import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Lines, locate, readDocument, withoutMark, type Node } from '../../../server/core/policy/document.ts';
import { short, work } from './kit.ts';

function plain(node: Node | undefined): unknown {
  if (!node || node.is === 'text') return node?.text;
  if (node.is === 'list') return node.items.map(plain);
  return Object.fromEntries([...node.entries].map(([name, entry]) => [name, plain(entry.node)]));
}

describe('a document', () => {
  test.each([
    ['scalars stay as written', 'a: 010\nb: 1e3\nc: ~\nd: yes\ne: 1.10\nf:\n', { a: '010', b: '1e3', c: '~', d: 'yes', e: '1.10', f: '' }],
    ['JSON', '{"a": 12345678901234567890.10, "b": [true, null, "x"]}', { a: '12345678901234567890.10', b: ['true', 'null', 'x'] }],
    ['folded and quoted', 'a: >-\n  one\n  two\nb: "x\\ty"\n', { a: 'one two', b: 'x\ty' }],
    ['names that mean something to JavaScript', '__proto__: { toString: 1 }\n', Object.fromEntries([['__proto__', { toString: '1' }]])],
  ])('%s', (_what, text, expected) => {
    expect(plain(readDocument(text).root)).toEqual(expected);
  });

  test('has paths and places', () => {
    const { root } = readDocument('a:\n  - { id: x, v: 1 }\n  - 2\n');
    const items = root?.is === 'map' ? root.entries.get('a')?.node : undefined;
    const [first, second] = items?.is === 'list' ? items.items : [];
    expect(first?.place).toEqual({ line: 2, column: 5, offset: 7, path: 'a.x' });
    expect(second?.place).toMatchObject({ line: 3, path: 'a[1]' });
  });

  test.each([
    ['too large', `a: ${'x'.repeat(5_000_000)}`, ['1:1 DOCUMENT_TOO_LARGE']],
    ['of too many pieces', `a: [${'1,'.repeat(120_000)}]`, ['1:66667 DOCUMENT_TOO_MANY_PIECES']],
    ['too large in bytes, not in characters', `a: ${'字'.repeat(400_000)}`, ['1:1 DOCUMENT_TOO_LARGE']],
    ['a control character', 'a: 1\nb: x\u0000', ['2:5 CHARACTER_NOT_ALLOWED']],
    ['text that runs backwards', 'a: \u202Eabc', ['1:4 CHARACTER_NOT_ALLOWED']],
    ['a mark inside', 'a: 1\uFEFF', ['1:5 CHARACTER_NOT_ALLOWED']],
    ['half a character', 'a: \uD800', ['1:4 CHARACTER_NOT_ALLOWED']],
    ['deep brackets', `a: ${'['.repeat(300_000)}`, ['1:54 NESTED_TOO_DEEP']],
    ['deep maps', `${'{a: '.repeat(51)}1${'}'.repeat(51)}`, ['1:201 NESTED_TOO_DEEP']],
    ['deep lists on a line', '- '.repeat(200_000), ['1:1 NESTED_TOO_DEEP']],
    ['deep blocks', Array.from({ length: 60 }, (_, depth) => `${' '.repeat(depth)}a:\n`).join(''), ['52:52 NESTED_TOO_DEEP']],
    ['deep indentation', `a:\n${' '.repeat(400)}b: 1`, ['2:1 NESTED_TOO_DEEP']],
    ['an anchor, an alias, a tag', 'a: &x 1\nb: *x\nc: !t 2\n', ['1:4 YAML_FEATURE_NOT_ALLOWED', '2:4 YAML_FEATURE_NOT_ALLOWED', '3:4 YAML_FEATURE_NOT_ALLOWED']],
    ['a merge key', 'a: { <<: { b: 1 } }', ['1:6 YAML_FEATURE_NOT_ALLOWED']],
    ['a key twice', 'a: 1\nb: 2\na: 3', ['3:1 KEY_TWICE']],
    ['a list as key', '? [a]\n: 1\n', ['1:3 KEY_NOT_TEXT']],
    ['an unclosed bracket', 'a: [1\nb: 2', ['2:1 YAML_UNREADABLE']],
    ['a closing bracket too many', 'a: {b: 1}]', ['1:10 YAML_UNREADABLE']],
  ])('refuses %s', (_what, text, expected) => {
    const { root, faults } = readDocument(text);
    expect(root).toBeUndefined();
    expect(short(faults)).toEqual(expected);
  });

  test('of 30,000 lines is read in good time', () => {
    const text = Array.from({ length: 30_000 }, (_, line) => `key${line}: { zh: 县, en: x }`).join('\n').slice(0, 999_000 / 2);
    expect(work(() => expect(readDocument(`${text.slice(0, text.lastIndexOf('\n'))}\n`, Infinity).faults).toEqual([]))).toBeLessThan(10);
  });

  test('never throws, whatever the text', () => {
    fc.assert(fc.property(fc.string({ unit: fc.constantFrom(...'ab:-[]{}"\'|>&*!?#,% \n\t甲1') }), (text) => {
      const { root, faults } = readDocument(text);
      expect(root === undefined).toBe(faults.length > 0);
    }), { numRuns: 500 });
  });

  test('a byte order mark before it is left out', () => {
    expect(withoutMark('\uFEFFa: 1')).toBe('a: 1');
    expect(withoutMark('a: 1')).toBe('a: 1');
  });
});

describe('a place inside a scalar', () => {
  const at = (text: string, from: number): string => {
    const { root } = readDocument(text);
    const node = root?.is === 'map' ? root.entries.get('f')?.node : undefined;
    if (node?.is !== 'text') throw new Error('no scalar');
    const { line, column } = locate(text, node.text, node.place, from);
    return `${line}:${column}`;
  };

  test.each([
    ['plain', 'f: one + twx', 6, '1:10'],
    ['in double quotes', 'f: "one + twx"', 6, '1:11'],
    ['in single quotes', "f: 'one + twx'", 6, '1:11'],
    ['beginning with a quoted text', 'f: \'"a" = twx\'', 6, '1:11'],
    ['folded', 'f: >-\n  one +\n  twx\n', 6, '3:3'],
    ['literal', 'f: |2-\n  one +\n  twx\n', 6, '3:3'],
    ['over lines', 'f: one +\n  twx', 6, '2:3'],
    ['at its end', 'f: one +', 8, '1:8'],
    ['with an escape, where the scalar begins', 'f: "one \\u002B twx"', 6, '1:4'],
    ['of Chinese', 'f: 人数 + 未知', 5, '1:9'],
  ])('%s', (_what, text, from, expected) => {
    expect(at(text, from)).toBe(expected);
  });
});

test('lines count from 1', () => {
  const lines = new Lines('a\n\nbc');
  expect([0, 1, 2, 3, 4].map((offset) => lines.place(offset, 'p'))).toEqual([
    { line: 1, column: 1, offset: 0, path: 'p' }, { line: 1, column: 2, offset: 1, path: 'p' },
    { line: 2, column: 1, offset: 2, path: 'p' }, { line: 3, column: 1, offset: 3, path: 'p' }, { line: 3, column: 2, offset: 4, path: 'p' },
  ]);
});
