/** The policy command as a stranger runs it. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from '@jest/globals';
import { runScript, type Ended } from '../kit/script.ts';
import { someOf } from '../kit/sizes.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'policy-'));
afterAll(() => rmSync(folder, { recursive: true }));

function policy(args: string[], lang = ''): Ended {
  return runScript('policy', args, { LANG: lang });
}

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const small = 'test/core/policy/small.yaml';
const facts = file('facts.yaml', 'standard: 690.00\nrisk_share: 10%\nconsortia: { A: { heads: 3, spent: 1.00 }, B: { heads: 4 } }\n');

describe('the policy command', () => {
  test('lists the presets', () => {
    const { code, out } = policy(['list', '--lang', 'en']);
    expect(code).toBe(0);
    expect(out).toMatch(/^ningqiang-2018\t1\tNingqiang consortium budget and surplus$/m);
    expect(out).toMatch(/^ewenki-2010\t/m);
  });

  test('checks files and presets', () => {
    const { code, out, err } = policy(['check', 'ningqiang-2018', small, '--lang', 'en']);
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(/^test\/core\/policy\/small\.yaml: no faults: 5 steps, 1 checks, 1 examples$/m);
  });

  test('tells the faults of a policy with their place, in the language asked for, else of LANG, else in both', () => {
    const bad = 'test/core/policy/bad/unknown-name.yaml';
    const english = 'There is nothing named "standart" (did you mean "standard"?).';
    const place = `${bad}:24:31: steps.financing.formula: `;
    expect(policy(['check', bad, '--lang', 'en'])).toEqual({ code: 1, out: '', err: `${place}${english}\n` });
    expect(policy(['check', bad], 'zh_CN.UTF-8').err).toMatch(/：?“standart”/);
    expect(policy(['check', bad], 'en_US.UTF-8').err).toBe(`${place}${english}\n`);
    const both = policy(['check', bad]);
    expect(both.err).toContain('standart”');
    expect(both.err).toContain(english);
    expect(policy(['check', 'test/core/policy/bad/unused.yaml', '--lang', 'zh'])).toMatchObject({ code: 0, err: expect.stringContaining('提醒: ') });
  });

  test('lays a policy over another beside it, and says what that changes in words and in money', () => {
    file('small.yaml', readFileSync(join(root, small), 'utf8'));
    const over = (below: string) => `language: 1\npolicy: east\nversion: 1\noverlays: ${below}\ntitle: { zh: 东, en: East }\nplace: { code: "610726", zh: 某县, en: Some County }\napplies: { from: 2019-01-01 }\nparameters: { kept: { value: 85%, why: s1 } }\nexamples: [ { it: { zh: 例, en: Example }, facts: { standard: 1.00, consortia: [ { consortium: A, heads: 1 } ] }, gives: { financing: 1.00 } } ]\n`;
    const east = file('east.yaml', over('small@1'));
    expect(policy(['check', east, '--lang', 'en'])).toMatchObject({ code: 0, err: '' });
    const { code, out } = policy(['diff', small, east, '--facts', facts, '--lang', 'en']);
    expect([code, out.trim().split('\n')]).toEqual([0, ['Distributed share: 80% → 85%', 'Distributed: 2 × Consortium change, +¥217.30', 'Development: 2 × Consortium change, −¥217.30']]);
    expect(policy(['resolve', east]).out).toMatch(/^ {2}kept: \{ type: share, value: 85%, why: s1,/m);
    const origins = policy(['origins', east]).out.trim().split('\n');
    expect(origins).toEqual(expect.arrayContaining(['parameters.kept.value\teast@1:8', 'decisions.risk_share.at_most\tsmall@1:22', 'steps.package\tsmall@1:32', 'checks.within\tsmall@1:49']));
    const alone = file('alone.yaml', over('nowhere@1'));
    expect(policy(['origins', alone])).toMatchObject({ code: 1, out: '' });
    expect(policy(['diff', small, alone, '--lang', 'en'])).toMatchObject({ code: 1, err: expect.stringContaining('There is no "nowhere@1"') });
    expect(policy(['resolve', alone])).toMatchObject({ code: 1, out: '' });
  });

  test('runs a policy on facts and prints one object', () => {
    const { code, out, err } = policy(['run', small, '--facts', facts, '--json']);
    expect([code, err]).toEqual([0, '']);
    expect(out.trim().split('\n')).toHaveLength(1);
    expect(JSON.parse(out)).toMatchObject({
      policy: 'small', version: '1',
      amounts: { financing: '4830.00', package: [{ consortium: 'A', heads: '3', spent: '1.00', value: '1863.00' }, { consortium: 'B', value: '2484.00' }] },
      checks: [{ id: 'within', ok: true, otherwise: 'warn', rows: [], says: { zh: '超支了。', en: 'Overspent.' } }],
      labels: { Financing: { step: 'financing', value: '4830.00' }, 'Package of B': { step: 'package', row: 'B', value: '2484.00' } },
    });
  });

  test('runs a policy on facts and prints a table', () => {
    const { code, out } = policy(['run', small, '--facts', facts, '--lang', 'en']);
    expect(code).toBe(0);
    expect(out).toMatch(/^small 1 {2}Small policy$/m);
    expect(out).toMatch(/^financing +Financing +4830\.00$/m);
    expect(out).toMatch(/^ +B +2484\.00$/m);
  });

  test('reads numbers of JSON as they are written', () => {
    const json = file('facts.json', '{"facts": {"standard": 123456789.01, "consortia": [{"consortium": "A", "heads": 1000000}]}}');
    const { out } = policy(['run', small, '--facts', json, '--json']);
    expect(JSON.parse(out)).toMatchObject({ amounts: { financing: '123456789010000.00' } });
  });

  test('prints facts to start from, which run', () => {
    const example = policy(['facts', 'ningqiang-2018']);
    expect(example.code).toBe(0);
    const { code, out } = policy(['run', 'ningqiang-2018', '--facts', file('example.yaml', example.out), '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ amounts: { financing: '207000000.00', budget: '137085000.00' } });
    expect(policy(['facts', 'ningqiang-2018', '2']).out).not.toBe(example.out);
    expect(policy(['facts', small, '9'])).toMatchObject({ code: 1, out: '', err: expect.stringContaining('1-1') });
  });

  test('refuses facts with their place', () => {
    const wrong = file('wrong.yaml', 'standard: -1\nconsortia:\n  - { consortium: A, heads: 3.5 }\nrisk_share: 11%\n');
    expect(policy(['run', small, '--facts', wrong, '--json', '--lang', 'en'])).toEqual({
      code: 1, out: '', err: [
        `${wrong}:1:11: Standard per head (facts.standard) is -1, below the limit of 0.00.`,
        `${wrong}:3:29: facts.consortia[0].heads is "3.5"; a count is a whole number.`,
        `${wrong}:4:13: Risk share (decisions.risk_share) is 11%, above the limit of 10% (source: Document, 一).`, '',
      ].join('\n'),
    });
    expect(policy(['run', small, '--facts', file('none.yaml', 'a: [')])).toMatchObject({ code: 1, out: '', err: expect.stringContaining('none.yaml:1:') });
  });

  test('refuses a policy with faults before it runs', () => {
    const { code, out, err } = policy(['run', 'test/core/policy/bad/circle.yaml', '--facts', facts, '--json']);
    expect([code, out]).toEqual([1, '']);
    expect(err).toContain('sharing → circle → sharing');
    expect(policy(['explain', 'test/core/policy/bad/circle.yaml', '--facts', facts, 'financing']).code).toBe(1);
    expect(policy(['facts', 'test/core/policy/bad/circle.yaml']).code).toBe(1);
  });

  test('tells the checks that fail: a warning goes on, a block does not', () => {
    const overspent = file('overspent.yaml', 'standard: 690.00\nconsortia: { A: { heads: 3, spent: 9999.00 } }\n');
    const warned = policy(['run', small, '--facts', overspent, '--lang', 'en', '--json']);
    expect([warned.code, warned.err]).toEqual([0, 'warning: within [A] Within: Overspent.\n']);
    const blocking = file('blocking.yaml', readFileSync(join(root, small), 'utf8').replace('else: warn', 'else: block'));
    const blocked = policy(['run', blocking, '--facts', overspent, '--lang', 'zh', '--json']);
    expect([blocked.code, blocked.err]).toEqual([1, '不通过: within [A] 不超支: 超支了。\n']);
    expect(JSON.parse(blocked.out)).toMatchObject({ checks: [{ id: 'within', ok: false, otherwise: 'block', rows: ['A'] }] });
  });

  test('explains an amount down to the facts', () => {
    const { code, out } = policy(['explain', small, '--facts', facts, 'package', 'A', '--lang', 'en']);
    expect(code).toBe(0);
    expect(out).toMatch(/^Package \[A\] = 1863\.00 yuan {2}\(step package\)$/m);
    expect(out).toMatch(/^ {2}rule: Budget, divided among the rows of Consortium in proportion to Insured people$/m);
    expect(out).toMatch(/^ +Insured people \(all of Consortium\) = 7 people {2}\(fact heads\)$/m);
    expect(policy(['explain', small, '--facts', facts, 'distributed', 'A', '--lang', 'zh']).out).toContain('规则: 结余按比例分为');
    expect(policy(['explain', small, '--facts', facts, 'packag', '--lang', 'en'])).toMatchObject({ code: 1, out: '', err: expect.stringContaining('did you mean "package"?') });
  });

  test.each(someOf<[string, string[], RegExp]>([
    ['nothing', [], /^usage:/],
    ['an unknown command', ['chek'], /^usage:/],
    ['an unknown option', ['list', '--all'], /--all[\s\S]*usage:/],
    ['an unknown language', ['list', '--lang', 'fr'], /^usage:/],
    ['check without a file', ['check'], /^usage:/],
    ['run without a policy', ['run'], /^usage:/],
    ['run without facts', ['run', small], /^usage:/],
    ['explain without a step', ['explain', small, '--facts', facts], /^usage:/],
    ['an unknown preset', ['check', 'ningqiang'], /ningqiang-2018/],
    ['a file that is not there', ['check', './none.yaml'], /none\.yaml/],
    ['a file that is no text', ['check', binary()], /UTF-8/],
  ]))('refuses %s', (_what, args, says) => {
    const { code, out, err } = policy(args);
    expect([code, out]).toEqual([1, '']);
    expect(err).toMatch(says);
  });
});

function binary(): string {
  const path = join(folder, 'binary.yaml');
  writeFileSync(path, Buffer.from([0xff, 0xfe, 0x00]));
  return path;
}
