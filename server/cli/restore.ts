/** `npm run restore -- DIRECTORY`: brings a backup back into an empty database, up to this release, and checks the ledger. */
import 'reflect-metadata';
import { resolve } from 'node:path';
import { initOrm, inTransaction, migrate, regionCodes } from '../db.ts';
import { readBackup } from '../db/backup/read-backup.ts';
import type { Connection } from '../db/connection.ts';
import { OperatorError } from '../db/fault.ts';
import { findFaults, type Finding } from '../ledger/checks.ts';
import { command } from './command.ts';
import { settings } from './data.ts';
import { withOwner } from './owner.ts';

async function faultsIn(owner: Connection): Promise<Finding[]> {
  const orm = await initOrm(owner);
  try {
    return await inTransaction(orm, await regionCodes(orm), findFaults);
  } finally {
    await orm.close();
  }
}

await command(async () => {
  const [directory, ...more] = process.argv.slice(2);
  if (directory === undefined || more.length > 0) throw new OperatorError('usage: npm run -s restore -- DIRECTORY');
  return withOwner(settings(), async (owner) => {
    const { at, tables } = await readBackup(owner, resolve(directory), (names) => migrate(owner, names));
    await migrate(owner);
    process.stdout.write(`已恢复 ${at} 的备份，${tables.length} 张表 / restored the backup of ${at}, ${tables.length} tables\n`);
    const findings = await faultsIn(owner);
    for (const { check, rows } of findings) process.stderr.write(`${check}: ${rows.length}\n`);
    return findings.length === 0 ? 0 : 1;
  });
});
