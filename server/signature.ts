/** Signatures of this installation: Ed25519 over texts. Keys and signatures are hexadecimal, a public key is its SPKI. */
import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify, type KeyObject } from 'node:crypto';
import type { Signer } from './core/ledger-file/write.ts';

const ed25519 = 'ed25519';

/** A new private key as one line of text (PKCS#8, base64): what the environment or a file keeps. */
export function newSigningKey(): string {
  return generateKeyPairSync(ed25519).privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64');
}

/** Signs by a kept key; nothing when the text is not such a key. */
export function signerOf(kept: string): Signer | undefined {
  const key = privateKeyOf(kept);
  if (key?.asymmetricKeyType !== ed25519) return undefined;
  return {
    key: createPublicKey(key).export({ format: 'der', type: 'spki' }).toString('hex'),
    sign: (text) => sign(null, Buffer.from(text), key).toString('hex'),
  };
}

function privateKeyOf(kept: string): KeyObject | undefined {
  try {
    return createPrivateKey({ key: Buffer.from(kept, 'base64'), format: 'der', type: 'pkcs8' });
  } catch {
    return undefined;
  }
}

/** Whether a signature is of this text and by this key; false where the key is not one. */
export function isSignedBy(key: string, text: string, signature: string): boolean {
  try {
    const known = createPublicKey({ key: Buffer.from(key, 'hex'), format: 'der', type: 'spki' });
    return known.asymmetricKeyType === ed25519 && verify(null, Buffer.from(text), known, Buffer.from(signature, 'hex'));
  } catch {
    return false;
  }
}
