/** PostgreSQL refuses to run as root: root hands its files and its processes to an account without rights. */
import { spawnSync } from 'node:child_process';
import { chownSync, readFileSync } from 'node:fs';
import { OperatorError } from '../fault.ts';

export interface Account {
  name: string;
  uid: number;
  gid: number;
}

const accountsByPreference = ['postgres', 'nobody'];

/** The account that PostgreSQL runs under, or null where that is simply the account of this process. */
export function serverAccount(): Account | null {
  if (process.getuid?.() !== 0) return null;
  const entries = readFileSync('/etc/passwd', 'utf8').split('\n').map((line) => line.split(':'));
  for (const name of accountsByPreference) {
    const entry = entries.find(([candidate]) => candidate === name);
    if (entry) return { name, uid: Number(entry[2]), gid: Number(entry[3]) };
  }
  throw new OperatorError(`Running as root, and neither ${accountsByPreference.join(' nor ')} is an account of this system to run PostgreSQL under. Start as another user.`);
}

/** Whether the account may pass through every directory on the way to this one, and enter it. */
export function canEnter(account: Account | null, directory: string): boolean {
  if (account === null) return true;
  const { uid, gid } = account;
  return spawnSync('/bin/sh', ['-c', 'cd -- "$1"', 'sh', directory], { uid, gid, cwd: '/', stdio: 'ignore' }).status === 0;
}

/** Gives a file or directory to the account. */
export function handOver(account: Account | null, path: string): void {
  if (account !== null) chownSync(path, account.uid, account.gid);
}
