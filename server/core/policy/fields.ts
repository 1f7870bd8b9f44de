/** Reading the fields of a map: what is missing, of the wrong shape or unknown becomes a fault and reading goes on. */
import { parseExpression } from '../feel/expression.ts';
import { functions } from '../feel/functions.ts';
import { parseRate } from '../rate.ts';
import { Refusal, type Code, type Fault, type Values } from '../refusal.ts';
import { attempt } from './attempt.ts';
import { faultAt, locate, type MapNode, type Node } from './document.ts';
import { suggestion } from '../feel/suggest.ts';
import type { Formula, Place, Words } from './policy.ts';

const shapes: Record<Node['is'], Words> = {
  text: { zh: '一个值', en: 'a single value' },
  list: { zh: '一个列表', en: 'a list' },
  map: { zh: '一组“键: 值”', en: 'a map of keys and values' },
};
const wholeFile: Words = { zh: '文件', en: 'The file' };
/** Letters that look alike in other alphabets, radicals, and other forms of the same letter are left out. */
const namePattern = /^(?:[A-Za-z_]|(?=\p{L})\p{Script=Han})(?:[A-Za-z0-9_]|(?=\p{L})\p{Script=Han})*$/u;
const reserved: ReadonlySet<string> = new Set(['item', 'value', ...functions.keys()]);
/** A letter neither Latin nor Chinese, a full-width letter or a radical. */
const lookAlike = /(?![\p{Script=Latin}\p{Script=Han}])\p{L}|[\uFF21-\uFF3A\uFF41-\uFF5A\u2E80-\u2FDF]/u;
const textLimit = 2000;
const faultsMost = 1000;
/** Characters of all formulas of a policy together; the presets have at most a tenth. */
const formulasLimit = 60_000;

/** What every field reader shares: the text of the file and the faults found in it so far. */
export class Reader {
  readonly faults: Fault[] = [];
  readonly text: string;
  private formulasLength = 0;

  constructor(text: string) {
    this.text = text;
  }

  /** Throws a Refusal of all of them after a thousand: nobody reads more. */
  fault(code: Code, place: Place, values: Values = {}): void {
    if (this.faults.length >= faultsMost) throw new Refusal(this.faults);
    this.faults.push(faultAt(code, place, place.path === '' ? { at: wholeFile, ...values } : values));
  }

  /** The fields of a map, of which only those named may stand there; any other node is a fault and gives no fields. */
  fields(node: Node, allowed: readonly string[]): Fields {
    const map = this.shape(node, 'map');
    for (const [name, { key }] of map?.entries ?? []) {
      if (allowed.includes(name)) continue;
      this.fault('KEY_UNKNOWN', key, { key: name, suggestion: suggestion(name, allowed), allowed: allowed.join(', ') });
    }
    return new Fields(this, node.place, map);
  }

  /** The node when it has the shape, else a fault and nothing. */
  shape<Is extends Node['is']>(node: Node, is: Is): Extract<Node, { is: Is }> | undefined {
    if (node.is === is) return node as Extract<Node, { is: Is }>;
    this.fault('SHAPE', node.place, { found: shapes[node.is], expected: shapes[is] });
    return undefined;
  }

  /** A text that is not empty. */
  textOf(node: Node): string {
    const text = this.shape(node, 'text')?.text;
    if (text?.trim() === '') this.fault('VALUE_EMPTY', node.place);
    if (text !== undefined && text.length > textLimit) this.fault('TEXT_TOO_LONG', node.place, { found: String(text.length), limit: String(textLimit) });
    return text ?? '';
  }

  /** A name as formulas write it: letters, digits and `_`, and no word of the formula language. */
  name(text: string, place: Place): string {
    const { expression } = parseExpression(text);
    if (!namePattern.test(text) || text.normalize('NFKC') !== text) this.fault('NAME_NOT_VALID', place, { found: text });
    else if (expression?.is !== 'name' || reserved.has(text)) this.fault('NAME_RESERVED', place, { found: text });
    return text;
  }

  /** A text by which something is told from others of its kind; a fault when two that differ might look the same. */
  id(text: string, place: Place): string {
    const letter = lookAlike.exec(text)?.[0];
    if (letter !== undefined) this.fault('LETTER_NOT_ALLOWED', place, { found: text, letter });
    return text;
  }

  /** A formula; `10%` and `1/10` written alone are exact shares. Throws a Refusal when all formulas together are too long. */
  formula(node: Node): Formula {
    const text = this.textOf(node);
    const { place } = node;
    this.formulasLength += text.length;
    if (this.formulasLength > formulasLimit) {
      this.fault('FORMULAS_TOO_LONG', place, { limit: String(formulasLimit) });
      throw new Refusal(this.faults);
    }
    const whole = { from: 0, to: text.length };
    if (/^-?\d+(\.\d+)?%$/.test(text)) {
      return { text, place, expression: { is: 'number', value: this.take(() => parseRate(text, place.path), place) ?? { n: 0n, d: 1n }, ...whole } };
    }
    const { expression, faults } = text === '' || text.length > textLimit ? { faults: [] } : parseExpression(text);
    for (const { code, values, from } of faults) this.fault(code, locate(this.text, text, place, from), values);
    return { text, place, expression: expression ?? { is: 'null', ...whole } };
  }

  /** What `read` gives, or its refusal as a fault at the place. */
  take<T>(read: () => T, place: Place): T | undefined {
    const { value, faults = [] } = attempt(read);
    for (const { code, values } of faults) this.fault(code, place, values);
    return value;
  }
}

export class Fields {
  readonly place: Place;
  private readonly reader: Reader;
  private readonly map: MapNode | undefined;

  /** Without a map, which has been told already, nothing is missing. */
  constructor(reader: Reader, place: Place, map: MapNode | undefined) {
    this.reader = reader;
    this.place = place;
    this.map = map;
  }

  /** The node of a key, if it is there. */
  find(key: string): Node | undefined {
    return this.map?.entries.get(key)?.node;
  }

  /** The node of a key; a fault when it is missing. */
  need(key: string): Node | undefined {
    const node = this.find(key);
    if (!node && this.map) this.reader.fault('FIELD_MISSING', this.place, { field: key });
    return node;
  }

  /** What `read` makes of the key's node, when it is there. */
  optional<T>(key: string, read: (node: Node) => T): T | undefined {
    const node = this.find(key);
    return node && read(node);
  }

  text(key: string): string {
    const node = this.need(key);
    return node ? this.reader.textOf(node) : '';
  }

  optionalText(key: string): string | undefined {
    return this.optional(key, (node) => this.reader.textOf(node));
  }

  formula(key: string): Formula {
    const node = this.need(key);
    return node ? this.reader.formula(node) : this.reader.formula({ is: 'text', text: 'null', place: this.place });
  }

  optionalFormula(key: string): Formula | undefined {
    return this.optional(key, (node) => this.reader.formula(node));
  }

  /** One of the given words. */
  oneOf<Word extends string>(key: string, words: readonly [Word, ...Word[]], otherwise?: Word): Word {
    const node = otherwise === undefined ? this.need(key) : this.find(key);
    if (!node) return otherwise ?? words[0];
    const found = this.reader.textOf(node);
    const word = words.find((each) => each === found);
    if (word === undefined) {
      this.reader.fault('NOT_ONE_OF', node.place, { found, suggestion: suggestion(found, words), allowed: words.join(', ') });
    }
    return word ?? words[0];
  }

  /** Whether a key says this word, as it does where `oneOf` found no fault. */
  says(key: string, word: string): boolean {
    const node = this.find(key);
    return node?.is === 'text' && node.text === word;
  }

  /** Keys that do not go with what another key says; each that is there is a fault. */
  exclude(keys: readonly string[], kind: string): void {
    for (const key of keys) {
      const node = this.find(key);
      if (node) this.reader.fault('KEY_NOT_OF_KIND', node.place, { key, kind });
    }
  }

  /** A text in both languages: `{ zh: …, en: … }`. */
  words(key: string): Words {
    const node = this.need(key);
    if (node?.is === 'text') this.reader.fault('WORDS_EXPECTED', node.place, { found: node.text });
    if (!node || node.is === 'text') return { zh: '', en: '' };
    const fields = this.reader.fields(node, ['zh', 'en']);
    return { zh: fields.text('zh'), en: fields.text('en') };
  }

  /** The items of a list; none when the key is missing. */
  items(key: string): Node[] {
    const node = this.find(key);
    return (node && this.reader.shape(node, 'list')?.items) ?? [];
  }

  /** The entries of a map; none when the key is missing. */
  entries(key: string): Array<{ name: string; key: Place; node: Node }> {
    const node = this.find(key);
    const map = node && this.reader.shape(node, 'map');
    return [...(map?.entries ?? [])].map(([name, entry]) => ({ name, ...entry }));
  }

  /** One text or a list of texts. */
  texts(key: string): Array<{ text: string; place: Place }> {
    const node = this.find(key);
    const nodes = node?.is === 'list' ? node.items : node ? [node] : [];
    return nodes.map((each) => ({ text: this.reader.textOf(each), place: each.place }));
  }
}
