/** A stay on the page: the version that holds, the link that carries it, what comes of it. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { calculatorOf } from '../../../server/core/policy/benefit.ts';
import { asChosen, choicesOf, firstTyped, fromSearch, toSearch, versionOn, work, type Offered } from '../../../web/benefit/stay.ts';
import { policyOf } from '../../core/policy/kit.ts';

const policy = policyOf(readFileSync(new URL('../../core/policy/stay.yaml', import.meta.url), 'utf8'));
const calculator = calculatorOf(policy, 'stay');
const title = { zh: '某县', en: 'Some County' };
const offer = (slug: string, version: string, appliesFrom: string, own = false): Offered => ({ slug, version, hash: version, title, place: title, appliesFrom, own });

describe('policies', () => {
  test('are chosen by place, their versions by the day', () => {
    const [own, library, ...others] = choicesOf([offer('a', '3', '2026-01-01', true), offer('a', '2', '2024-01-01', true), offer('a', '1', '2020-01-01')]);
    expect(others).toEqual([]);
    expect([own?.key, library?.key]).toEqual(['own/a', 'library/a']);
    expect(['2026-01-01', '2025-12-31', '2023-12-31'].map((day) => versionOn(own!, day)?.version)).toEqual(['3', '2', undefined]);
    expect(choicesOf([])).toEqual([]);
  });
});

describe('a stay', () => {
  test('begins with that of the example, and is worked out', () => {
    const typed = firstTyped(policy, calculator);
    expect(typed).toEqual({ stay: { cost: '1100.00', level: 'city', scheme: '居民' }, given: { facts: {}, decisions: { aid: '10%' } } });
    expect(work(calculator, typed).outcome?.paid).toMatchObject({ bill: 110_000n, key: '1' });
    expect(firstTyped({ ...policy, examples: [] }, calculator)).toEqual({ stay: {}, given: { facts: {}, decisions: {} } });
  });

  test('has its faults at the fields, also those of figures given once', () => {
    const faults = (stay: Record<string, string>, decisions: Record<string, string>) => work(calculator, { stay, given: { facts: {}, decisions } }).faults.map(({ at, code }) => `${at} ${code}`);
    expect(faults({ cost: '一', level: 'city', scheme: '居民' }, { aid: '10%' })).toEqual(['stay.cost NUMBER_CHINESE']);
    expect(faults({ cost: ' ', level: 'city', scheme: '居民' }, { aid: '10%', cut: '' })).toEqual(['stay.cost FACT_MISSING']);
    expect(faults({ cost: '1.00', level: 'city', scheme: '居民' }, { aid: '201%' })).toEqual(['decisions.aid ABOVE_LIMIT']);
    expect(faults({ cost: '50000.00', level: 'town', scheme: '居民' }, { aid: '10%' })).toEqual(['checks.town_small STAY_BLOCKED']);
  });

  test('a reference to rows of the policy is chosen among them', () => {
    const columns = policy.tables.get('stays')!.columns;
    expect([...asChosen(policy, columns.get('scheme')!.quantity).options!.keys()]).toEqual(['居民', '职工']);
    expect(asChosen(policy, columns.get('cost')!.quantity)).toBe(columns.get('cost')!.quantity);
  });
});

describe('a link', () => {
  const noted = policyOf(policy.text.replace('if referred or', 'if note = "急诊" or referred or'));

  test('carries figures and choices there and back', () => {
    const typed = { stay: { cost: '1.00', level: 'city', scheme: '居民' }, given: { facts: {}, decisions: { aid: '10%', cut: '' } } };
    const search = new URLSearchParams(toSearch(calculator, typed));
    expect([...search]).toEqual([['s.cost', '1.00'], ['s.level', 'city'], ['s.scheme', '居民'], ['d.aid', '10%']]);
    expect(fromSearch(calculator, search)).toEqual({ stay: typed.stay, given: { facts: {}, decisions: { aid: '10%' } } });
  });

  test('carries no free text and no number of a stay, and takes none', () => {
    const made = calculatorOf(noted, 'stay');
    const search = toSearch(made, { stay: { stay: '张三', note: '张三', cost: '1.00' }, given: { facts: {}, decisions: {} } });
    expect(search).toEqual([['s.cost', '1.00']]);
    expect(fromSearch(made, new URLSearchParams([['s.note', '张三'], ['s.stay', '7'], ['d.nothing', '1']]))).toBeUndefined();
  });
});
