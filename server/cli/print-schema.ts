/** `npm run schema`: prints the API and the tables into schema/. The tables are read from an empty database that is migrated for it. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { migrate } from '../db.ts';
import { printCatalogue } from '../db/catalogue.ts';
import { openDatabase } from '../db/database.ts';
import { stopEmbedded } from '../db/embedded.ts';
import { withClient } from '../db/roles.ts';
import { printedSchema } from '../schema.ts';
import { command } from './command.ts';

const root = join(import.meta.dirname, '../..');

async function printedTables(): Promise<string> {
  const above = resolve(root, '.data', `print-${process.pid}`);
  mkdirSync(above, { recursive: true });
  const directory = join(above, 'postgres');
  try {
    const { owner } = await openDatabase({ embedded: { directory, flush: false } });
    if (!owner) throw new Error('the embedded database has an owner');
    await migrate(owner);
    return await withClient(owner, printCatalogue);
  } finally {
    await stopEmbedded(directory);
    rmSync(above, { recursive: true, force: true });
  }
}

await command(async () => {
  writeFileSync(join(root, 'schema/schema.graphql'), await printedSchema());
  writeFileSync(join(root, 'schema/schema.sql'), await printedTables());
  return 0;
});
