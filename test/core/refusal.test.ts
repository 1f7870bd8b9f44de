import { describe, expect, test } from '@jest/globals';
import { Refusal, refuse, say, type Fault } from '../../server/core/refusal.ts';
import { refused } from '../kit/refused.ts';

const empty: Fault = { code: 'NUMBER_EMPTY', at: 'facts.standard', values: {} };
const negative: Fault = { code: 'WEIGHT_NEGATIVE', at: '', values: { key: 'A', found: '-1' } };

describe('say', () => {
  test('fills the place and the values, in either language', () => {
    expect(say(empty, 'en')).toBe('facts.standard is empty; a number such as 12.50 is expected.');
    expect(say(empty, 'zh')).toBe('facts.standard 未填写；请填写数字，例如 12.50。');
    expect(say(negative, 'en')).toBe('The weight of "A" is -1; a weight may not be less than 0.');
  });

  test('takes the reader’s language of a value that has two', () => {
    const fault: Fault = { ...negative, values: { key: { zh: '中心医院', en: 'Central Hospital' }, found: '-1' } };
    expect(say(fault, 'en')).toContain('"Central Hospital"');
    expect(say(fault, 'zh')).toContain('“中心医院”');
  });

  test('lets a value stand for the place', () => {
    expect(say({ ...empty, values: { at: 'Standard per head' } }, 'en')).toMatch(/^Standard per head is empty/);
  });

  test('leaves a slot without a value visible', () => {
    expect(say({ ...negative, values: { key: 'A' } }, 'en')).toContain('is {found};');
  });
});

describe('Refusal', () => {
  test('carries one fault or many, one English sentence a line', () => {
    expect(new Refusal(empty).faults).toEqual([empty]);
    const both = new Refusal([empty, negative]);
    expect(both.faults).toEqual([empty, negative]);
    expect(both.message.split('\n')).toEqual([say(empty, 'en'), say(negative, 'en')]);
    expect(both.name).toBe('Refusal');
    expect(both).toBeInstanceOf(Error);
  });

  test('refuse throws one fault, with or without values', () => {
    expect(refused(() => refuse('NUMBER_EMPTY', 'x'))).toEqual([{ code: 'NUMBER_EMPTY', at: 'x', values: {} }]);
    expect(refused(() => refuse('WEIGHT_NEGATIVE', '', { key: 'A', found: '-1' }))).toEqual([negative]);
  });
});
