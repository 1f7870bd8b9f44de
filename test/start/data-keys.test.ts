import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installationKeys } from '../../server/start/data-keys.ts';
import { testKeyText } from '../kit/keys.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'data-keys-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

test('the first start makes a file for its owner alone, and the next one takes the same key', () => {
  const inside = join(directory, 'data');
  const made = installationKeys(undefined, inside);
  expect(statSync(join(inside, 'data-key')).mode & 0o777).toBe(0o600);
  expect(installationKeys(undefined, inside).newest).toBe(made.newest);
});

test('the environment goes before the file, and makes none', () => {
  expect(installationKeys(testKeyText, directory).newest).toBe('t1');
  expect(() => statSync(join(directory, 'data-key'))).toThrow(/ENOENT/);
});

test('what is no key stops the start, naming where it comes from', () => {
  expect(() => installationKeys('secret', directory)).toThrow(/^DATA_KEY is not a list of keys/);
  writeFileSync(join(directory, 'data-key'), 'broken');
  expect(() => installationKeys(undefined, directory)).toThrow(/data-key is not a list of keys/);
});
