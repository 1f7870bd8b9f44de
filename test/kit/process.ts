/** The server as a process of its own, as `npm start` runs it, over a database of a test. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { Connection } from '../../server/db/connection.ts';

export interface ServerProcess {
  /** The address that the start ends with; fails with what was said when the process ends before. */
  address: Promise<string>;
  /** Ends it at once, wherever it is. */
  kill(): Promise<void>;
}

const addressOf = ({ host, port, user, password, database }: Connection) => `postgres://${user}:${encodeURIComponent(password)}@localhost:${port}/${database}?host=${encodeURIComponent(host)}`;

export function startServer(app: Connection, dataDirectory: string): ServerProcess {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: { start: string } };
  const { NODE_OPTIONS: _options, NODE_ENV: _mode, ...environment } = process.env;
  const child: ChildProcess = spawn(process.execPath, scripts.start.split(' ').slice(1), {
    env: { ...environment, PORT: '0', DATA_DIR: dataDirectory, DEMO: '0', WEB: 'served', DATABASE_URL: addressOf(app), DATABASE_OWNER_URL: '', LOG_LEVEL: 'silent' }, stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = once(child, 'exit');
  let said = '';
  const address = new Promise<string>((found, failed) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (text) => {
        said += String(text);
        const at = /Fenpei 分配: (http:\S+)\n/.exec(said)?.[1];
        if (at !== undefined) found(at);
      });
    }
    ended.then(() => failed(new Error(`ended before it was ready:\n${said}`)), failed);
  });
  address.catch(() => undefined); // whoever asks for it meets the failure
  return {
    address,
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}
