/** Indicator libraries as files: what is wrong with one is told with line and column. */
import { canonical, type Plain } from '../canonical.ts';
import { checkPolicy } from '../policy/check.ts';
import { faultAt, readDocument, withoutMark, type Node } from '../policy/document.ts';
import { Reader, type Fields } from '../policy/fields.ts';
import type { Place } from '../policy/policy.ts';
import { parseRate, sign } from '../rate.ts';
import type { Fault, Words } from '../refusal.ts';
import { attempt } from '../policy/attempt.ts';
import { directions, givers, measures, type CitedSource, type Direction, type Indicator, type Input } from './indicator.ts';
import { indicatorPolicy } from './policy-text.ts';

/** A library of indicators (指标库) of one place or document. */
export interface Library {
  id: string;
  version: string;
  title: Words;
  place: { code: string; zh: string; en: string };
  groups: ReadonlyMap<string, Words>;
  indicators: readonly Indicator[];
}

type PlainMap = { readonly [key: string]: Plain };

/** A node as plain data. */
export function plainOf(node: Node): Plain {
  switch (node.is) {
    case 'text': return node.text;
    case 'list': return node.items.map(plainOf);
    case 'map': return Object.fromEntries([...node.entries].map(([key, entry]) => [key, plainOf(entry.node)]));
  }
}

/** The place at which the rest of a path stands in a node, or as far as it goes. */
function placeIn(node: Node, path: string): Place {
  if (path === '') return node.place;
  if (node.is === 'map') {
    const found = [...node.entries].find(([key]) => path === `.${key}` || path.startsWith(`.${key}.`) || path.startsWith(`.${key}[`));
    return found ? placeIn(found[1].node, path.slice(found[0].length + 1)) : node.place;
  }
  const item = node.is === 'list' ? node.items[Number(path.slice(1, path.indexOf(']')))] : undefined;
  return item ? placeIn(item, path.slice(path.indexOf(']') + 1)) : node.place;
}

const keys = ['language', 'library', 'version', 'title', 'place', 'sources', 'classes', 'inputs', 'indicators'];

class LibraryReader {
  readonly reader: Reader;
  private readonly root: Fields;
  readonly sources = new Map<string, CitedSource>();
  readonly groups = new Map<string, Words>();
  readonly inputs = new Map<string, Input & { node: Node }>();
  /** Inputs that have been told of. */
  private readonly broken = new Set<string>();

  constructor(text: string, root: Node) {
    this.reader = new Reader(text);
    this.root = this.reader.fields(root, keys);
  }

  read(): Library {
    const { root, reader } = this;
    const language = root.need('language');
    if (language && reader.textOf(language) !== '1') reader.fault('LANGUAGE_UNKNOWN', language.place, { found: reader.textOf(language) });
    const id = root.text('library');
    if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(id)) reader.fault('ID_NOT_VALID', root.find('library')?.place ?? root.place, { found: id });
    const place = root.need('place');
    const where = place && reader.fields(place, ['code', 'zh', 'en']);
    for (const node of root.items('sources')) this.source(node);
    for (const { name, key, node } of root.entries('classes')) {
      reader.name(name, key);
      const fields = reader.fields(node, ['zh', 'en']);
      this.groups.set(name, { zh: fields.text('zh'), en: fields.text('en') });
    }
    for (const entry of root.entries('inputs')) this.input(entry);
    const taken = new Map<string, Place>();
    root.need('indicators');
    const indicators = root.items('indicators').flatMap((node) => this.indicator(node, id, taken));
    return {
      id, version: root.text('version'), title: root.words('title'),
      place: { code: where?.text('code') ?? '', zh: where?.text('zh') ?? '', en: where?.text('en') ?? '' },
      groups: this.groups, indicators,
    };
  }

  private source(node: Node): void {
    const fields = this.reader.fields(node, ['id', 'document', 'clause', 'says', 'rule']);
    const source = { id: fields.text('id'), document: fields.words('document'), clause: fields.text('clause'), says: fields.words('says'), rule: fields.optionalText('rule') };
    this.sources.set(source.id, source);
  }

  private input({ name, key, node }: { name: string; key: Place; node: Node }): void {
    this.reader.name(name, key);
    const map = this.reader.shape(node, 'map');
    if (!map) {
      this.inputs.set(name, { id: name, title: { zh: name, en: name }, from: 'institution', definition: {}, node });
      this.broken.add(name);
      return;
    }
    const { entries } = map;
    const own = this.reader.fields({ is: 'map', place: node.place, entries: new Map([...entries].filter(([each]) => ['title', 'from', 'measure'].includes(each))) }, ['title', 'from', 'measure']);
    const from = own.oneOf('from', givers);
    const measure = from === 'platform' ? own.oneOf('measure', measures) : undefined;
    if (from !== 'platform') own.exclude(['measure'], from);
    const definition = Object.fromEntries([...entries].filter(([each]) => each !== 'from' && each !== 'measure').map(([each, entry]) => [each, plainOf(entry.node)]));
    this.inputs.set(name, { id: name, title: own.words('title'), from, measure, definition, node });
  }

  /** What is known under a name; a fault when nothing is. */
  private known<T>(from: ReadonlyMap<string, T>, name: string, place: Place): T | undefined {
    const found = from.get(name);
    if (!found) this.reader.fault('INDICATOR_PART_UNKNOWN', place, { found: name, allowed: [...from.keys()].join(', ') });
    return found;
  }

  private target(fields: Fields, direction: Direction, place: Place): { readonly [key: string]: string } {
    const node = fields.find('target');
    if (!node) return {};
    const target = this.reader.fields(node, ['type', 'per', 'at_least', 'at_most']);
    target.need('type');
    const texts = ['type', 'per', 'at_least', 'at_most'].map((key): [string, string | undefined] => [key, target.optionalText(key)]);
    const given = Object.fromEntries(texts.filter((entry): entry is [string, string] => entry[1] !== undefined));
    const fits = ('at_least' in given) === (direction !== 'less') && ('at_most' in given) === (direction !== 'more');
    if (!fits) this.reader.fault('TARGET_OF_DIRECTION', place, { direction });
    return given;
  }

  private indicator(node: Node, library: string, taken: Map<string, Place>): Indicator[] {
    const { reader } = this;
    const before = reader.faults.length;
    const fields = reader.fields(node, ['id', 'class', 'title', 'says', 'unit', 'direction', 'target', 'inputs', 'value', 'show', 'score', 'why', 'examples']);
    const id = reader.name(fields.text('id'), node.place);
    const first = taken.get(id);
    if (first) reader.fault('NAME_TWICE', node.place, { name: id, line: String(first.line) });
    taken.set(id, node.place);
    const group = fields.text('class');
    const title = this.known(this.groups, group, fields.find('class')?.place ?? node.place);
    const direction = fields.oneOf('direction', directions);
    const inputs = fields.texts('inputs').flatMap(({ text, place }) => this.known(this.inputs, text, place) ?? []);
    const sources = fields.texts('why').flatMap(({ text, place }) => this.known(this.sources, text, place) ?? []);
    fields.need('inputs');
    fields.need('why');
    const score = fields.need('score');
    const method = score && reader.shape(score, 'map') ? plainOf(score) as PlainMap : {};
    const indicator: Indicator = {
      library, id, title: fields.words('title'), says: fields.words('says'), group: { id: group, title: title ?? { zh: group, en: group } },
      unit: fields.words('unit'), direction, target: this.target(fields, direction, node.place),
      inputs: inputs.map(({ node: _node, ...input }) => input), value: fields.text('value'), show: fields.text('show'), score: method, sources,
    };
    if (fields.items('examples').length === 0) reader.fault('FIELD_MISSING', node.place, { field: 'examples' });
    if (score) this.againstDirection(indicator, score.place);
    if (reader.faults.length === before && !inputs.some((input) => this.broken.has(input.id))) this.evaluates(indicator, node);
    return [indicator];
  }

  /** A method that gives more for what is worse. */
  private againstDirection({ direction, score }: Indicator, place: Place): void {
    const { method, adds } = score;
    const slope = typeof adds === 'string' ? attempt(() => parseRate(adds, '')).value : undefined;
    const rises = ['proportional', 'best', 'mean'].includes(String(method)) || (method === 'linear' && slope !== undefined && sign(slope) > 0);
    const falls = method === 'lowest' || (method === 'linear' && slope !== undefined && sign(slope) < 0);
    if ((rises && direction !== 'more') || (falls && direction !== 'less')) {
      this.reader.fault('METHOD_AGAINST_DIRECTION', place, { method: String(method), direction });
    }
  }

  /** The policy of an indicator is checked as every policy is, and its faults are told where the indicator says so. */
  private evaluates(indicator: Indicator, node: Node): void {
    const entries = (node as Extract<Node, { is: 'map' }>).entries;
    const part = (key: string): Node => entries.get(key)?.node ?? node;
    const { id } = indicator;
    const homes: Array<[string, Node]> = [
      ...indicator.inputs.map((input): [string, Node] => [`facts.units.columns.${input.id}`, (this.inputs.get(input.id) as { node: Node }).node]),
      [`parameters.${id}_`, part('target')], [`steps.${id}_score`, part('score')], [`checks.${id}_bounds`, part('score')],
      [`steps.${id}`, part('value')], ['examples', part('examples')],
    ];
    const { faults } = checkPolicy(canonical(indicatorPolicy(indicator, plainOf(part('examples')))));
    for (const fault of faults.filter(({ severity }) => severity !== 'warning')) {
      const [prefix, home] = homes.find(([start]) => fault.at.startsWith(start)) ?? [fault.at, node];
      const rest = prefix.endsWith('_') ? '' : fault.at.slice(prefix.length);
      this.reader.faults.push(faultAt(fault.code, placeIn(home, rest), fault.values));
    }
  }
}

/** Reads and checks an indicator library; every fault with its place, and no library when there is one. */
export function readLibrary(file: string): { library?: Library; faults: Fault[] } {
  const text = withoutMark(file);
  const { root, faults } = readDocument(text);
  if (!root) return { faults };
  const reading = new LibraryReader(text, root);
  const library = reading.read();
  return reading.reader.faults.length > 0 ? { faults: reading.reader.faults } : { library, faults: [] };
}
