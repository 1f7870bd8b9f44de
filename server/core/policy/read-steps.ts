/** Reading steps and checks. */
import { roundingModes } from './rounding.ts';
import type { MapNode, Node } from './document.ts';
import type { Draft } from './draft.ts';
import type { Fields, Reader } from './fields.ts';
import { parseRate, rate, sign } from '../rate.ts';
import type { Part, RuleKind, Rounding, Show, StepBase } from './policy.ts';
import { ruleKinds, rules } from './rules/rules.ts';

const placesLimit = 12;

function id(fields: Fields, reader: Reader): string {
  const node = fields.need('id');
  return node ? reader.name(reader.textOf(node), node.place) : '';
}

function readRounding(node: Node, reader: Reader): Rounding {
  const fields = reader.fields(node, ['to', 'mode']);
  const written = fields.need('to');
  const to = written && reader.take(() => parseRate(reader.textOf(written), written.place.path), written.place);
  if (written && to && sign(to) <= 0) reader.fault('ROUNDING_STEP_NOT_POSITIVE', written.place, { found: reader.textOf(written) });
  return { to: to ?? rate(1n), mode: fields.oneOf('mode', roundingModes, 'half-away') };
}

function readShow(node: Node, reader: Reader): Show {
  const text = reader.textOf(node);
  const places = /^(\d{1,2})%?$/.exec(text)?.[1];
  if (places !== undefined && Number(places) <= placesLimit) return text.endsWith('%') ? `${Number(places)}%` : Number(places);
  reader.fault('SHOW_NOT_VALID', node.place, { found: text, limit: String(placesLimit) });
  return 0;
}

function readBase(draft: Draft, fields: Fields): StepBase {
  const { reader } = draft;
  return {
    id: id(fields, reader),
    title: fields.words('title'),
    why: draft.why(fields),
    place: fields.place,
    table: fields.optionalText('each'),
    where: fields.optionalFormula('where'),
    show: fields.optional('show', (node) => readShow(node, reader)),
    round: fields.optional('round', (node) => readRounding(node, reader)),
    ...(fields.find('pays') && { pays: fields.oneOf<'staff'>('pays', ['staff']) }),
  };
}

/** A part: its source is that of the step unless it names one. */
export function readPart(draft: Draft, node: Node, keys: readonly string[], base: Pick<StepBase, 'why'>): { part: Part; fields: Fields } {
  const { reader } = draft;
  const fields = reader.fields(node, ['id', 'title', 'why', ...keys]);
  const part: Part = {
    id: id(fields, reader),
    title: fields.words('title'),
    why: fields.find('why') ? draft.why(fields) : base.why,
    place: fields.place,
    show: fields.optional('show', (places) => readShow(places, reader)),
  };
  return { part, fields };
}

/** Every `id` at or below the node: the names that a step would have given. */
export function idsIn(node: Node): string[] {
  if (node.is === 'text') return [];
  if (node.is === 'list') return node.items.flatMap(idsIn);
  return [...node.entries].flatMap(([name, entry]) => (name === 'id' && entry.node.is === 'text' ? [entry.node.text] : idsIn(entry.node)));
}

function kindOf(map: MapNode, reader: Reader): RuleKind | undefined {
  const kind = ruleKinds.find((each) => map.entries.has(each));
  if (!kind) reader.fault('STEP_KIND_MISSING', map.place, { allowed: ruleKinds.join(', ') });
  return kind;
}

export function readStep(draft: Draft, node: Node): void {
  const { reader, policy } = draft;
  const before = reader.faults.length;
  draft.whole(idsIn(node), () => {
    const map = reader.shape(node, 'map');
    const kind = map && kindOf(map, reader);
    if (!kind) return;
    const rule = rules[kind];
    const fields = reader.fields(node, ['id', 'title', 'why', 'pays', ...rule.keys]);
    const base = readBase(draft, fields);
    const step = rule.read({
      fields,
      base,
      part: (part, keys = []) => readPart(draft, part, keys, base),
      item: (item, keys) => reader.fields(item, keys),
    });
    if (reader.faults.length === before) policy.steps.push(step);
  });
}

export function readCheck(draft: Draft, node: Node): void {
  const { reader, policy } = draft;
  const before = reader.faults.length;
  const fields = reader.fields(node, ['id', 'that', 'each', 'else', 'why', 'title', 'says']);
  const check = {
    id: id(fields, reader),
    that: fields.formula('that'),
    table: fields.optionalText('each'),
    otherwise: fields.oneOf('else', ['block', 'warn']),
    why: draft.why(fields),
    title: fields.words('title'),
    says: fields.words('says'),
    place: fields.place,
  };
  if (reader.faults.length === before) policy.checks.push(check);
}
