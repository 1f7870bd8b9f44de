/** Reading a quantity: its type, unit, options, limits and default. */
import { over, unitOf } from '../feel/unit.ts';
import { zero } from '../rate.ts';
import { bases } from './bases.ts';
import type { Node } from './document.ts';
import type { Fields, Reader } from './fields.ts';
import { brokenLimit, kinds, readScalar, unitOfKind } from './quantity.ts';
import type { Quantity, Scalar, ScalarKind, Words } from './policy.ts';

export const quantityKeys = ['type', 'per', 'unit', 'options', 'table', 'at_least', 'at_most', 'default', 'basis', 'title'] as const;

const ordered: ReadonlySet<ScalarKind> = new Set([...(Object.keys(unitOfKind) as ScalarKind[]), 'date', 'month']);

/** Which kinds a key fits. */
const fits: Record<'per' | 'unit' | 'options' | 'table' | 'at_least' | 'at_most', (kind: ScalarKind) => boolean> = {
  per: (kind) => kind in unitOfKind,
  unit: (kind) => kind === 'count',
  options: (kind) => kind === 'option',
  table: (kind) => kind === 'reference',
  at_least: (kind) => ordered.has(kind),
  at_most: (kind) => ordered.has(kind),
};

/** A text as a value of the quantity, a refusal being told as a fault of its node. */
export function scalarOf(reader: Reader, node: Node, quantity: Quantity): Scalar | undefined {
  const text = reader.textOf(node);
  return text.trim() === '' ? undefined : reader.take(() => readScalar(text, quantity, node.place.path), node.place);
}

/** A value that the policy itself gives, held against its own limits. */
export function limitedScalar(reader: Reader, node: Node, quantity: Quantity): Scalar | undefined {
  const value = scalarOf(reader, node, quantity);
  const broken = value === undefined ? undefined : brokenLimit(value, quantity);
  if (broken) reader.fault(`VALUE_${broken.code}`, node.place, { found: reader.textOf(node), limit: broken.limit });
  return value;
}

function unitFor(kind: ScalarKind, fields: Fields, reader: Reader): Pick<Quantity, 'unit'> {
  const counted = fields.optional('unit', (node) => unitOf(reader.name(reader.textOf(node), node.place)));
  const base = counted ?? unitOfKind[kind];
  if (!base) return {};
  const below = fields.texts('per').map(({ text, place }) => unitOf(reader.name(text, place)));
  return { unit: below.reduce(over, base) };
}

/** Reads what `type` says and the keys that go with it; `title` and the rest belong to the caller. */
export function readQuantity(fields: Fields, reader: Reader): Quantity {
  const kind = fields.oneOf('type', kinds);
  for (const [key, fit] of Object.entries(fits)) {
    fields.optional(key, (node) => fit(kind) || reader.fault('KEY_NOT_OF_KIND', node.place, { key, kind }));
  }
  const quantity: Quantity = { kind, ...unitFor(kind, fields, reader) };
  if (kind === 'option') {
    fields.need('options');
    quantity.options = new Map(fields.entries('options').map(({ name, key, node }): [string, Words] => {
      const words = reader.fields(node, ['zh', 'en']);
      return [reader.id(name, key), { zh: words.text('zh'), en: words.text('en') }];
    }));
  }
  if (kind === 'reference') quantity.table = fields.text('table');
  if (quantity.unit) quantity.atLeast = zero;
  if (fields.find('basis')) quantity.basis = fields.oneOf('basis', bases);
  fields.optional('at_least', (node) => {
    quantity.atLeast = node.is === 'text' && node.text === 'none' ? undefined : scalarOf(reader, node, quantity);
  });
  fields.optional('at_most', (node) => {
    quantity.atMost = scalarOf(reader, node, quantity);
  });
  fields.optional('default', (node) => {
    quantity.default = limitedScalar(reader, node, quantity);
  });
  return quantity;
}
