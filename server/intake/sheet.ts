/** The sheet of a file that an import reads; a CSV file has none. */
import type { Import } from '../model/intake.ts';
import type { Reading } from './read.ts';

export const readingOf = (imported: Import): Reading => imported.reading as Reading;

export const sheetOf = (imported: Import): string => readingOf(imported).sheet ?? '';
