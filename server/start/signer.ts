/** The key of this installation, which signs exports and heads of chains. */
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Signer } from '../core/ledger-file/write.ts';
import { OperatorError } from '../db/fault.ts';
import { keptSecret } from '../db/kept.ts';
import { newSigningKey, signerOf } from '../signature.ts';
import type { Settings } from './settings.ts';

const root = join(import.meta.dirname, '../..');

export const dataDirectory = ({ dataDirectory: given }: Settings): string => resolve(given ?? join(root, '.data'));

/** Signs by SIGNING_KEY, or by the key of this installation, which is made at first use. */
export function installationSigner(given: Settings): Signer {
  const file = join(dataDirectory(given), 'signing-key');
  if (given.signingKey === undefined) mkdirSync(dataDirectory(given), { recursive: true });
  const signer = signerOf(given.signingKey ?? keptSecret(file, newSigningKey));
  if (!signer) throw new OperatorError(`${given.signingKey === undefined ? file : 'SIGNING_KEY'} is not a private key of Ed25519 (PKCS#8, base64).`);
  return signer;
}
