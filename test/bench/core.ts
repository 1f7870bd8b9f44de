/** `npm run bench:core`: what an evaluation costs beside a loop written by hand and beside a spreadsheet. Figures of one run only. */
import { benchPool } from './pool.ts';
import { benchSheet } from './sheet.ts';

const megabyte = 1024;

for (const said of [...benchPool(100_000, 9), ...benchSheet(10_000, 20, 3)]) console.log(said);
console.log(`Most memory of the whole run: ${(process.resourceUsage().maxRSS / megabyte).toFixed(0)} MB`);
