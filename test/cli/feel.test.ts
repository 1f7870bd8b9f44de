/** The compatibility command as a stranger runs it. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from '@jest/globals';

const root = fileURLToPath(new URL('../../', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'feel-'));
afterAll(() => rmSync(folder, { recursive: true }));

const own = 'test/core/feel/standard/cases.json';
const good = { folder: 'a', id: '1', decision: 'd', expression: '1 + 1', inputs: {}, error: false, expected: { type: 'decimal', value: '2' } };

function feel(...args: string[]): { code: number | null; out: string; err: string } {
  const { status, stdout, stderr } = spawnSync('npm', ['run', '-s', 'policy', '--', 'feel', ...args, '--lang', 'en'], { cwd: root, encoding: 'utf8' });
  return { code: status, out: stdout, err: stderr };
}

function file(name: string, document: unknown): string {
  const path = join(folder, name);
  writeFileSync(path, typeof document === 'string' ? document : JSON.stringify(document));
  return path;
}

describe('feel', () => {
  test('tells by folder what passed and what is refused by name', () => {
    const { code, out, err } = feel(own);
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(/^folder +passed +refused by name +failed +total +rate$/m);
    expect(out).toMatch(/^numbers +5 +0 +0 +5 +100\.0%$/m);
    expect(out).toMatch(/^left out +0 +4 +0 +4 +0\.0%$/m);
    const total = (JSON.parse(readFileSync(join(root, own), 'utf8')) as { cases: unknown[] }).cases.length;
    expect(out).toMatch(new RegExp(`^all +${total - 4} +4 +0 +${total} +78\\.9%$`, 'm'));
    expect(out).toContain('time("08:00:00@Asia/Shanghai").hour\n    Formulas do not have names of time zones, such as @Europe/Paris;');
    expect(out).toMatch(/regular expressions.*\n.*today.*\n.*a clock \(now and today\).*\n.*external.*\n.*external functions/);
    expect(out).not.toContain('Failed');
  });

  test('fails when a case fails, with what was expected and found', () => {
    const path = file('failing.json', { cases: [good, { ...good, id: '2', expression: '1 +\n 2' }, { ...good, id: '3', error: true }] });
    const { code, out } = feel(path);
    expect(code).toBe(1);
    expect(out).toMatch(/^a +1 +0 +2 +3 +33\.3%$/m);
    expect(out).toContain('Failed: 2\n  a 2 d: 1 + 2\n    expected 2, found 3\n  a 3 d: 1 + 1\n    expected null, found 2');
    const json = JSON.parse(feel(path, '--json').out) as { all: unknown; failures: unknown[]; refusals: unknown[] };
    expect(json).toMatchObject({ all: { passed: 1, refused: 0, failed: 2, total: 3 }, failures: [{ id: '2' }, { id: '3' }], refusals: [] });
  });

  test('refuses what tests the conversion to a declared type, which cases do not state', () => {
    const { code, out } = feel(file('coercion.json', { cases: [{ ...good, folder: '0082-feel-coercion' }] }));
    expect(code).toBe(0);
    expect(out).toMatch(/^all +0 +1 +0 +1 +0\.0%$/m);
    expect(out).toContain('no conversion to the type that a decision declares');
  });

  test.each<[string, unknown, string]>([
    ['no JSON', '{', 'JSON'],
    ['no cases', { cases: 1 }, 'no list of cases'],
    ['no case', { cases: [3] }, 'cases[0]: not an object'],
    ['a case without its expression', { cases: [good, { ...good, expression: undefined }] }, 'cases[1] (a 1 d): needs folder'],
    ['an unknown type', { cases: [{ ...good, inputs: { x: { type: 'money', value: '1' } } }] }, 'a 1 d: unknown type: {"type":"money","value":"1"}'],
    ['a number that is none', { cases: [{ ...good, expected: { type: 'decimal', value: 'x' } }] }, 'a 1 d: not a decimal: "x"'],
  ])('tells of %s', (name, document, says) => {
    const { code, out, err } = feel(file(`${name}.json`, document));
    expect([code, out]).toEqual([1, '']);
    expect(err).toContain(says);
  });

  test('asks for a file', () => expect(feel()).toMatchObject({ code: 1, err: expect.stringContaining('feel FILE [--json]') }));
});
