/** The commands of package.json as processes, run by Node itself: npm before it would cost half a second each time. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));

export interface Ended {
  code: number | null;
  out: string;
  err: string;
}

/** Runs a script of package.json whose command is Node's, to its end. */
export function runScript(script: string, args: readonly string[], environment: NodeJS.ProcessEnv = {}): Ended {
  const { scripts } = JSON.parse(readFileSync(`${root}package.json`, 'utf8')) as { scripts: Record<string, string> };
  const [, ...options] = (scripts[script] as string).split(' ');
  const { NODE_OPTIONS: _options, NODE_ENV: _mode, ...inherited } = process.env;
  const { status, stdout, stderr } = spawnSync(process.execPath, [...options, ...args], { cwd: root, encoding: 'utf8', env: { ...inherited, ...environment } });
  return { code: status, out: stdout, err: stderr };
}
