/** Signs the head of a region's chain and keeps it: a chain that is written anew does not hold the hashes signed before. */
import type { EntityManager } from '@mikro-orm/postgresql';
import { canonical } from '../core/canonical.ts';
import type { Signer } from '../core/ledger-file/write.ts';

interface Head {
  sequence: number;
  hash: string;
}

/** The text that is signed. */
export function headText(region: number, { sequence, hash }: Head): string {
  return canonical({ region, sequence, hash });
}

/** Signs the present head unless that was done; a region without entries has none. */
export async function signHead(em: EntityManager, region: number, signer: Signer, now: Date): Promise<void> {
  const [head] = await em.execute<Head[]>('select sequence, hash from chain_head where region_id = ? and sequence > 0', [region]);
  if (!head) return;
  await em.execute('insert into signed_head (region_id, sequence, hash, at, key, signature) values (?, ?, ?, ?::timestamptz, ?, ?) on conflict do nothing',
    [region, head.sequence, head.hash, now.toISOString(), signer.key, signer.sign(headText(region, head))]);
}
