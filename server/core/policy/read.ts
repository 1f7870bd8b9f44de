/** From the text of a policy to its shape; every fault of reading with its place. */
import { parseDay } from '../period.ts';
import type { Fault } from '../refusal.ts';
import { attempt } from './attempt.ts';
import { readBenefits } from './benefits.ts';
import { faultAt, readDocument, withoutMark, type Node } from './document.ts';
import { Draft } from './draft.ts';
import { Reader, type Fields } from './fields.ts';
import { policyKinds } from './kinds.ts';
import { readDecisionEntry, readFactEntry, readParameterEntry } from './read-names.ts';
import { readExample } from './read-example.ts';
import { readCheck, readStep } from './read-steps.ts';
import { readTotals } from './read-totals.ts';
import { readStages } from './stages.ts';
import type { Policy, Source } from './policy.ts';

const keys = [
  'language', 'policy', 'version', 'kind', 'title', 'place', 'applies',
  'sources', 'facts', 'parameters', 'decisions', 'accounts', 'funds', 'stages', 'steps', 'totals', 'checks', 'benefits', 'examples',
];

function readSource(reader: Reader, node: Node, sources: Map<string, Source>): void {
  const fields = reader.fields(node, ['id', 'document', 'clause', 'says', 'rule']);
  const source: Source = {
    id: fields.text('id'),
    document: fields.words('document'),
    clause: fields.text('clause'),
    says: fields.words('says'),
    rule: fields.optionalText('rule'),
    place: fields.place,
  };
  reader.id(source.id, source.place);
  const first = sources.get(source.id);
  if (first) reader.fault('NAME_TWICE', source.place, { name: source.id, line: String(first.place.line) });
  else sources.set(source.id, source);
}

function pattern(fields: Fields, reader: Reader, key: string, allowed: RegExp, code: 'ID_NOT_VALID' | 'VERSION_NOT_VALID' | 'PLACE_CODE_NOT_VALID'): string {
  const text = fields.text(key);
  const place = fields.find(key)?.place;
  if (place && text !== '' && !allowed.test(text)) reader.fault(code, place, { found: text });
  return text;
}

function readApplies(fields: Fields, reader: Reader): Policy['applies'] {
  const node = fields.need('applies');
  if (!node) return { from: '' };
  const dates = reader.fields(node, ['from', 'until']);
  const day = (text: string, at: Node): string => reader.take(() => parseDay(text, at.place.path), at.place) ?? '';
  const fromNode = dates.need('from');
  const from = fromNode ? day(reader.textOf(fromNode), fromNode) : '';
  const until = dates.optional('until', (each) => {
    const text = day(reader.textOf(each), each);
    if (text !== '' && from !== '' && text <= from) reader.fault('APPLIES_BACKWARDS', each.place, { from, until: text });
    return text;
  });
  return { from, until };
}

function readPlace(fields: Fields, reader: Reader): Policy['place'] {
  const node = fields.need('place');
  if (!node) return { code: '', zh: '', en: '' };
  const place = reader.fields(node, ['code', 'zh', 'en']);
  return { code: pattern(place, reader, 'code', /^\d{2}(\d{2}(\d{2})?)?$/, 'PLACE_CODE_NOT_VALID'), zh: place.text('zh'), en: place.text('en') };
}

function readHead(fields: Fields, reader: Reader, text: string): Policy {
  const language = fields.need('language');
  if (language && reader.textOf(language) !== '1') reader.fault('LANGUAGE_UNKNOWN', language.place, { found: reader.textOf(language) });
  return {
    text,
    language: 1,
    id: pattern(fields, reader, 'policy', /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, 'ID_NOT_VALID'),
    version: pattern(fields, reader, 'version', /^[0-9A-Za-z][0-9A-Za-z.-]{0,31}$/, 'VERSION_NOT_VALID'),
    kind: fields.oneOf('kind', policyKinds),
    title: fields.words('title'),
    place: readPlace(fields, reader),
    applies: readApplies(fields, reader),
    sources: new Map(),
    facts: new Map(),
    tables: new Map(),
    parameters: new Map(),
    parameterTables: new Map(),
    decisions: new Map(),
    overrides: new Map(),
    accounts: new Map(),
    funds: new Map(),
    stages: new Map(),
    steps: [],
    totals: new Map(),
    checks: [],
    benefits: new Map(),
    examples: [],
  };
}

/** Reads as much as can be read. Nothing when the text is no YAML map at all, or wrong throughout. */
export function readDraft(file: string): { draft?: Draft; faults: Fault[] } {
  const { value, faults = [] } = attempt(() => readWhole(file));
  return value ?? { faults };
}

function readWhole(file: string): { draft?: Draft; faults: Fault[] } {
  const text = withoutMark(file);
  const { root, faults } = readDocument(text);
  if (!root) return { faults };
  const reader = new Reader(text);
  if (root.is === 'map' && root.entries.has('overlays')) {
    const { node } = root.entries.get('overlays') as { node: Node };
    return { faults: [faultAt('OVERLAY_ALONE', node.place, { found: reader.textOf(node) })] };
  }
  const fields = reader.fields(root, keys);
  if (root.is !== 'map') return { faults: reader.faults };
  const policy = readHead(fields, reader, text);
  fields.need('sources');
  for (const node of fields.items('sources')) readSource(reader, node, policy.sources);
  const draft = new Draft(reader, policy, [...policy.sources.keys()]);
  for (const entry of fields.entries('facts')) readFactEntry(draft, entry);
  for (const entry of fields.entries('parameters')) readParameterEntry(draft, entry);
  for (const entry of fields.entries('decisions')) readDecisionEntry(draft, entry);
  readStages(draft, fields);
  fields.need('steps');
  for (const node of fields.items('steps')) readStep(draft, node);
  readTotals(draft, fields);
  for (const node of fields.items('checks')) readCheck(draft, node);
  readBenefits(draft, fields);
  for (const node of fields.items('examples')) readExample(draft, node);
  return { draft, faults: reader.faults };
}

/** Reads the shape of a policy: YAML, fields, values, formulas. What the names mean is for `checkPolicy`. */
export function readPolicy(text: string): { policy?: Policy; faults: Fault[] } {
  const { draft, faults } = readDraft(text);
  return faults.length > 0 ? { faults } : { policy: draft?.policy, faults };
}
