/** Stops and removes this run's PostgreSQL, if a test had it started. */
import { existsSync, rmSync } from 'node:fs';
import { stopEmbedded } from '../../server/db/embedded.ts';

export default async function tearDown() {
  const directory = process.env.TEST_CLUSTER;
  if (!existsSync(directory)) return;
  await stopEmbedded(directory);
  rmSync(directory, { recursive: true, force: true });
}
