/** The policy files, the working calendars and the libraries of indicators that come with the platform. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

async function textsIn(folder: string): Promise<string[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.yaml')).sort();
  return Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
}

/** The texts of all presets, by name of the file. */
export const presetTexts = (): Promise<string[]> => textsIn(join(import.meta.dirname, 'policies'));

/** The texts of all libraries of indicators, by name of the file. */
export const indicatorTexts = (): Promise<string[]> => textsIn(join(import.meta.dirname, 'indicators'));

/** The published working days, year by year. */
export const calendarTexts = (): Promise<string[]> => textsIn(join(import.meta.dirname, 'calendars'));
