/**
 * The last line of an exported ledger: hash and two sums of all bytes before it. The sums find a byte that was changed,
 * and the hash proves that it was that one. Anybody can make a seal: it is against accidents; the signature is against intent.
 */
import type { Hash } from '../canonical.ts';

export interface ChangedByte {
  offset: number;
  was: number;
  found: number;
}

const block = 4096;
const hex = (value: bigint): string => BigInt.asUintN(64, value).toString(16).padStart(16, '0');
const form = /^\{"bytes":"[0-9a-f]{16}","digest":"([0-9a-f]{64})","is":"seal","moment":"([0-9a-f]{16})","sum":"([0-9a-f]{16})"\}\n$/;

/** How the line begins, and how many bytes it has. */
export const sealStart = '{"bytes":"';
export const sealBytes = 170;

/** Of all bytes, and of each byte times its place from 1: a change of one byte by d at place p moves them by d and by d × p. */
function sums(bytes: Uint8Array): { sum: bigint; moment: bigint } {
  let [sum, moment] = [0n, 0n];
  for (let start = 0; start < bytes.length; start += block) {
    let [blockSum, blockMoment] = [0, 0];
    const stop = Math.min(start + block, bytes.length);
    for (let index = start; index < stop; index += 1) {
      const byte = bytes[index] as number;
      blockSum += byte;
      blockMoment += byte * (index - start + 1);
    }
    sum += BigInt(blockSum);
    moment += BigInt(blockMoment) + BigInt(start) * BigInt(blockSum);
  }
  return { sum, moment };
}

/** The line that seals these bytes, with its newline; always `sealBytes` long. */
export function sealOf(bytes: Uint8Array, sha256: Hash): string {
  const { sum, moment } = sums(bytes);
  return `{"bytes":"${hex(BigInt(bytes.length))}","digest":"${sha256(bytes)}","is":"seal","moment":"${hex(moment)}","sum":"${hex(sum)}"}\n`;
}

/** The one byte whose change explains why the bytes do not have this seal; nothing when one byte does not explain it. */
export function changedByte(bytes: Uint8Array, seal: string, sha256: Hash): ChangedByte | undefined {
  const [, digest, moment, sum] = form.exec(seal) ?? [];
  if (moment === undefined || sum === undefined) return undefined;
  const found = sums(bytes);
  const change = BigInt.asIntN(64, BigInt(`0x${sum}`) - found.sum);
  if (change === 0n) return undefined;
  const place = BigInt.asIntN(64, BigInt(`0x${moment}`) - found.moment) / change;
  const offset = Number(place) - 1;
  const byte = bytes[offset];
  if (byte === undefined) return undefined;
  const repaired = bytes.slice();
  repaired[offset] = byte + Number(BigInt.asIntN(16, change));
  return sha256(repaired) === digest ? { offset, was: repaired[offset] as number, found: byte } : undefined;
}
