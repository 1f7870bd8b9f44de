/** The rules of the house, as a pure function over the texts of the repository. */
import { healthcheckFaults, nullRelationFaults } from './house/database.ts';
import { importFaults } from './house/imports.ts';
import { lengthFaults, machinePathFaults, mirrorFaults } from './house/shape.ts';
import { isCode, isGenerated, readSource, type HouseFault, type HouseFile } from './house/source.ts';
import { wordFaults, type Exception } from './house/words.ts';

export type { HouseFault, HouseFile } from './house/source.ts';

/** What the house allows in named places, each with its reason. */
export interface Allowed {
  words: readonly Exception[];
  machinePaths: readonly { path: string; text: string; reason: string }[];
}

/** All breaches in these files, in the order of their paths and lines. */
export function houseFaults(files: HouseFile[], allowed: Allowed = { words: [], machinePaths: [] }): HouseFault[] {
  const written = files.filter(({ path }) => !isGenerated(path));
  const syntax: HouseFault[] = [];
  const sources = written
    .filter(({ path }) => isCode(path))
    .map((file) => readSource(file, syntax))
    .filter((source) => source !== undefined);
  return [
    ...syntax,
    ...importFaults(sources),
    ...wordFaults(written, sources, allowed.words),
    ...lengthFaults(sources),
    ...mirrorFaults(sources),
    ...machinePathFaults(written, allowed.machinePaths),
    ...nullRelationFaults(sources),
    ...healthcheckFaults(written),
  ].toSorted((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : a.line - b.line));
}
