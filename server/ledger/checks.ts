/** Checks of the data: SQL that must find nothing. */
import { readFileSync, readdirSync } from 'node:fs';
import type { EntityManager } from '@mikro-orm/postgresql';

const folder = new URL('checks/', import.meta.url);

export interface Finding {
  check: string;
  rows: unknown[];
}

/** Runs every check for the regions of the entity manager; an empty answer is a sound ledger. */
export async function findFaults(em: EntityManager): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.sql')).sort()) {
    const rows = await em.execute<unknown[]>(readFileSync(new URL(file, folder), 'utf8'));
    if (rows.length > 0) findings.push({ check: file, rows });
  }
  return findings;
}
