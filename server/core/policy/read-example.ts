/** Reading examples. */
import type { Node } from './document.ts';
import type { Draft } from './draft.ts';
import type { Fields, Reader } from './fields.ts';
import type { Coordinate, Example, Expected } from './policy.ts';
import { readDecisionsNode, readFactsNode, type Written } from './raw-facts.ts';

function expected(reader: Reader, node: Node): Expected {
  return { value: reader.textOf(node), place: node.place };
}

function readGives(reader: Reader, fields: Fields): Example['gives'] {
  return new Map(fields.entries('gives').map(({ name, node }): [string, Expected | Map<string, Expected>] => {
    if (node.is !== 'map') return [name, expected(reader, node)];
    return [name, new Map([...node.entries].map(([key, entry]) => [key, expected(reader, entry.node)]))];
  }));
}

/** `step` or `step.row`; what it names must stand in `gives`. */
function readLabels(reader: Reader, fields: Fields, it: Example['it'], gives: Example['gives']): Example['labels'] {
  return new Map(fields.entries('labels').map(({ name, node }): [string, Coordinate] => {
    const text = reader.textOf(node);
    const [, step, row] = /^([^.]*)(?:\.(.*))?$/su.exec(text) as unknown as [string, string, string | undefined];
    const expected = gives.get(step);
    const given = expected instanceof Map ? row !== undefined && expected.has(row) : expected !== undefined && row === undefined;
    if (!given && node.is === 'text') reader.fault('EXAMPLE_LABEL_NOT_GIVEN', node.place, { it, label: name, found: text });
    return [name, { step, row }];
  }));
}

export function readExample(draft: Draft, node: Node): void {
  const { reader, policy } = draft;
  const before = reader.faults.length;
  const fields = reader.fields(node, ['it', 'facts', 'decisions', 'gives', 'labels', 'blocks', 'refuses']);
  const written: Written = { facts: {}, decisions: {}, places: new Map() };
  const facts = fields.need('facts');
  if (facts) readFactsNode(reader, policy, facts, written);
  fields.optional('decisions', (decisions) => readDecisionsNode(reader, decisions, written));
  const refuses = fields.optional('refuses', (each) => {
    const refusal = reader.fields(each, ['at', 'code']);
    return { at: refusal.text('at'), code: refusal.text('code') };
  });
  if (!refuses) fields.need('gives');
  const it = fields.words('it');
  const gives = readGives(reader, fields);
  const example: Example = {
    it,
    ...written,
    gives,
    labels: readLabels(reader, fields, it, gives),
    blocks: fields.texts('blocks').map(({ text, place }) => ({ value: text, place })),
    refuses,
    place: fields.place,
  };
  if (reader.faults.length === before) policy.examples.push(example);
}
