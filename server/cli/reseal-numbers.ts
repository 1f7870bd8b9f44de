/** `npm run reseal-numbers`: seals the numbers of people, and the secrets of second factors, under the newest key of DATA_KEY, so that older ones can be taken out of it. */
import 'reflect-metadata';
import { resealFactors } from '../access/second-factor.ts';
import { inTransaction } from '../db.ts';
import { Region } from '../model/region.ts';
import { resealNumbers } from '../organisation/person-numbers.ts';
import { installationKeys } from '../start/data-keys.ts';
import { dataDirectory } from '../start/signer.ts';
import { command } from './command.ts';
import { settings, withData } from './data.ts';

await command(() => {
  const given = settings();
  const keys = installationKeys(given.dataKey, dataDirectory(given));
  return withData(given, async (orm) => {
    const codes = await inTransaction(orm, [], async (em) => (await em.find(Region, {}, { orderBy: { code: 'asc' } })).map(({ code }) => code));
    let count = 0;
    for (const code of codes) count += await inTransaction(orm, [code], (em) => resealNumbers(em, keys, code));
    count += await inTransaction(orm, [], (em) => resealFactors(em, keys));
    process.stdout.write(`已用密钥 ${keys.newest} 重新加密 ${count} 个号码 / ${count} numbers sealed anew under ${keys.newest}\n`);
    return 0;
  });
});
