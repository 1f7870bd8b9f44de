/** `npm run dev`: the server, restarted when its sources change, and Vite's development server before it. Both end together. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createServer } from 'vite';

const root = join(import.meta.dirname, '../..');
const port = process.env.PORT ?? '4000';

// Its own session, so that Ctrl-C reaches it once, from here, and not also from the terminal.
const server = spawn(process.execPath, [
  '--watch', '--watch-preserve-output', '--disable-warning=ExperimentalWarning', '--enable-source-maps', '--import', '@oxc-node/core/register', 'server/main.ts',
], { cwd: root, stdio: 'inherit', detached: true, env: { ...process.env, WEB: 'served', PORT: port } });

process.env.API = `http://127.0.0.1:${port}`;
const web = await createServer({ configFile: join(root, 'web/vite.config.ts') });

let stopping = false;
async function stop(): Promise<void> {
  if (stopping) return;
  stopping = true;
  if (server.exitCode === null && server.signalCode === null) {
    const ended = new Promise((done) => server.once('exit', done));
    server.kill('SIGTERM');
    await ended;
  }
  await web.close();
  process.exit(0);
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop());
server.once('exit', () => void stop());

await web.listen();
web.printUrls();
