/** A secret that is made once and kept in a file of its own. */
import { randomBytes } from 'node:crypto';
import { existsSync, linkSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs';
import { codeOf } from './fault.ts';

/** The secret in this file, readable by its owner alone; made at first use. Of two first uses at once, both get the same. */
export function keptSecret(file: string, make: () => string): string {
  if (!existsSync(file)) {
    const aside = `${file}.${randomBytes(6).toString('hex')}`;
    writeFileSync(aside, `${make()}\n`, { mode: 0o600 });
    try {
      linkSync(aside, file);
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error;
    } finally {
      unlinkSync(aside);
    }
  }
  return readFileSync(file, 'utf8').trim();
}
