/**
 * A policy laid over another one (nation ▸ county ▸ consortium): what it says replaces or adds to what stands below, limits
 * may only be narrowed, and of every value it is known which document it comes from.
 */
import { Document, type Pair } from 'yaml';
import { say, type Fault } from '../refusal.ts';
import { pure } from '../feel/unit.ts';
import { compare, formatPercent } from '../rate.ts';
import { checkPolicy } from './check.ts';
import { faultAt, readDocument, withoutMark, type MapNode, type Node } from './document.ts';
import { Reader } from './fields.ts';
import type { Override, Place, Policy, Quantity } from './policy.ts';
import { brokenLimit } from './quantity.ts';

/** A document that takes part, the lowest first. */
export interface Layer {
  id: string;
  version: string;
}

/** Where a field of the resolved policy was written. */
export interface Origin {
  layer: Layer;
  place: Place;
}

export interface Laid {
  policy: Policy;
  layers: Layer[];
  /** The origin of the field at a path such as `parameters.kept.value`, or of the nearest field around it. */
  origin(path: string): Origin;
}

/** The text of a version of a policy, if there is one. */
export type FindPolicy = (id: string, version: string) => string | undefined;

type Origins = Map<string, Origin>;

interface Tree {
  root: MapNode;
  layers: Layer[];
  origins: Origins;
}

const layersMost = 6;
const byName = ['facts', 'parameters', 'decisions', 'accounts', 'funds', 'stages', 'totals', 'benefits'];
const byId = ['sources', 'steps', 'checks'];

function textAt(node: MapNode, key: string): string {
  const found = node.entries.get(key)?.node;
  return found?.is === 'text' ? found.text : '';
}

function layerOf(root: MapNode): Layer {
  return { id: textAt(root, 'policy'), version: textAt(root, 'version') };
}

/** Every field below a node is written in the layer. */
function note(node: Node, layer: Layer, origins: Origins): void {
  origins.set(node.place.path, { layer, place: node.place });
  if (node.is === 'list') for (const item of node.items) note(item, layer, origins);
  if (node.is === 'map') for (const { node: each } of node.entries.values()) note(each, layer, origins);
}

/** Forgets what was written at a path and below it. */
function forget(path: string, origins: Origins): void {
  for (const known of origins.keys()) if (known === path || known.startsWith(`${path}.`) || known.startsWith(`${path}[`)) origins.delete(known);
}

class Laying {
  readonly faults: Fault[] = [];
  readonly origins: Origins;
  private readonly layer: Layer;

  constructor(below: Tree, layer: Layer) {
    this.origins = new Map(below.origins);
    this.layer = layer;
  }

  private put(node: Node): Node {
    forget(node.place.path, this.origins);
    note(node, this.layer, this.origins);
    return node;
  }

  /** Field by field, columns by name; anything else is replaced whole. */
  private entry(below: Node | undefined, above: Node): Node {
    if (below?.is !== 'map' || above.is !== 'map') return this.put(above);
    const entries = new Map(below.entries);
    for (const [key, { key: place, node }] of above.entries) {
      const known = entries.get(key)?.node;
      entries.set(key, { key: place, node: key === 'columns' ? this.named(known, node) : this.put(node) });
    }
    return { is: 'map', entries, place: above.place };
  }

  named(below: Node | undefined, above: Node): Node {
    if (below?.is !== 'map' || above.is !== 'map') return this.put(above);
    const entries = new Map(below.entries);
    for (const [name, { key, node }] of above.entries) entries.set(name, { key, node: this.entry(entries.get(name)?.node, node) });
    return { is: 'map', entries, place: above.place };
  }

  /** Items with the same id are replaced where they stand; others follow at the end. */
  listed(below: Node | undefined, above: Node): Node {
    if (below?.is !== 'list' || above.is !== 'list') return this.put(above);
    const known = new Map(below.items.map((item) => [item.place.path, item]));
    for (const item of above.items) known.set(item.place.path, this.put(item));
    return { is: 'list', items: [...known.values()], place: above.place };
  }

  /** Leaves out what the overlay removes, each with its reason. */
  remove(root: MapNode, removed: Node | undefined, reader: Reader): MapNode {
    if (!removed) return root;
    const items = reader.shape(removed, 'list')?.items ?? [];
    return items.reduce<MapNode>((before, item) => {
      const fields = reader.fields(item, ['name', 'why']);
      fields.text('why');
      const path = fields.text('name');
      const without = this.without(before, path);
      if (!without) this.faults.push(faultAt('NOTHING_TO_REMOVE', item.place, { found: path }));
      else forget(path, this.origins);
      return without ?? before;
    }, root);
  }

  private without(root: MapNode, path: string): MapNode | undefined {
    const [section, name] = path.split('.') as [string, string];
    const found = root.entries.get(section);
    if (!found || ![...byName, ...byId].includes(section)) return undefined;
    const { node } = found;
    if (node.is === 'map') {
      if (!node.entries.has(name)) return undefined;
      const entries = new Map([...node.entries].filter(([key]) => key !== name));
      return { ...root, entries: new Map([...root.entries, [section, { ...found, node: { ...node, entries } }]]) };
    }
    if (node.is !== 'list' || !node.items.some((item) => item.place.path === path)) return undefined;
    const items = node.items.filter((item) => item.place.path !== path);
    return { ...root, entries: new Map([...root.entries, [section, { ...found, node: { ...node, items } }]]) };
  }
}

/** What changes a figure or a limit that stands below names its own source. */
function checkReasons(below: MapNode, above: MapNode): Fault[] {
  return ['parameters', 'decisions'].flatMap((section) => {
    const [lower, upper] = [below, above].map((root) => root.entries.get(section)?.node);
    if (lower?.is !== 'map' || upper?.is !== 'map') return [];
    const changed = [...upper.entries].filter(([name, { node }]) => lower.entries.has(name) && node.is === 'map' && !node.entries.has('why'));
    return changed.map(([, { node }]) => faultAt('WHY_MISSING', node.place));
  });
}

function lay(below: Tree, above: MapNode, reader: Reader): Read {
  const layer = layerOf(above);
  const laying = new Laying(below, layer);
  const entries = new Map(below.root.entries);
  entries.delete('examples');
  forget('examples', laying.origins);
  for (const [key, { key: place, node }] of above.entries) {
    if (key === 'overlays' || key === 'remove') continue;
    const known = entries.get(key)?.node;
    const laid = byName.includes(key) ? laying.named(known, node) : byId.includes(key) ? laying.listed(known, node) : laying.named(undefined, node);
    entries.set(key, { key: place, node: laid });
  }
  laying.origins.set('', { layer, place: above.place });
  const root = laying.remove({ is: 'map', entries, place: above.place }, above.entries.get('remove')?.node, reader);
  const faults = [...checkReasons(below.root, above), ...laying.faults, ...reader.faults];
  return { tree: { root, layers: [...below.layers, layer], origins: laying.origins }, faults };
}

function plain(node: Node): unknown {
  if (node.is === 'text') return node.text;
  if (node.is === 'list') return node.items.map(plain);
  return new Map([...node.entries].map(([key, each]) => [key, plain(each.node)]));
}

/** A tree as a file that reads back as the same tree: sections below each other, their entries on a line. */
function print(root: MapNode): string {
  const document = new Document(plain(root), { schema: 'failsafe' });
  const flow = (node: unknown, depth: number): void => {
    if (typeof node !== 'object' || node === null || !('items' in node)) return;
    if (depth > 1) Object.assign(node, { flow: true });
    for (const item of node.items as unknown[]) flow((item as Pair).value ?? item, depth + 1);
  };
  flow(document.contents, 0);
  return document.toString({ lineWidth: 0, flowCollectionPadding: true });
}

/** The field at a path, or the nearest one around it that is written somewhere. */
function nearest(path: string, origins: Origins): Origin {
  for (let at = path; ; at = at.slice(0, Math.max(at.lastIndexOf('.'), at.lastIndexOf('['), 0))) {
    const origin = origins.get(at);
    if (origin) return origin;
  }
}

/** Terms of an allocation that leave more to its heads than those below. */
function loosened(below: Override | undefined, { id, division }: Override, origins: Origins): Fault[] {
  const lower = below?.division;
  if (!lower || !division) return [];
  const fault = (field: string, limit: string): Fault => faultAt('LIMIT_WIDENED', nearest(`decisions.${id}.${field}`, origins).place, { field, limit });
  const share = lower.reasonOver;
  return [
    ...(lower.beyond === 'refuse' && division.beyond === 'reason' ? [fault('beyond', 'refuse')] : []),
    ...(share && division.reasonOver && compare(division.reasonOver, share) > 0 ? [fault('reason_over', formatPercent(share))] : []),
  ];
}

/** Limits of a decision that are wider than those below. */
function widened(below: Policy, policy: Policy, origins: Origins): Fault[] {
  const limits = ({ atLeast, atMost }: Override): Quantity => ({ kind: 'factor', unit: pure, atLeast, atMost });
  const decided = ({ decisions, overrides }: Policy): Map<string, Quantity> =>
    new Map([...[...decisions].map(([id, { quantity }]) => [id, quantity] as const), ...[...overrides].map(([id, override]) => [id, limits(override)] as const)]);
  const known = decided(below);
  const wider = ([id, quantity]: [string, Quantity]): Fault[] => {
    const lower = known.get(id);
    if (!lower || lower.kind !== quantity.kind) return [];
    return (['atLeast', 'atMost'] as const).flatMap((key) => {
      const limit = quantity[key];
      const broken = limit === undefined ? undefined : brokenLimit(limit, lower);
      const field = key === 'atLeast' ? 'at_least' : 'at_most';
      return broken ? [faultAt('LIMIT_WIDENED', nearest(`decisions.${id}.${field}`, origins).place, { field, limit: broken.limit })] : [];
    });
  };
  return [...[...decided(policy)].flatMap(wider), ...[...policy.overrides.values()].flatMap((override) => loosened(below.overrides.get(override.id), override, origins))];
}

interface Read {
  tree?: Tree;
  policy?: Policy;
  /** Of the policy right below, when there is one. */
  below?: Policy;
  faults: Fault[];
}

/** The document joined with those below it; the faults of the way there. */
function join(text: string, find: FindPolicy, above: readonly string[]): Read {
  const { root, faults } = readDocument(text);
  if (root?.is !== 'map') return { faults: root ? checkPolicy(text).faults : faults };
  const named = root.entries.get('overlays')?.node;
  if (!named) {
    const layer = layerOf(root);
    const origins: Origins = new Map();
    note(root, layer, origins);
    return { tree: { root, layers: [layer], origins }, faults: [] };
  }
  const reader = new Reader(text);
  const reference = reader.textOf(named);
  const [id, version] = reference.split('@') as [string, string];
  if (above.includes(reference) || above.length >= layersMost) {
    return { faults: [faultAt('OVERLAY_CIRCLE', named.place, { path: [...above, reference].join(' ▸ '), limit: String(layersMost) })] };
  }
  const base = find(id, version);
  if (base === undefined) return { faults: [faultAt('OVERLAY_BASE_UNKNOWN', named.place, { found: reference })] };
  const below = read(base, find, [...above, reference]);
  if (!below.tree || !below.policy) {
    const first = below.faults.find(({ severity }) => severity !== 'warning') as Fault;
    const reason = { zh: say(first, 'zh'), en: say(first, 'en') };
    return { faults: [faultAt('OVERLAY_BASE_FAULTY', named.place, { found: reference, where: first.at, reason })] };
  }
  return { ...lay(below.tree, root, reader), below: below.policy };
}

function read(file: string, find: FindPolicy, above: readonly string[]): Read {
  const { tree, below, faults } = join(withoutMark(file), find, above);
  if (!tree || faults.length > 0) return { faults };
  const checked = checkPolicy(below ? print(tree.root) : file);
  const located = below
    ? checked.faults.map((fault) => ({ ...fault, ...(({ line, column }) => ({ line, column }))(nearest(fault.at, tree.origins).place) }))
    : checked.faults;
  const wider = below && checked.policy ? widened(below, checked.policy, tree.origins) : [];
  return { tree, policy: wider.length > 0 ? undefined : checked.policy, faults: [...located, ...wider] };
}

/**
 * Checks a policy that may lie over others, found by id and version. `laid` is there when only warnings remain; its policy
 * is complete by itself, and `policy.text` is the resolved text that a run keeps.
 */
export function layPolicy(text: string, find: FindPolicy): { laid?: Laid; faults: Fault[] } {
  const { tree, policy, faults } = read(text, find, []);
  if (!tree || !policy) return { faults };
  return { laid: { policy, layers: tree.layers, origin: (path) => nearest(path, tree.origins) }, faults };
}
