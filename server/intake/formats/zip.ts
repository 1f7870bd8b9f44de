/** How large a zip file unpacks to, before anything is unpacked (PKWARE APPNOTE 4.3). */

const endSignature = 0x06054b50;
const entrySignature = 0x02014b50;
const endBytes = 22;
const entryBytes = 46;
/** The end of the directory stands before a comment of at most this length. */
const commentMost = 65_535;

/** Where the end of the directory is, or undefined in what is no zip file. */
function endOf(view: DataView): number | undefined {
  const first = Math.max(0, view.byteLength - endBytes - commentMost);
  for (let at = view.byteLength - endBytes; at >= first; at -= 1) if (view.getUint32(at, true) === endSignature) return at;
  return undefined;
}

/**
 * The sum of the sizes that the directory tells; the reader holds every part to its own. Infinity where it does not tell one: a part with bytes and without
 * a size, a directory in the form for 4 GB and more, or none.
 */
export function unpackedBytes(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = endOf(view);
  if (end === undefined) return Infinity;
  const entries = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  let sum = 0;
  for (let entry = 0; entry < entries; entry += 1) {
    if (at + entryBytes > bytes.length || view.getUint32(at, true) !== entrySignature) return Infinity;
    const [packed, unpacked] = [view.getUint32(at + 20, true), view.getUint32(at + 24, true)];
    if (unpacked === 0 && packed > 2) return Infinity; // two bytes are what nothing packs to
    sum += unpacked;
    at += entryBytes + view.getUint16(at + 28, true) + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return sum;
}
