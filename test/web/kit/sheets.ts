/** Sheets made from the policies that come with the project. */
import { readFileSync } from 'node:fs';
import { readSheet, type Sheet } from '../../../web/kit/sheet.ts';

/** The first example of a preset, as a page would have it. */
export function exampleSheet(preset: 'ningqiang-2018' | 'ewenki-2010'): Sheet {
  const text = readFileSync(new URL(`../../../seeds/policies/${preset}.yaml`, import.meta.url), 'utf8');
  const empty = readSheet({ policy: { text }, facts: {}, decisions: {}, origins: {} });
  const example = empty.sheet?.policy.examples[0];
  if (!empty.sheet || !example) throw new Error(`${preset} has faults or no example: ${JSON.stringify(empty.faults)}`);
  return { ...empty.sheet, facts: example.facts, decisions: example.decisions };
}
