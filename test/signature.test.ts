import { expect, test } from '@jest/globals';
import { generateKeyPairSync } from 'node:crypto';
import { isSignedBy, newSigningKey, signerOf } from '../server/signature.ts';

const kept = newSigningKey();
const signer = signerOf(kept)!;

test('a kept key signs as the same key, and only that text', () => {
  const signature = signer.sign('县');
  expect(kept).toMatch(/^[A-Za-z0-9+/]{64}$/);
  expect(signerOf(kept)).toMatchObject({ key: signer.key });
  expect(isSignedBy(signer.key, '县', signature)).toBe(true);
  expect(isSignedBy(signer.key, '省', signature)).toBe(false);
  expect(isSignedBy(signerOf(newSigningKey())!.key, '县', signature)).toBe(false);
});

test('what is no key of Ed25519 signs nothing and verifies nothing', () => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  expect(signerOf(privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64'))).toBeUndefined();
  expect(signerOf('')).toBeUndefined();
  const other = publicKey.export({ format: 'der', type: 'spki' }).toString('hex');
  for (const key of ['', '00', other]) expect(isSignedBy(key, '县', signer.sign('县'))).toBe(false);
  expect(isSignedBy(signer.key, '县', '')).toBe(false);
});
