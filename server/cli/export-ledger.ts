/** `npm run export-ledger`: the ledger of a region as a signed file that `npm run verify` checks. */
import 'reflect-metadata';
import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { managerFor } from '../db.ts';
import { OperatorError } from '../db/fault.ts';
import { exportLedger, type Export } from '../ledger/export-ledger.ts';
import { installationSigner } from '../start/signer.ts';
import { command } from './command.ts';
import { settings, withData } from './data.ts';

const usage = 'usage: npm run -s export-ledger -- --region CODE [--year YEAR] --out FILE';

function readOptions(args: string[]): Export & { out: string } {
  const { values: { region, year, out } } = parseArgs({ args, options: { region: { type: 'string' }, year: { type: 'string' }, out: { type: 'string' } } });
  if (region === undefined || out === undefined || !/^\d{6}$/.test(region) || (year !== undefined && !/^\d{4}$/.test(year))) throw new OperatorError(usage);
  return { region: Number(region), year: year === undefined ? undefined : Number(year), out };
}

/** The file is there whole or not at all, and only its owner reads it: it holds names and wages. */
function writeWhole(file: string, text: string): void {
  const aside = `${file}.${process.pid}.part`;
  try {
    writeFileSync(aside, text, { mode: 0o600, flag: 'wx' });
    renameSync(aside, file);
  } catch (error) {
    rmSync(aside, { force: true });
    throw new OperatorError(`${file} cannot be written: ${(error as Error).message}`, { cause: error });
  }
}

await command(async () => {
  const { out, ...what } = readOptions(process.argv.slice(2));
  const given = settings();
  const signer = installationSigner(given);
  const text = await withData(given, (orm) => exportLedger(managerFor(orm, [what.region]), what, signer));
  writeWhole(out, text);
  process.stdout.write(`${out}: ${Buffer.byteLength(text)} B\n公钥 / key: ${signer.key}\n`);
  return 0;
});
