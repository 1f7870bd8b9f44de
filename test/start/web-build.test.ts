import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { builtWeb, stampOf } from '../../server/start/web-build.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'web-build-'));
  for (const directory of ['web/pay', 'server/core', 'server/pay', 'dist/web']) mkdirSync(join(root, directory), { recursive: true });
  writeFileSync(join(root, 'web/pay/page.tsx'), 'one');
  writeFileSync(join(root, 'package-lock.json'), '{}');
});
afterEach(() => rmSync(root, { recursive: true }));

test.each([
  ['a changed source', () => writeFileSync(join(root, 'web/pay/page.tsx'), 'two')],
  ['a renamed source', () => renameSync(join(root, 'web/pay/page.tsx'), join(root, 'web/pay/list.tsx'))],
  ['a changed core', () => writeFileSync(join(root, 'server/core/money.ts'), '')],
  ['a changed lock file', () => writeFileSync(join(root, 'package-lock.json'), '{ }')],
])('%s changes the stamp', (_case, change) => {
  const before = stampOf(root);
  change();
  expect(stampOf(root)).not.toBe(before);
});

test('what the build does not read leaves the stamp', () => {
  const before = stampOf(root);
  writeFileSync(join(root, 'server/pay/pay.ts'), '');
  writeFileSync(join(root, 'web/pay/page.tsx'), 'one');
  expect(stampOf(root)).toBe(before);
});

test('a build with the right stamp is used as it is', async () => {
  writeFileSync(join(root, 'dist/web/.stamp'), `${stampOf(root)}\n`);
  expect(await builtWeb(root)).toBe(join(root, 'dist/web'));
});
