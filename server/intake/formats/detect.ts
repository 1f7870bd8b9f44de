/** What a file is: its format by its first bytes, and of a CSV file the encoding and the delimiter. */
import { detectDelimiter } from 'hucre/csv';
import { codeOf } from '../../db/fault.ts';
import type { Encoding, FileBytes, FileKind } from './cells.ts';

const compound = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
const zip = [0x50, 0x4b];
const sampleBytes = 65_536;

const startsWith = (bytes: Uint8Array, wanted: readonly number[]) => wanted.every((byte, index) => bytes[index] === byte);

/** The beginning of a file, at least `sampleBytes` long where the file is. */
async function headOf({ pieces }: FileBytes): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const piece of pieces()) {
    parts.push(piece);
    length += piece.length;
    if (length >= sampleBytes) break;
  }
  return Buffer.concat(parts);
}

export async function detectKind(file: FileBytes): Promise<FileKind> {
  const head = await headOf(file);
  if (startsWith(head, zip)) return 'xlsx';
  return startsWith(head, compound) ? 'xls' : 'csv';
}

/** Whether all of the file is UTF-8. */
async function isUtf8({ pieces }: FileBytes): Promise<boolean> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    for await (const piece of pieces()) decoder.decode(piece, { stream: true });
    decoder.decode();
    return true;
  } catch (error) {
    if (codeOf(error) === 'ERR_ENCODING_INVALID_ENCODED_DATA') return false;
    throw error;
  }
}

/** By its mark at the beginning, else UTF-8 where all bytes fit it, else GB18030, which also reads GBK and GB2312. */
export async function detectEncoding(file: FileBytes): Promise<Encoding> {
  if (startsWith(await headOf(file), [0xff, 0xfe])) return 'utf-16le';
  return await isUtf8(file) ? 'utf-8' : 'gb18030';
}

export async function detectDelimiterOf(file: FileBytes, encoding: Encoding): Promise<string> {
  const text = new TextDecoder(encoding).decode((await headOf(file)).subarray(0, sampleBytes));
  return detectDelimiter(text.slice(0, text.lastIndexOf('\n') + 1) || text);
}
