/** Reading what a policy names before its steps: facts, parameters, decisions, and the tables among them. */
import { parseRate, zero, type Rate } from '../rate.ts';
import type { Node } from './document.ts';
import type { Fields, Reader } from './fields.ts';
import type { Draft } from './draft.ts';
import { limitedScalar, quantityKeys, readQuantity } from './read-quantity.ts';
import type { Terms } from '../second-allocation.ts';
import type { Taken } from './stages.ts';
import type { Decision, Fact, Parameter, ParameterTable, Place, Scalar, TableFact } from './policy.ts';

interface Entry {
  name: string;
  key: Place;
  node: Node;
}
type TableHead = Omit<TableFact, 'id' | 'place'>;

const columnKeys = [...quantityKeys, 'by'] as const;
const factKeys = [...columnKeys, 'from'] as const;
const tableKeys = ['type', 'key', 'key_title', 'columns', 'title'] as const;

/** A table says so, or has columns. */
function isTable(node: Node): boolean {
  if (node.is !== 'map') return false;
  const type = node.entries.get('type')?.node;
  return node.entries.has('columns') || (type?.is === 'text' && type.text === 'table');
}

function readTaken({ reader }: Draft, fields: Fields): { from?: Taken } {
  const node = fields.find('from');
  if (!node) return {};
  const taken = reader.fields(node, ['stage', 'amount', 'of']);
  return { from: { stage: taken.text('stage'), amount: taken.text('amount'), of: taken.oneOf('of', ['period', 'year', 'earlier', 'last-year']), place: taken.place } };
}

/** A fact, or a column of a table of facts; only these are taken `from` runs. */
function readFact(draft: Draft, { name, key, node }: Entry, keys: readonly string[] = factKeys): Fact {
  const { reader } = draft;
  const fields = reader.fields(node, keys);
  return {
    id: reader.name(name, key), title: fields.words('title'), by: fields.optionalText('by'), place: key, quantity: readQuantity(fields, reader), ...readTaken(draft, fields),
  };
}

function readHead(draft: Draft, fields: Fields, keys: readonly string[]): TableHead {
  const { reader } = draft;
  fields.oneOf('type', ['table']);
  const title = fields.words('title');
  const key = fields.need('key');
  fields.need('columns');
  const columns = new Map<string, Fact>();
  for (const entry of fields.entries('columns')) {
    draft.whole([entry.name], () => columns.set(entry.name, readFact(draft, entry, keys)));
  }
  return {
    title,
    key: key ? reader.name(reader.textOf(key), key.place) : '',
    keyTitle: fields.find('key_title') ? fields.words('key_title') : title,
    columns,
  };
}

export function readFactEntry(draft: Draft, { name, key, node }: Entry): void {
  const { reader, policy } = draft;
  draft.whole([name], () => {
    if (isTable(node)) policy.tables.set(reader.name(name, key), { id: name, place: key, ...readHead(draft, reader.fields(node, tableKeys), factKeys) });
    else policy.facts.set(name, readFact(draft, { name, key, node }));
  });
}

function readRow(reader: Reader, node: Node, head: TableHead): Record<string, Scalar> {
  const fields = reader.fields(node, [head.key, ...head.columns.keys()]);
  const row: Array<[string, Scalar]> = [[head.key, fields.text(head.key)]];
  for (const [name, { quantity }] of head.columns) {
    const cell = quantity.default === undefined ? fields.need(name) : fields.find(name);
    const value = cell ? limitedScalar(reader, cell, quantity) : quantity.default;
    if (value !== undefined) row.push([name, value]);
  }
  return Object.fromEntries(row);
}

function readParameterTable(draft: Draft, { name, key, node }: Entry): ParameterTable {
  const { reader } = draft;
  const fields = reader.fields(node, [...tableKeys, 'rows', 'why']);
  const head = readHead(draft, fields, columnKeys);
  const why = draft.why(fields);
  fields.need('rows');
  const seen = new Set<string>();
  const rows = fields.items('rows').map((item) => {
    const row = readRow(reader, item, head);
    const found = String(row[head.key]);
    if (seen.has(found)) reader.fault('ROW_TWICE', item.place, { key: found, table: name });
    seen.add(found);
    return row;
  });
  return { id: name, place: key, why, ...head, rows };
}

export function readParameterEntry(draft: Draft, entry: Entry): void {
  const { reader, policy } = draft;
  const { name, key, node } = entry;
  draft.whole([name], () => {
    reader.name(name, key);
    if (isTable(node)) {
      policy.parameterTables.set(name, readParameterTable(draft, entry));
      return;
    }
    const fields = reader.fields(node, [...quantityKeys.filter((each) => each !== 'default'), 'value', 'why']);
    const quantity = readQuantity(fields, reader);
    const written = fields.need('value');
    const value = written && limitedScalar(reader, written, quantity);
    const parameter: Omit<Parameter, 'value'> = { id: name, place: key, title: fields.words('title'), why: draft.why(fields), quantity };
    if (value !== undefined) policy.parameters.set(name, { ...parameter, value });
  });
}

type OverrideReader = (draft: Draft, name: string, key: Place, node: Node) => void;

/** How a decision is read that stands in the place of what a step gives; nothing for any other. */
function overrideReader(node: Node): OverrideReader | undefined {
  const type = node.is === 'map' ? node.entries.get('type')?.node : undefined;
  const kind = type?.is === 'text' ? type.text : '';
  return kind === 'override' ? readOverride : kind === 'allocation' ? readAllocation : undefined;
}

/** A limit of an override, before it is known in which unit. */
function readLimit(reader: Reader, fields: Fields, name: 'at_least' | 'at_most', otherwise?: Rate): Rate | undefined {
  const node = fields.find(name);
  if (!node) return otherwise;
  const text = reader.textOf(node);
  return text === 'none' ? undefined : reader.take(() => parseRate(text, node.place.path), node.place);
}

function readOverride(draft: Draft, name: string, key: Place, node: Node): void {
  const { reader, policy } = draft;
  const fields = reader.fields(node, ['type', 'of', 'at_least', 'at_most', 'by', 'why', 'title']);
  const of = fields.need('of');
  if (of) policy.overrides.set(name, {
    id: name, place: key, title: fields.words('title'), why: draft.why(fields), by: fields.text('by'),
    of: { amount: reader.textOf(of), place: of.place },
    atLeast: readLimit(reader, fields, 'at_least', zero), atMost: readLimit(reader, fields, 'at_most'),
  });
}

function readAllocation(draft: Draft, name: string, key: Place, node: Node): void {
  const { reader, policy } = draft;
  const fields = reader.fields(node, ['type', 'of', 'beyond', 'reason_over', 'by', 'why', 'title']);
  const of = fields.need('of');
  const reasonOver = fields.optional('reason_over', (each) => reader.take(() => parseRate(reader.textOf(each), each.place.path), each.place));
  const division: Terms = { beyond: fields.oneOf('beyond', ['refuse', 'reason'], 'refuse'), ...(reasonOver && { reasonOver }) };
  if (of) policy.overrides.set(name, {
    id: name, place: key, title: fields.words('title'), why: draft.why(fields), by: fields.text('by'), of: { amount: reader.textOf(of), place: of.place }, atLeast: zero, division,
  });
}

export function readDecisionEntry(draft: Draft, { name, key, node }: Entry): void {
  const { reader, policy } = draft;
  draft.whole([name], () => {
    reader.name(name, key);
    const read = overrideReader(node);
    if (read) {
      read(draft, name, key, node);
      return;
    }
    const fields = reader.fields(node, [...quantityKeys, 'by', 'why']);
    const decision: Decision = {
      id: name, place: key, title: fields.words('title'), why: draft.why(fields), by: fields.text('by'), quantity: readQuantity(fields, reader),
    };
    policy.decisions.set(name, decision);
  });
}
