/** The built web application, for tests that open it in a browser. */
import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { withClient } from '../../server/db/roles.ts';
import { testServer } from './database.ts';

const root = resolve('.');

/** What a start runs, in a process of its own: Vite's native parts refuse the objects of a test's realm. */
const build = `
  const { builtWeb } = await import(${JSON.stringify(resolve('server/start/web-build.ts'))});
  await builtWeb(${JSON.stringify(root)});`;

/** The directory of the web application as a start would build it from these sources; of several callers one builds. */
export async function webDirectory(): Promise<string> {
  await withClient(await testServer(), async (client) => {
    await client.query("select pg_advisory_lock(hashtext('dist/web'))");
    const { NODE_OPTIONS: _options, NODE_ENV: _mode, ...environment } = process.env;
    await promisify(execFile)(process.execPath, ['--disable-warning=ExperimentalWarning', '--input-type=module', '--eval', build], { env: environment });
  });
  return resolve(root, 'dist/web');
}
