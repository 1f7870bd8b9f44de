/** Policies laid over each other: what replaces what, which limits hold, and where every value comes from. */
import { describe, expect, test } from '@jest/globals';
import { checkPolicy } from '../../../server/core/policy/check.ts';
import { evaluate } from '../../../server/core/policy/evaluate.ts';
import { layPolicy, type Laid } from '../../../server/core/policy/overlay.ts';
import type { RawFacts } from '../../../server/core/policy/policy.ts';
import { printAmounts } from '../../../server/core/policy/print.ts';
import { say } from '../../../server/core/refusal.ts';
import { small } from './kit.ts';

const head = (id: string, below: string) => `language: 1
policy: ${id}
version: 1
overlays: ${below}
title: { zh: 东部, en: East }
place: { code: "610726", zh: 某县, en: Some County }
applies: { from: 2019-01-01 }
`;
const sources = `sources:
  - { id: e1, document: { zh: 文件二, en: Document two }, clause: 二, says: { zh: 规定二。, en: Rule two. } }
`;
const facts: RawFacts = { standard: '690.00', consortia: [{ consortium: 'A', heads: '3', spent: '1.00' }, { consortium: 'B', heads: '4' }] };
const examples = `examples:
  - { it: { zh: 例, en: Example }, facts: { standard: 690.00, consortia: { A: { heads: 3, spent: 1.00 }, B: { heads: 4 } } }, gives: { financing: 4830.00 } }
`;
const east = `${head('east', 'small@1')}${sources}parameters:
  kept: { value: 70%, why: e1 }
decisions:
  risk_share: { at_most: 8%, default: 8%, why: e1 }
${examples}`;

const library: Record<string, string> = { 'small@1': small, 'east@1': east };
const lay = (text: string, more: Record<string, string> = {}) => layPolicy(text, (id, version) => ({ ...library, ...more })[`${id}@${version}`]);
function laid(text: string, more: Record<string, string> = {}): Laid {
  const { laid: found, faults } = lay(text, more);
  expect(faults.filter(({ severity }) => severity !== 'warning')).toEqual([]);
  return found as Laid;
}
const told = (text: string, more: Record<string, string> = {}) => lay(text, more).faults.map((fault) => `${fault.line}:${fault.column} ${fault.at} ${fault.code}`);
const from = ({ origin }: Laid, path: string) => `${origin(path).layer.id}:${origin(path).place.line}`;

describe('a policy laid over another', () => {
  test('changes what it names and keeps the rest, and is complete by itself', () => {
    const { policy, layers } = laid(east);
    expect(layers).toEqual([{ id: 'small', version: '1' }, { id: 'east', version: '1' }]);
    const { amounts } = printAmounts(policy, evaluate(policy, facts));
    expect(amounts).toMatchObject({ risk: '386.40', distributed: [{ value: '1332.38' }, { value: '1777.44' }] });
    expect(checkPolicy(policy.text)).toMatchObject({ faults: [], policy: { id: 'east' } });
  });

  test('tells of every value where it was written', () => {
    const found = laid(east);
    expect(['parameters.kept.value', 'parameters.kept.type', 'decisions.risk_share.at_most', 'decisions.risk_share.by', 'steps.package.by', 'checks.within', 'title.zh', 'nothing.like.this']
      .map((path) => from(found, path))).toEqual(['east:11', 'small:20', 'east:13', 'small:22', 'small:32', 'small:49', 'east:5', 'east:1']);
  });

  test('replaces, adds and removes steps, checks, columns and whole sections', () => {
    const text = `${head('west', 'small@1')}${sources}facts:
  consortia: { columns: { heads: { title: { zh: 人数, en: Heads } }, extra: { type: money, default: 0, title: { zh: 其他, en: Other } } } }
  bonus: { type: money, default: 1.00, title: { zh: 奖, en: Bonus } }
accounts: { pool: { zh: 池, en: Pool }, other: { zh: 他, en: Other } }
steps:
  - { id: surplus, each: consortia, formula: package - spent - extra + bonus, why: e1, title: { zh: 结余, en: Surplus } }
  - { id: more, formula: financing + bonus, why: e1, title: { zh: 另外, en: More } }
remove:
  - { name: checks.within, why: e1 }
  - { name: accounts.pool, why: e1 }
${examples}`;
    const found = laid(text);
    expect([found.policy.checks, [...found.policy.accounts.keys()]]).toEqual([[], ['other']]);
    const { amounts } = printAmounts(found.policy, evaluate(found.policy, facts, { risk_share: '10%' }));
    expect(amounts).toMatchObject({ more: '4831.00', surplus: [{ value: '1863.00' }, { value: '2485.00' }] });
    expect(amounts['overspend']).toBeUndefined();
    expect(from(found, 'facts.consortia.columns.heads.type')).toBe('small:17');
    expect(from(found, 'facts.consortia.columns.heads.title.en')).toBe('west:11');
    expect(from(found, 'steps.surplus.formula')).toBe('west:15');
    expect(from(found, 'checks.within.that')).toBe('small:49');
  });

  test('lies over one that lies over one', () => {
    const found = laid(`${head('far', 'east@1')}parameters: { kept: { value: 60%, why: s1 } }\n${examples}`);
    expect(found.layers.map(({ id }) => id)).toEqual(['small', 'east', 'far']);
    expect([from(found, 'parameters.kept.value'), from(found, 'decisions.risk_share.default')]).toEqual(['far:8', 'east:13']);
  });

  test('a policy that lies over nothing is what it is', () => {
    const { policy, layers, origin } = laid(`\uFEFF${small}`);
    expect([policy.id, layers, origin('steps').place.line]).toEqual(['small', [{ id: 'small', version: '1' }], 24]);
    expect(told(small.replace('standard *', 'standart *'))).toEqual(['24:31 steps.financing.formula FORMULA_UNKNOWN_NAME']);
  });
});

describe('a policy laid over another is refused', () => {
  test('alone', () => {
    expect(checkPolicy(east).faults).toMatchObject([{ code: 'OVERLAY_ALONE', line: 4, values: { found: 'small@1' } }]);
  });

  test.each([
    ['for something that is not there', head('x', 'gone@1'), ['4:11 overlays OVERLAY_BASE_UNKNOWN']],
    ['for another version', head('x', 'small@2'), ['4:11 overlays OVERLAY_BASE_UNKNOWN']],
    ['for no version', head('x', 'small'), ['4:11 overlays OVERLAY_BASE_UNKNOWN']],
    ['for what cannot be read', 'a: [', ['1:5  YAML_UNREADABLE']],
    ['for what is no policy at all', 'text', []],
    ['for a policy without a name', 'version: 1', ['1:1  FIELD_MISSING']],
    ['when a changed figure gives no reason', `${head('x', 'small@1')}parameters: { kept: { value: 1% } }\n${examples}`, ['8:21 parameters.kept WHY_MISSING']],
    ['when it removes what is not there', `${head('x', 'small@1')}remove: [ { name: steps.gone, why: s1 }, { name: facts.gone, why: s1 }, { name: title.zh, why: s1 }, { name: stages.x, why: s1 } ]\n${examples}`,
      ['8:11 remove[0] NOTHING_TO_REMOVE', '8:42 remove[1] NOTHING_TO_REMOVE', '8:73 remove[2] NOTHING_TO_REMOVE', '8:102 remove[3] NOTHING_TO_REMOVE']],
    ['when it removes without a reason', `${head('x', 'small@1')}remove: [ { name: checks.within } ]\n${examples}`, ['8:11 remove[0] FIELD_MISSING']],
    ['when what it removes is no list', `${head('x', 'small@1')}remove: checks.within\n${examples}`, ['8:9 remove SHAPE']],
    ['at its own place when what it writes has a fault', `${head('x', 'small@1')}parameters: { kept: { value: 7O%, why: s1 } }\n${examples}`, ['8:30 parameters.kept.value NUMBER_UNREADABLE']],
    ['when a section has another shape', `${head('x', 'small@1')}steps: { a: 1 }\nparameters: []\n${examples}`, ['9:13 parameters SHAPE', '8:8 steps SHAPE']],
  ])('%s', (_name, text, faults) => {
    expect(told(text)).toEqual(expect.arrayContaining(faults));
    expect(lay(text).laid).toBeUndefined();
  });

  test('when it widens a limit', () => {
    const wide = `${head('x', 'small@1')}decisions: { risk_share: { at_most: 11%, at_least: none, why: s1 } }\n${examples}`;
    const [fault] = lay(wide).faults;
    expect([told(wide), say(fault!, 'en')]).toEqual([['8:37 decisions.risk_share.at_most LIMIT_WIDENED'], 'at_most is wider than the limit 10% below; an overlay may only narrow it.']);
    const decided = small.replace('decisions:\n', 'decisions:\n  set: { type: override, of: financing, at_most: 90.00, by: hr-bureau, why: s1, title: { zh: 定, en: Set } }\n');
    expect(told(`${head('x', 'set@1')}decisions: { set: { at_most: 90.01, why: s1 } }\n${examples}`, { 'set@1': decided })).toEqual(['8:30 decisions.set.at_most LIMIT_WIDENED']);
    const low = `${head('x', 'low@1')}decisions: { risk_share: { at_least: 4%, why: s1 } }\n${examples}`;
    expect(told(low, { 'low@1': small.replace('at_most: 10%', 'at_least: 5%, at_most: 10%') })).toEqual(['8:38 decisions.risk_share.at_least LIMIT_WIDENED']);
    const other = `${head('x', 'small@1')}decisions:\n  risk_share: { type: factor, at_most: 11, why: s1 }\n  own: { type: share, default: 1%, by: health-bureau, why: s1, title: { zh: 自, en: Own } }\n${examples}`;
    expect(lay(other).laid?.policy.decisions.get('risk_share')?.quantity.kind).toBe('factor');
  });

  test('when what lies below has faults, naming the first', () => {
    const faults = lay(head('x', 'bad@1'), { 'bad@1': small.replace('standard *', 'standart *') }).faults;
    expect(faults).toMatchObject([{ code: 'OVERLAY_BASE_FAULTY', line: 4, values: { found: 'bad@1', where: 'steps.financing.formula' } }]);
    expect(say(faults[0]!, 'zh')).toContain('standart');
  });

  test('when it goes round, or on and on', () => {
    expect(told(head('a', 'b@1'), { 'a@1': head('a', 'b@1'), 'b@1': head('b', 'a@1') })).toEqual(['4:11 overlays OVERLAY_BASE_FAULTY']);
    const chain = Object.fromEntries(Array.from({ length: 9 }, (_none, at) => [`n${at}@1`, head(`n${at}`, `n${at + 1}@1`)]));
    expect(lay(chain['n0@1']!, { 'n1@1': head('n1', 'n1@1') }).faults[0]!.values['reason']).toMatchObject({ en: expect.stringContaining('n1@1 ▸ n1@1') });
    expect(told(head('a', 'a@1'), { 'a@1': head('a', 'a@1') })).toEqual(['4:11 overlays OVERLAY_BASE_FAULTY']);
    expect(say({ code: 'OVERLAY_CIRCLE', at: '', values: { path: 'a ▸ a', limit: '6' } }, 'zh')).toContain('a ▸ a');
    expect(say(lay(head('top', 'n0@1'), chain).faults[0]!, 'en')).toContain('round in a circle, or are more than 6: n0@1 ▸ n1@1');
  });

  test.each([['nothing', '', 'SHAPE'], ['a list', '- a', 'SHAPE'], ['a word', 'policy', 'SHAPE'], ['no YAML', 'a: [', 'YAML_UNREADABLE']])('that is %s is refused', (_what, text, code) => {
    expect(lay(text)).toMatchObject({ faults: [{ code }] });
    expect(lay(text).laid).toBeUndefined();
    expect(lay(head('top', 'other@1'), { 'other@1': text }).faults).toMatchObject([{ code: 'OVERLAY_BASE_FAULTY' }]);
  });
});
