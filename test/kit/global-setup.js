/**
 * Names the directory of this run's PostgreSQL without starting it: the first test that asks for a database does that.
 * Clusters of earlier runs that were killed are stopped and removed.
 */
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { isAlive } from '../../server/db/embedded/cluster.ts';
import { stopEmbedded } from '../../server/db/embedded.ts';

const runsDirectory = resolve(import.meta.dirname, '../../.data/test');

export default async function setUp() {
  mkdirSync(runsDirectory, { recursive: true });
  for (const name of readdirSync(runsDirectory)) {
    const pid = /^run-(\d+)$/.exec(name)?.[1];
    if (pid === undefined || isAlive(Number(pid))) continue;
    await stopEmbedded(`${runsDirectory}/${name}`);
    rmSync(`${runsDirectory}/${name}`, { recursive: true, force: true });
  }
  process.env.TEST_CLUSTER = `${runsDirectory}/run-${process.pid}`;
}
