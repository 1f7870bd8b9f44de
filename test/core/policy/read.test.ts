/** From text to the shape of a policy. */
import { describe, expect, test } from '@jest/globals';
import { readDocument, type Node } from '../../../server/core/policy/document.ts';
import { Draft } from '../../../server/core/policy/draft.ts';
import { Reader } from '../../../server/core/policy/fields.ts';
import type { Policy } from '../../../server/core/policy/policy.ts';
import { readExample } from '../../../server/core/policy/read-example.ts';
import { readFactEntry } from '../../../server/core/policy/read-names.ts';
import { readQuantity } from '../../../server/core/policy/read-quantity.ts';
import { readCheck, readStep } from '../../../server/core/policy/read-steps.ts';
import { readDraft, readPolicy } from '../../../server/core/policy/read.ts';
import { changed, every, short, small } from './kit.ts';

function nodeOf(text: string): Node {
  return readDocument(text).root as Node;
}

/** A draft of the small policy to which more is read. */
function draftOf(text: string): Draft {
  const { draft } = readDraft(small);
  return new Draft(new Reader(text), (draft as Draft).policy, ['s1']);
}

describe('a policy', () => {
  test('is read into its shape', () => {
    const { policy, faults } = readPolicy(`\uFEFF${every}`);
    expect(faults).toEqual([]);
    const { id, version, kind, applies, place, decisions, parameterTables, facts, tables } = policy as Policy;
    expect({ id, version, kind, applies, place }).toEqual({
      id: 'every', version: '2.0', kind: 'performance-pay', applies: { from: '2010-01-01', until: '2012-01-01' }, place: { code: '15', zh: '某区', en: 'Some Region' },
    });
    expect(decisions.get('kept')).toMatchObject({ by: 'hr-bureau', why: ['s1', 's2'], quantity: { atMost: { n: 1n, d: 10n }, atLeast: { n: 1n, d: 100n }, default: { n: 1n, d: 20n } } });
    expect(parameterTables.get('levels')?.rows).toEqual([{ level: 'town', factor: { n: 1n, d: 1n }, over: 'county' }, { level: 'county', factor: { n: 3n, d: 2n }, over: 'county' }]);
    expect(facts.get('change')?.quantity.atLeast).toBeUndefined();
    expect(facts.get('pool')?.quantity.atLeast).toEqual({ n: 0n, d: 1n });
    expect([tables.get('units')?.keyTitle.en, tables.get('staff')?.keyTitle.en]).toEqual(['Code of the unit', 'Staff']);
  });

  test('with faults is read as far as it goes', () => {
    const { draft, faults } = readDraft(changed(small, ['type: count', 'type: cuont']));
    expect(short(faults)).toEqual(['17:22 NOT_ONE_OF']);
    expect(draft?.broken).toEqual(new Set(['heads', 'consortia']));
    expect(draft?.policy.steps).toHaveLength(5);
    expect(readDraft('- a').draft).toBeUndefined();
  });
});

describe('fields', () => {
  test('that are missing, unknown or of the wrong shape are told, and reading goes on', () => {
    const reader = new Reader('');
    const fields = reader.fields(nodeOf('a: x\nb: [1, 2]\nc: d\n'), ['a', 'b', 'z']);
    expect(fields.text('a')).toBe('x');
    expect(fields.texts('b').map(({ text }) => text)).toEqual(['1', '2']);
    expect(fields.texts('a').map(({ text }) => text)).toEqual(['x']);
    expect([fields.text('z'), fields.optionalText('z'), fields.items('z'), fields.entries('z')]).toEqual(['', undefined, [], []]);
    expect(fields.oneOf('a', ['y', 'z'])).toBe('y');
    expect(fields.oneOf('z', ['y', 'z'], 'z')).toBe('z');
    expect(short(reader.faults)).toEqual(['3:1 KEY_UNKNOWN', '1:1 FIELD_MISSING', '1:4 NOT_ONE_OF']);
  });

  test('that are formulas take a share alone as it is', () => {
    const reader = new Reader('80%');
    expect(reader.formula(nodeOf('80%')).expression).toMatchObject({ is: 'number', value: { n: 4n, d: 5n } });
    expect(reader.formula(nodeOf('1/3')).expression).toMatchObject({ is: 'arithmetic' });
    expect(reader.faults).toEqual([]);
  });

  test('of a quantity', () => {
    const reader = new Reader('');
    const read = (text: string) => readQuantity(reader.fields(nodeOf(text), ['type', 'per', 'unit']), reader);
    expect(read('{ type: money, per: [ person, month ] }').unit).toEqual({ yuan: 1, person: -1, month: -1 });
    expect(read('{ type: count, unit: visit }').unit).toEqual({ visit: 1 });
    expect(read('{ type: points, per: hour }').unit).toEqual({ point: 1, hour: -1 });
    expect(read('{ type: text }')).toEqual({ kind: 'text' });
    expect(reader.faults).toEqual([]);
  });
});

describe('parts of a policy', () => {
  test('a fact that has faults breaks its name', () => {
    const draft = draftOf('');
    const node = nodeOf('{ type: money }');
    readFactEntry(draft, { name: 'extra', key: node.place, node });
    expect([...draft.broken]).toEqual(['extra']);
    expect(short(draft.reader.faults)).toEqual(['1:1 FIELD_MISSING']);
  });

  test('a step that has faults breaks all its names and is left out', () => {
    const text = '{ id: s, gate: budget, title: { zh: 门, en: Gate }, why: s1, held: { id: h, title: { zh: 留, en: Held } } }';
    const draft = draftOf(text);
    const steps = draft.policy.steps.length;
    readStep(draft, nodeOf(text));
    expect([[...draft.broken], draft.policy.steps.length]).toEqual([['s', 'h'], steps]);
    readStep(draft, nodeOf(text.replace('gate:', 'when: budget > 0, gate:')));
    expect(draft.policy.steps.at(-1)).toMatchObject({ id: 's', rule: 'gate', held: { id: 'h', why: ['s1'] } });
  });

  test('a check and an example that have faults are left out', () => {
    const draft = draftOf('');
    readCheck(draft, nodeOf('{ id: c, that: "1 = 1" }'));
    readExample(draft, nodeOf('{ it: { zh: 例, en: Example }, facts: {} }'));
    expect([draft.policy.checks.length, draft.policy.examples.length]).toEqual([1, 1]);
    readExample(draft, nodeOf('{ it: { zh: 例, en: Example }, facts: { standard: 1 }, gives: { a: 1, b: { A: 2 } } }'));
    expect(draft.policy.examples.at(-1)).toMatchObject({ facts: { standard: '1' }, decisions: {}, blocks: [] });
  });

  test('wrong throughout is told of a thousand times and no more', () => {
    const { draft, faults } = readDraft(`steps: [${'{},'.repeat(2_000)}]`);
    expect([draft, faults.length]).toEqual([undefined, 1000]);
  });
});
