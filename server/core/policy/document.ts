/** YAML (and so JSON) as a tree of maps, lists and texts with places. Every scalar stays the text that was written. */
import { CST, isMap, isScalar, isSeq, Lexer, parseDocument } from 'yaml';
import type { Code, Fault, Values } from '../refusal.ts';
import type { Place } from './policy.ts';
import { yamlReason } from './yaml-reason.ts';

export interface TextNode {
  is: 'text';
  text: string;
  place: Place;
}
export interface ListNode {
  is: 'list';
  items: Node[];
  place: Place;
}
export interface MapNode {
  is: 'map';
  /** In the order of the file. */
  entries: Map<string, { key: Place; node: Node }>;
  place: Place;
}
export type Node = TextNode | ListNode | MapNode;

const bytesLimit = 1_000_000;
const depthLimit = 50;
const indentLimit = 400;
const errorsMost = 100;
/** Of the pieces that a policy's YAML is made of, signs and spaces counted; the longest presets have a third. */
const piecesLimit = 100_000;
/** Control characters, marks that hide or turn text, characters that show nothing, and halves of characters. */
const hidden = /(?![\t\n\r])\p{Cc}|[\p{Default_Ignorable_Code_Point}\p{Bidi_Control}\p{Cs}\u2028\u2029\u2800\uFFF9-\uFFFB]/u;

/** A fault at a place. */
export function faultAt(code: Code, place: Place, values: Values = {}, severity: 'error' | 'warning' = 'error'): Fault {
  return { code, at: place.path, values, line: place.line, column: place.column, severity };
}

/** Line and column of offsets into a text. */
export class Lines {
  private readonly starts: number[] = [0];

  constructor(text: string) {
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) this.starts.push(at + 1);
  }

  place(offset: number, path: string): Place {
    let low = 0;
    let high = this.starts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((this.starts[middle] as number) <= offset) low = middle;
      else high = middle;
    }
    return { line: low + 1, column: offset - (this.starts[low] as number) + 1, offset, path };
  }
}

/**
 * Where the character `from` of a scalar's text stands in the file. Quotes, folding and indentation are stepped over;
 * when the text is not found as written (an escape in double quotes) the scalar's own place is given.
 */
export function locate(text: string, scalar: string, place: Place, from: number): Place {
  let at = place.offset;
  const header = /^[|>][-+\d]*[^\n]*\n/.exec(text.slice(at, at + 200));
  if (header) at += header[0].length;
  else if (/['"]/.test(text.charAt(at)) && text.charAt(at) !== scalar.charAt(0)) at += 1;
  for (const character of scalar.slice(0, from + 1)) {
    if (/\s/.test(character)) continue;
    while (/\s/.test(text.charAt(at))) at += 1;
    if (!text.startsWith(character, at)) return place;
    at += character.length;
  }
  const line = text.slice(place.offset, at).split('\n').length - 1;
  const start = text.lastIndexOf('\n', at - 1) + 1;
  return { line: place.line + line, column: at - start, offset: at - 1, path: place.path };
}

/** What the parser must not even see: too long, hidden characters, anchors, aliases, tags, deep nesting. */
function scan(text: string, lines: Lines, piecesMost: number): Fault[] {
  const at = (code: Code, offset: number, values: Values): Fault => faultAt(code, lines.place(offset, ''), values);
  const bytes = new TextEncoder().encode(text).length;
  if (bytes > bytesLimit) return [at('DOCUMENT_TOO_LARGE', 0, { found: String(bytes), limit: String(bytesLimit) })];
  const odd = hidden.exec(text);
  if (odd) {
    const code = (odd[0].codePointAt(0) as number).toString(16).toUpperCase().padStart(4, '0');
    return [at('CHARACTER_NOT_ALLOWED', odd.index, { found: `U+${code}` })];
  }
  const deep = new RegExp(`^(?: {${indentLimit}}|[ \\t]*(?:[-?:][ \\t]+){${depthLimit}})`, 'm').exec(text);
  if (deep) return [at('NESTED_TOO_DEEP', deep.index, { limit: String(depthLimit) })];
  const faults: Fault[] = [];
  let offset = 0;
  let depth = 0;
  let pieces = 0;
  for (const lexeme of new Lexer().lex(text)) {
    const type = CST.tokenType(lexeme);
    pieces += 1;
    if (pieces > piecesMost) return [at('DOCUMENT_TOO_MANY_PIECES', offset, { limit: String(piecesMost) })];
    if (type === 'doc-mode' || type === 'scalar' || type === 'flow-error-end') continue;
    if (type === 'anchor' || type === 'alias' || type === 'tag' || type === 'directive-line') {
      faults.push(at('YAML_FEATURE_NOT_ALLOWED', offset, { found: lexeme }));
    }
    if (type === 'flow-map-start' || type === 'flow-seq-start') depth += 1;
    if (type === 'flow-map-end' || type === 'flow-seq-end') depth -= 1;
    if (depth > depthLimit) return [at('NESTED_TOO_DEEP', offset, { limit: String(depthLimit) })];
    offset += lexeme.length;
  }
  return faults;
}

/** Turns the parser's nodes into ours, naming every path. */
class Builder {
  readonly faults: Fault[] = [];
  private readonly lines: Lines;

  constructor(lines: Lines) {
    this.lines = lines;
  }

  build(node: unknown, path: string, start: number, depth: number): Node {
    const offset = (node as { range?: [number, number, number] } | null)?.range?.[0] ?? start;
    const place = this.lines.place(offset, path);
    if (depth > depthLimit) {
      this.faults.push(faultAt('NESTED_TOO_DEEP', place, { limit: String(depthLimit) }));
      return { is: 'text', text: '', place };
    }
    if (isMap(node)) return this.map(node.items, place, depth);
    if (isSeq(node)) {
      const items = node.items.map((item, index) => this.build(item, `${path}${this.step(item, index)}`, offset, depth + 1));
      return { is: 'list', items, place };
    }
    return { is: 'text', text: String((node as { value?: unknown } | null)?.value ?? ''), place };
  }

  private map(pairs: ReadonlyArray<{ key: unknown; value: unknown }>, place: Place, depth: number): MapNode {
    const entries: MapNode['entries'] = new Map();
    for (const { key, value } of pairs) {
      const [offset] = (key as { range: [number, number, number] }).range;
      const keyPlace = this.lines.place(offset, place.path);
      if (!isScalar(key)) {
        this.faults.push(faultAt('KEY_NOT_TEXT', keyPlace));
        continue;
      }
      const name = String(key.value);
      const path = place.path === '' ? name : `${place.path}.${name}`;
      const first = entries.get(name);
      if (name === '<<') this.faults.push(faultAt('YAML_FEATURE_NOT_ALLOWED', keyPlace, { found: name }));
      else if (first) this.faults.push(faultAt('KEY_TWICE', { ...keyPlace, path }, { key: name, line: String(first.key.line) }));
      else entries.set(name, { key: { ...keyPlace, path }, node: this.build(value, path, offset, depth + 1) });
    }
    return { is: 'map', entries, place };
  }

  /** Items with an `id` are named by it, others by their index from 0. */
  private step(item: unknown, index: number): string {
    const id = isMap(item) ? item.get('id') : undefined;
    return typeof id === 'string' && id !== '' ? `.${id}` : `[${index}]`;
  }
}

/** The text without the byte order mark that some editors put before it. */
export function withoutMark(text: string): string {
  return text.startsWith('\uFEFF') ? text.slice(1) : text;
}

/** What the parser makes of a text. Without the stacks of its errors, which nobody reads and which cost most of the time. */
function parseQuietly(text: string): ReturnType<typeof parseDocument> {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    return parseDocument(text, { schema: 'failsafe', uniqueKeys: false, prettyErrors: false, logLevel: 'error' });
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

/**
 * Reads one YAML or JSON document, `text` without a byte order mark.
 * Faults of the text itself come alone: nothing after them can be trusted. Facts may have more pieces than a policy.
 */
export function readDocument(text: string, piecesMost = piecesLimit): { root?: Node; faults: Fault[] } {
  const lines = new Lines(text);
  const unsafe = scan(text, lines, piecesMost);
  if (unsafe.length > 0) return { faults: unsafe };
  const document = parseQuietly(text);
  if (document.errors.length > 0) {
    const faults = document.errors.slice(0, errorsMost).map((error) =>
      faultAt('YAML_UNREADABLE', lines.place(error.pos[0], ''), { reason: yamlReason(error.code) }));
    return { faults };
  }
  const builder = new Builder(lines);
  const root = builder.build(document.contents, '', 0, 0);
  return builder.faults.length > 0 ? { faults: builder.faults } : { root, faults: [] };
}
