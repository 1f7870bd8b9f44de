/** Stays on the command line: CSV in, CSV out, faults by line. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from '@jest/globals';
import { benefitsText, staysTemplate, worked } from '../../../server/cli/policy/benefits.ts';
import { policyOf } from '../../core/policy/kit.ts';
import { refused } from '../../kit/refused.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'benefits-'));
afterAll(() => rmSync(folder, { recursive: true }));
const policy = policyOf(readFileSync(join(root, 'test/core/policy/stay.yaml'), 'utf8'));
const given = { facts: {}, decisions: { aid: '10%', other: '50%' } };

test('benefits are listed with what they ask for', () => {
  expect(benefitsText(policy, 'en')).toBe('stay\tStay\tstay,cost,level,scheme,referred\tcut,aid');
});

test('a template works out as the example says', () => {
  const template = staysTemplate(policy, 'stay', 'zh');
  expect(template).toBe('住院,费用,级别,参保类型,已转诊\r\na,1100.00,市级,居民,\r\nb,600.00,基层,职工,\r\n');
  const { out, told, faulty } = worked(policy, 'stay', template, given, 'both');
  expect([told, faulty]).toEqual([['费用 1,700.00 元：统筹基金 900.00 元（52.94%），医疗救助（民政） 80.00 元（4.71%），个人 720.00 元（42.35%）。'], 0]);
  expect(out.split('\r\n')[1]).toBe('a,1100.00,市级,居民,,1100.00,500.00,60.00,540.00,1000.00,50%,false,,');
  expect(worked(policy, 'stay', out, given, 'both').out).toBe(out);
});

test('faulty lines are told and the others worked out; what a spreadsheet would run is text', () => {
  const { out, told, faulty } = worked(policy, 'stay', '\ufeffstay,cost,level,scheme\n"=1+1",600.00,town,职工\n\nx,-5.00,town,职工\n', given, 'en');
  expect([told, faulty]).toEqual([[expect.stringMatching(/^4: Cost.*-5\.00/), expect.stringMatching(/^Of the bill of 600\.00/)], 1]);
  expect(out).toContain("\r\n'=1+1,600.00,Town,");
  expect(out).toContain('\r\nx,-5.00,Town,');
});

test('what is missing for all stays is refused', () => {
  expect(refused(() => worked(policy, 'stay', 'cost\n1.00\n', undefined, 'en')).map(({ at }) => at)).toContain('decisions.aid');
});

describe('as a stranger runs it', () => {
  const run = (...args: string[]) => {
    const { status, stdout, stderr } = spawnSync('npm', ['run', '-s', 'policy', '--', 'benefits', 'test/core/policy/stay.yaml', ...args, '--lang', 'en'], { cwd: root, encoding: 'utf8' });
    return { code: status, out: stdout, err: stderr };
  };
  const file = (name: string, text: string) => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };

  test('files go in and out, and the exit code tells', () => {
    const facts = file('facts.yaml', 'aid: 10%\n');
    const stays = file('stays.csv', 'cost,level,scheme\n600.00,town,职工\n1.00,moon,职工\n');
    const { code, out, err } = run('--stays', stays, '--facts', facts);
    expect([code, out.split('\r\n')[1]]).toEqual([1, '2,600.00,Town,职工,,600.00,400.00,20.00,180.00,500.00,80%,false,,']);
    expect(err).toContain(`${stays}: 3: Level is "moon"`);
    expect(run('stai').err).toContain('has no benefit "stai" (did you mean "stay"?).');
    expect(run()).toMatchObject({ code: 0, out: 'stay\tStay\tstay,cost,level,scheme,referred\tcut,aid\n' });
  });
});
