/** Facts and decisions as written in a file or an example: tables as lists of rows or as maps from key to row. */
import { canonical, type Plain } from '../canonical.ts';
import type { Fault } from '../refusal.ts';
import { readDocument, withoutMark, type Node } from './document.ts';
import { Reader } from './fields.ts';
import type { Place, Policy, RawDecisions, RawFacts } from './policy.ts';

export interface Written {
  facts: RawFacts;
  decisions: RawDecisions;
  /** Where each value stands, by its path (`facts.consortia[0].heads`, `decisions.risk_share`). */
  places: Map<string, Place>;
}

type Row = Record<string, string>;

function text(reader: Reader, node: Node): string {
  return reader.shape(node, 'text')?.text ?? '';
}

function readRow(reader: Reader, node: Node, path: string, written: Written): Array<[string, string]> {
  written.places.set(path, node.place);
  const map = reader.shape(node, 'map');
  return [...(map?.entries ?? [])].map(([name, cell]) => {
    written.places.set(`${path}.${name}`, cell.node.place);
    return [name, text(reader, cell.node)];
  });
}

function readTable(reader: Reader, name: string, key: string | undefined, node: Node, written: Written): Row[] {
  const path = (index: number): string => `facts.${name}[${index}]`;
  if (node.is === 'list') return node.items.map((item, index) => Object.fromEntries(readRow(reader, item, path(index), written)));
  const map = reader.shape(node, 'map');
  return [...(map?.entries ?? [])].map(([rowKey, { node: row }], index) => {
    const cells = readRow(reader, row, path(index), written);
    return Object.fromEntries(key === undefined ? cells : [[key, rowKey], ...cells.filter(([column]) => column !== key)]);
  });
}

/** Reads the facts of a `facts:` map into what is already written. */
export function readFactsNode(reader: Reader, policy: Policy, node: Node, written: Written): void {
  for (const [name, { node: value }] of reader.shape(node, 'map')?.entries ?? []) {
    const path = `facts.${name}`;
    written.places.set(path, value.place);
    const table = policy.tables.get(name);
    const read = table || (value.is !== 'text' && !policy.facts.has(name))
      ? readTable(reader, name, table?.key, value, written)
      : text(reader, value);
    Object.defineProperty(written.facts, name, { value: read, enumerable: true, configurable: true, writable: true });
  }
}

/** The text of a decision; that of an override is JSON, and the places of what it is made of are kept. */
function readDecision(reader: Reader, node: Node, path: string, written: Written): string {
  const inside = (each: Node, at: string): Plain => {
    written.places.set(at, each.place);
    if (each.is !== 'map') return text(reader, each);
    return Object.fromEntries([...each.entries].map(([key, entry]) => [key, inside(entry.node, `${at}.${key}`)]));
  };
  return node.is === 'map' ? canonical(inside(node, path)) : text(reader, node);
}

/** Reads a `decisions:` map into what is already written. */
export function readDecisionsNode(reader: Reader, node: Node, written: Written): void {
  for (const [name, { node: value }] of reader.shape(node, 'map')?.entries ?? []) {
    written.places.set(`decisions.${name}`, value.place);
    Object.defineProperty(written.decisions, name, { value: readDecision(reader, value, `decisions.${name}`, written), enumerable: true, configurable: true, writable: true });
  }
}

/** At the top level of a file: a map of facts among which decisions may stand. */
function readFlat(reader: Reader, policy: Policy, root: Extract<Node, { is: 'map' }>, written: Written): void {
  const part = (decisions: boolean): Node => ({
    ...root,
    entries: new Map([...root.entries].filter(([name]) => (policy.decisions.has(name) || policy.overrides.has(name)) === decisions)),
  });
  readFactsNode(reader, policy, part(false), written);
  readDecisionsNode(reader, part(true), written);
}

/**
 * Reads a facts file, YAML or JSON: `{ facts: {…}, decisions: {…} }`, or the facts and decisions at the top level.
 * Every scalar is the text that was written.
 */
export function readFactsFile(policy: Policy, file: string): { written?: Written; faults: Fault[] } {
  const text = withoutMark(file);
  const { root, faults } = readDocument(text, Infinity);
  if (!root) return { faults };
  const reader = new Reader(text);
  const written: Written = { facts: {}, decisions: {}, places: new Map() };
  if (root.is === 'map' && !root.entries.has('facts')) readFlat(reader, policy, root, written);
  else {
    const fields = reader.fields(root, ['facts', 'decisions']);
    fields.optional('facts', (node) => readFactsNode(reader, policy, node, written));
    fields.optional('decisions', (node) => readDecisionsNode(reader, node, written));
  }
  return reader.faults.length > 0 ? { faults: reader.faults } : { written, faults: [] };
}

/** The faults of facts with the place of each value, or of the nearest field around it. */
export function placed(faults: readonly Fault[], places: ReadonlyMap<string, Place>): Fault[] {
  return faults.map((fault) => {
    for (let path = fault.at; path !== ''; path = path.replace(/(^|[.[])[^.[]*$/, '')) {
      const place = places.get(path);
      if (place) return { ...fault, line: place.line, column: place.column };
    }
    return fault;
  });
}
