/** Writes an exported ledger. */
import { canonical, type Hash, type Plain } from '../canonical.ts';
import type { ChainEnd } from '../chain.ts';
import type { FileRecord, HeadRecord } from './records.ts';
import { sealOf } from './seal.ts';

export interface Signer {
  /** The public key, SPKI, hexadecimal. */
  key: string;
  /** The signature of a text in UTF-8, hexadecimal. */
  sign(text: string): string;
}

/** What a head's signature is made over. */
export function headText({ is, region, sequence, hash, digest, key }: Omit<HeadRecord, 'signature'>): string {
  return canonical({ is, region, sequence, hash, digest, key });
}

/** The text of a file with these lines, the head of the whole chain signed, and the seal. */
export function ledgerFile(records: Iterable<Exclude<FileRecord, HeadRecord>>, end: ChainEnd, signer: Signer, sha256: Hash): string {
  const lines = [...records].map((record) => `${canonical(record as Plain)}\n`).join('');
  const unsigned = { is: 'head', ...end, digest: sha256(lines), key: signer.key } as const;
  const head = { ...unsigned, signature: signer.sign(headText(unsigned)) };
  const body = `${lines}${canonical(head)}\n`;
  return body + sealOf(new TextEncoder().encode(body), sha256);
}
