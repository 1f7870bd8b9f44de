/** The keys of this installation for the numbers of people. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { dataKeysOf, newDataKey, type DataKeys } from '../access/data-keys.ts';
import { OperatorError } from '../db/fault.ts';
import { keptSecret } from '../db/kept.ts';

/** From DATA_KEY, else from the file `data-key` of the data directory, which is made at first use and readable by its owner alone. */
export function installationKeys(given: string | undefined, directory: string): DataKeys {
  const file = join(directory, 'data-key');
  if (given === undefined) mkdirSync(directory, { recursive: true });
  const keys = dataKeysOf(given ?? keptSecret(file, newDataKey));
  if (!keys) throw new OperatorError(`${given === undefined ? file : 'DATA_KEY'} is not a list of keys, each an id, a colon and 32 bytes in base64, the newest first.`);
  return keys;
}
