/** Refused policies: each file of `bad/` with the faults that must be told of it, place and sentences, in the file beside it. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { checkPolicy } from '../../../server/core/policy/check.ts';
import { readPolicy } from '../../../server/core/policy/read.ts';
import { bandsMessages } from '../../../server/core/messages/bands.ts';
import { policyMessages } from '../../../server/core/messages/policy.ts';
import { folder, told } from './kit.ts';

const names = readdirSync(`${folder}bad`).filter((name) => name.endsWith('.yaml'));
/** `REWRITE=1` writes the files of faults anew; read the difference before keeping it. */
const rewrite = process.env['REWRITE'] === '1' && process.env['CI'] === undefined;

describe('refused policies', () => {
  test.each(names)('%s', (name) => {
    const text = readFileSync(`${folder}bad/${name}`, 'utf8');
    const { policy, faults } = checkPolicy(text);
    const file = `${folder}bad/${name.replace('.yaml', '.faults.txt')}`;
    if (rewrite) writeFileSync(file, told(faults));
    expect(existsSync(file)).toBe(true);
    expect(told(faults)).toBe(readFileSync(file, 'utf8'));
    expect(faults).not.toEqual([]);
    expect(policy === undefined).toBe(faults.some(({ severity }) => severity !== 'warning'));
    expect(told(faults)).not.toMatch(/\{\w+\}|undefined/);
    const read = readPolicy(text);
    expect(read.policy === undefined).toBe(read.faults.length > 0);
  });

  test('every sentence of the policy language is told by some test', () => {
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
    const tests = files.filter((name) => name.endsWith('.test.ts')).map((name) => readFileSync(`${folder}${name}`, 'utf8'));
    const all = [...tests, ...names.map((name) => readFileSync(`${folder}bad/${name.replace('.yaml', '.faults.txt')}`, 'utf8'))].join('\n');
    expect(Object.keys({ ...policyMessages, ...bandsMessages }).filter((code) => !all.includes(code))).toEqual([]);
  });
});
