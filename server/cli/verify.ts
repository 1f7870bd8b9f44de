/** `npm run verify -- FILE`: checks an exported ledger and recomputes it; needs nothing but the file. */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { LedgerSummary, Tools } from '../core/ledger-file/ledger-walk.ts';
import { verifyLedgerFile, type Wrong } from '../core/ledger-file/verify.ts';
import { say } from '../core/refusal.ts';
import { OperatorError } from '../db/fault.ts';
import { sha256 } from '../hash.ts';
import { isSignedBy } from '../signature.ts';
import { command } from './command.ts';

const usage = 'usage: npm run -s verify -- FILE [--key PUBLIC-KEY] [--after EARLIER-FILE]';

function readBytes(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    throw new OperatorError(`${file}: ${(error as Error).message}`, { cause: error });
  }
}

function tell({ region, name, year, policies, runs, entries, sequence, hash, key }: LedgerSummary): string {
  const [years, allYears] = year === null ? ['全部年度', 'all years'] : [`${year} 年`, String(year)];
  return [
    `通过：${name}（${region}）${years}：政策 ${policies} 份，核算 ${runs} 份重算一致，凭证 ${entries} 张借贷平衡并与核算一致；哈希链 1–${sequence} 完整，链头签名有效。`,
    `Sound: ${region}, ${allYears}: ${policies} policies; ${runs} runs recomputed to the same amounts; ${entries} entries balanced and as their runs give them; chain 1–${sequence} whole, its head signed.`,
    `链头 / head: ${hash}`,
    `公钥 / key:  ${key}`,
  ].join('\n');
}

function complain(file: string, { line, offset, fault }: Wrong): number {
  process.stderr.write(`${file}: 第 ${line} 行，字节 ${offset} / line ${line}, byte ${offset}:\n  ${say(fault, 'zh')}\n  ${say(fault, 'en')}\n`);
  return 1;
}

await command(async () => {
  const { values: { key, after }, positionals: [file, ...more] } = parseArgs({ allowPositionals: true, options: { key: { type: 'string' }, after: { type: 'string' } } });
  if (file === undefined || more.length > 0) throw new OperatorError(usage);
  const tools: Tools = { sha256, isSignedBy, ...(key === undefined ? {} : { key }) };
  if (after !== undefined) {
    const earlier = verifyLedgerFile(readBytes(after), tools);
    if (earlier.wrong) return complain(after, earlier.wrong);
    tools.after = earlier.summary;
  }
  const { summary, wrong } = verifyLedgerFile(readBytes(file), tools);
  if (wrong) return complain(file, wrong);
  process.stdout.write(`${tell(summary)}\n`);
  return 0;
});
