/** The texts of the policies that come with the project. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

const folder = join(import.meta.dirname, '../../seeds/policies');

export async function presets(): Promise<string[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.yaml'));
  return Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
}
