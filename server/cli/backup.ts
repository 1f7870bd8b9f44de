/** `npm run backup -- DIRECTORY`: writes all data of one moment, beside the running server. */
import { resolve } from 'node:path';
import { writeBackup } from '../db/backup/write-backup.ts';
import { OperatorError } from '../db/fault.ts';
import { command } from './command.ts';
import { settings } from './data.ts';
import { withOwner } from './owner.ts';

await command(async () => {
  const [directory, ...more] = process.argv.slice(2);
  if (directory === undefined || more.length > 0) throw new OperatorError('usage: npm run -s backup -- DIRECTORY');
  const { at, tables } = await withOwner(settings(), (owner) => writeBackup(owner, resolve(directory)));
  const rows = tables.reduce((sum, table) => sum + table.rows, 0);
  process.stdout.write(`${directory}: ${tables.length} 张表，${rows} 行 / ${tables.length} tables, ${rows} rows, ${at}\n`);
  return 0;
});
