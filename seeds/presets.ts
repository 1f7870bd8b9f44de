/** The policy files that come with the platform. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

const folder = join(import.meta.dirname, 'policies');

/** The texts of all presets, by name of the file. */
export async function presetTexts(): Promise<string[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.yaml')).sort();
  return Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
}
