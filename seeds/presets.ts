/** The policy files and the working calendars that come with the platform. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The texts of a folder's files, by name of the file. */
async function textsIn(name: string): Promise<string[]> {
  const folder = join(import.meta.dirname, name);
  const names = (await readdir(folder)).filter((file) => file.endsWith('.yaml')).sort();
  return Promise.all(names.map((file) => readFile(join(folder, file), 'utf8')));
}

/** The texts of all presets. */
export const presetTexts = (): Promise<string[]> => textsIn('policies');

/** The published working days, year by year. */
export const calendarTexts = (): Promise<string[]> => textsIn('calendars');
