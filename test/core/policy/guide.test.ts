/** The guide to the policy language: its examples run, its codes exist. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { checkPolicy } from '../../../server/core/policy/check.ts';
import { messages } from '../../../server/core/messages.ts';
import type { Expected, Policy } from '../../../server/core/policy/policy.ts';
import { told } from './kit.ts';

const guide = readFileSync(fileURLToPath(new URL('../../../docs/policy-language.md', import.meta.url)), 'utf8');

/** What the examples of the guide leave out. */
const head = `language: 1
policy: guide
version: 1
kind: consortium-budget
title: { zh: 示例, en: Example }
place: { code: "610726", zh: 某县, en: Some County }
applies: { from: 2018-01-01 }
sources:
  - { id: s1, document: { zh: 文件, en: Document }, clause: 一, says: { zh: 规定一。, en: Rule one. } }
`;

/** Each with the heading of its section. */
const examples = guide.split(/^#+ /m).flatMap((section) =>
  [...section.matchAll(/^```yaml policy\n([\s\S]*?)^```$/gm)].map(([, text]): [string, string] => [section.slice(0, section.indexOf('\n')), text as string]));

describe('the examples of the guide', () => {
  test('are found', () => {
    expect(examples.map(([section]) => section)).toEqual(expect.arrayContaining(['Bands', 'Scores']));
    expect(examples).toHaveLength(guide.split('```yaml policy').length - 1);
  });

  test.each(examples)('%s: comes out as it says, with the warnings that it names', (_section, text) => {
    const { policy, faults } = checkPolicy(head + text);
    const warned = [...text.matchAll(/# warns: (\w+)/g)].map(([, code]) => code);
    expect(told(faults.filter(({ code, severity }) => severity !== 'warning' || !warned.includes(code)))).toBe('');
    expect(faults.map(({ code }) => code)).toEqual(expect.arrayContaining(warned));
    expect(policy?.examples.length).toBeGreaterThan(0);
  });

  test.each(examples)('%s: would be found out if it said something else', (_section, text) => {
    const whole = head + text;
    const { gives } = (checkPolicy(whole).policy as Policy).examples[0] as Policy['examples'][number];
    const [{ place: { offset } }] = [...gives.values()].flatMap((each) => (each instanceof Map ? [...each.values()] : [each])) as [Expected];
    const other = `${whole.slice(0, offset)}1${whole.slice(offset)}`;
    expect(checkPolicy(other).faults.map(({ code }) => code)).toContain('EXAMPLE_DIFFERS');
  });
});

test('every code that the guide names is one of the product', () => {
  const codes = [...guide.matchAll(/`([A-Z]+(?:_[A-Z]+)+)`/g)].map(([, code]) => code);
  expect(codes).toContain('NO_BAND');
  expect(codes.filter((code) => !Object.hasOwn(messages, code as string))).toEqual([]);
});
