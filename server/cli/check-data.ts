/** `npm run check:data`: runs every check of the ledger over all regions; for a nightly job. */
import 'reflect-metadata';
import { inTransaction, regionCodes } from '../db.ts';
import { findFaults } from '../ledger/checks.ts';
import { command } from './command.ts';
import { settings, withData } from './data.ts';

const shownMax = 20;

await command(() => withData(settings(), async (orm) => {
  const codes = await regionCodes(orm);
  const findings = await inTransaction(orm, codes, findFaults);
  for (const { check, rows } of findings) {
    process.stderr.write(`${check}: ${rows.length}\n`);
    for (const row of rows.slice(0, shownMax)) process.stderr.write(`  ${JSON.stringify(row)}\n`);
  }
  if (findings.length === 0) process.stdout.write(`没有发现问题：${codes.length} 个地区 / nothing found in ${codes.length} regions\n`);
  return findings.length === 0 ? 0 : 1;
}));
