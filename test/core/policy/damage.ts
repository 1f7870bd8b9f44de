/** A text damaged here and there: bytes, lines and words changed, cut out, doubled, or taken from another text. */
import fc, { type GeneratorValue } from 'fast-check';

const tokens = [
  '', '0', '-1', '99999999999999999999', '1/3', '10%', '0.1', 'null', 'true', 'item', 'value', '__proto__', 'constructor', 'toString',
  '{', '}', '[', ']', ':', ',', '"', "'", '#', '&a', '*a', '!t', '<<:', '- ', '---', '|', '>-', '\t', '\u0000', '\u202E', '\uFEFF', 'ｘ', 'а',
  'sum(1)', 'for x in 1..1000000000 return x', '9 ** 9 ** 9', '((((', 'if', 'date("2024-02-30")', 'consortia.heads', 'each', 'formula', 'divide', 'where',
];

/** A place in something of this length, and one not before it. */
function range(g: GeneratorValue, length: number, most: number): [from: number, to: number] {
  const from = g(fc.nat, { max: length });
  return [from, Math.min(length, from + g(fc.nat, { max: most }))];
}

function bytes(g: GeneratorValue, text: string, other: string): string {
  const [own, from] = [Buffer.from(text), Buffer.from(other)];
  const [start, end] = range(g, own.length, 40);
  const [otherStart, otherEnd] = range(g, from.length, 400);
  const between = [
    () => Buffer.from(g(fc.uint8Array, { maxLength: 4 })), () => Buffer.alloc(0), () => from.subarray(otherStart, otherEnd),
    () => Buffer.concat(Array.from({ length: 50 }, () => own.subarray(start, end))),
  ][g(fc.nat, { max: 3 })] as () => Buffer;
  const rest = g(fc.nat, { max: 19 }) === 0 ? Buffer.alloc(0) : own.subarray(end);
  return Buffer.concat([own.subarray(0, start), between(), rest]).toString();
}

function lines(g: GeneratorValue, text: string, other: string): string {
  const own = text.split('\n');
  const taken = [...own, ...other.split('\n')];
  const [start, end] = range(g, own.length - 1, 3);
  const [from, to] = range(g, taken.length - 1, 3);
  return [...own.slice(0, start), ...taken.slice(from, to), ...own.slice(end)].join('\n');
}

function words(g: GeneratorValue, text: string, other: string): string {
  const found = [...text.matchAll(/[\p{L}\p{N}_.%]+/gu)];
  const word = found[g(fc.nat, { max: Math.max(found.length - 1, 0) })];
  if (!word) return text;
  const others = [...tokens, ...(other.match(/[\p{L}\p{N}_.%]+/gu) ?? [])];
  return `${text.slice(0, word.index)}${others[g(fc.nat, { max: others.length - 1 })]}${text.slice(word.index + word[0].length)}`;
}

/** The text after one to four such damages. */
export function damaged(g: GeneratorValue, text: string, other: string): string {
  let made = text;
  for (let left = 1 + g(fc.nat, { max: 3 }); left > 0; left -= 1) {
    made = ([bytes, lines, words, words][g(fc.nat, { max: 3 })] as typeof words)(g, made, other);
  }
  return made;
}
