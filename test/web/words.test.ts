import { readdirSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { fill, type Catalogue } from '../../web/kit/words.ts';

const web = new URL('../../web/', import.meta.url);
const files = readdirSync(web, { recursive: true, encoding: 'utf8' }).filter((file) => /(^|[\\/])words\.ts$/.test(file)).sort();
const catalogues = await Promise.all(files.map(async (file) => {
  const { words } = await import(new URL(file, web).href) as { words: Catalogue };
  return { file, texts: Object.entries(words) };
}));
const slots = (text: string) => [...new Set([...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name))].sort().join(' ');

test('every slice that has texts keeps them in a catalogue', () => {
  expect(files.length).toBeGreaterThanOrEqual(9);
});

describe.each(catalogues)('$file', ({ texts }) => {
  test('says everything in Chinese and in English', () => {
    const silent = texts.filter(([, { zh, en }]) => zh.trim() === '' || en.trim() === '').map(([key]) => key);
    expect(silent).toEqual([]);
    const notChinese = texts.filter(([, { zh }]) => !/\p{Script=Han}/u.test(zh) && /\p{Letter}/u.test(zh.replace(/\{\w+\}/g, ''))).map(([key]) => key);
    expect(notChinese).toEqual([]);
    const notEnglish = texts.filter(([, { en }]) => /\p{Script=Han}|[，。；：“”（）《》]/u.test(en)).map(([key]) => key);
    expect(notEnglish).toEqual([]);
  });

  test('fills the same slots in both', () => {
    const differing = texts.filter(([, { zh, en }]) => slots(zh) !== slots(en));
    expect(differing.map(([key]) => key)).toEqual([]);
  });
});

test('a slot without a value stays visible', () => {
  expect(fill('{year} 年 {other}', { year: '2026' })).toBe('2026 年 {other}');
});
