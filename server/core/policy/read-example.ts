/** Reading examples. */
import type { Node } from './document.ts';
import type { Draft } from './draft.ts';
import type { Fields, Reader } from './fields.ts';
import type { Example, Expected } from './policy.ts';
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

export function readExample(draft: Draft, node: Node): void {
  const { reader, policy } = draft;
  const before = reader.faults.length;
  const fields = reader.fields(node, ['it', 'facts', 'decisions', 'gives', 'blocks', 'refuses']);
  const written: Written = { facts: {}, decisions: {}, places: new Map() };
  const facts = fields.need('facts');
  if (facts) readFactsNode(reader, policy, facts, written);
  fields.optional('decisions', (decisions) => readDecisionsNode(reader, decisions, written));
  const refuses = fields.optional('refuses', (each) => {
    const refusal = reader.fields(each, ['at', 'code']);
    return { at: refusal.text('at'), code: refusal.text('code') };
  });
  if (!refuses) fields.need('gives');
  const example: Example = {
    it: fields.words('it'),
    ...written,
    gives: readGives(reader, fields),
    blocks: fields.texts('blocks').map(({ text, place }) => ({ value: text, place })),
    refuses,
    place: fields.place,
  };
  if (reader.faults.length === before) policy.examples.push(example);
}
