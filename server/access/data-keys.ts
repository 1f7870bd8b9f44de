/**
 * The keys under which the numbers of people's cards are kept: sealed by AES-256-GCM, found again by HMAC-SHA-256.
 * Each key is 32 random bytes with an id; the first of a ring seals, the others still open what they have sealed.
 */
import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';

interface DataKey {
  id: string;
  seal: Buffer;
  match: Buffer;
  print: Buffer;
}

export interface Sealed {
  keyId: string;
  /** Nonce of 12 bytes, tag of 16, and the text under the key. */
  sealed: Buffer;
  /** The same for the same number of the same kind in the same region, and no other. */
  match: Buffer;
}

/** Whose number it is: bound to what is sealed, so that no other row can take it. */
export interface NumberOwner {
  region: number;
  person: string;
  kind: string;
}

const cipher = 'aes-256-gcm';
const nonceBytes = 12;
const tagBytes = 16;
const form = /^([a-z0-9-]{1,20}):([A-Za-z0-9+/]{43}=)$/;

/** A new key as one line of text, `id:base64`, with an id of its own: what the environment or a file keeps. */
export function newDataKey(): string {
  return `${randomBytes(4).toString('hex')}:${randomBytes(32).toString('base64')}`;
}

/** Reads `id:base64`, several parted by blanks or commas, the newest first; nothing when that is not what the text is. */
export function dataKeysOf(kept: string): DataKeys | undefined {
  const keys = kept.trim().split(/[\s,]+/).map((line) => form.exec(line));
  if (keys.some((key) => key === null) || new Set(keys.map((key) => key?.[1])).size !== keys.length) return undefined;
  const derive = (secret: string, use: string) => Buffer.from(hkdfSync('sha256', Buffer.from(secret, 'base64'), '', `fenpei person number: ${use}`, 32));
  return new DataKeys(keys.map((key) => ({ id: key![1]!, seal: derive(key![2]!, 'seal'), match: derive(key![2]!, 'match'), print: derive(key![2]!, 'print') })));
}

export class DataKeys {
  private readonly keys: readonly DataKey[];

  constructor(keys: readonly DataKey[]) {
    this.keys = keys;
  }

  /** The key that seals now. */
  get newest(): string {
    return this.keys[0]!.id;
  }

  seal(owner: NumberOwner, number: string): Sealed {
    const key = this.keys[0]!;
    const nonce = randomBytes(nonceBytes);
    const sealing = createCipheriv(cipher, key.seal, nonce).setAAD(Buffer.from(labelOf(owner)));
    const body = Buffer.concat([sealing.update(number, 'utf8'), sealing.final()]);
    return { keyId: key.id, sealed: Buffer.concat([nonce, sealing.getAuthTag(), body]), match: matchOf(key, owner, number) };
  }

  /** The number again. Throws when its key is not in the ring, or when the row is not the one that it was sealed for. */
  open(owner: NumberOwner, { keyId, sealed }: Pick<Sealed, 'keyId' | 'sealed'>): string {
    const key = this.keys.find(({ id }) => id === keyId);
    if (!key) throw new Error(`the data key ${keyId} is not in DATA_KEY`);
    const opening = createDecipheriv(cipher, key.seal, sealed.subarray(0, nonceBytes)).setAAD(Buffer.from(labelOf(owner)));
    opening.setAuthTag(sealed.subarray(nonceBytes, nonceBytes + tagBytes));
    return Buffer.concat([opening.update(sealed.subarray(nonceBytes + tagBytes)), opening.final()]).toString('utf8');
  }

  /** A keyed hash of a text that may hold such numbers: nobody without the key can try numbers against it. Hexadecimal. */
  fingerprint(text: string): string {
    return createHmac('sha256', this.keys[0]!.print).update(text).digest('hex');
  }

  /** What a number is found by, under each key of the ring. */
  matches(owner: Pick<NumberOwner, 'region' | 'kind'>, number: string): Buffer[] {
    return this.keys.map((key) => matchOf(key, owner, number));
  }
}

const labelOf = ({ region, person, kind }: NumberOwner): string => `${region}/${person}/${kind}`;

function matchOf(key: DataKey, { region, kind }: Pick<NumberOwner, 'region' | 'kind'>, number: string): Buffer {
  return createHmac('sha256', key.match).update(`${region}/${kind}/${number}`).digest();
}
