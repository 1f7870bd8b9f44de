/** Rows of a CSV file, one after the other, without holding the file. */
import { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { Refusal } from '../../core/refusal.ts';
import { codeOf } from '../../db/fault.ts';
import type { Encoding, FileBytes, RawRow } from './cells.ts';

const recordMost = 1_000_000;

/** Text of a file; refuses bytes that are none in the encoding (FILE_ENCODING). */
async function* textOf({ pieces }: FileBytes, encoding: Encoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  let place = 0;
  try {
    for await (const piece of pieces()) {
      yield decoder.decode(piece, { stream: true });
      place += piece.length;
    }
    yield decoder.decode();
  } catch (error) {
    if (codeOf(error) !== 'ERR_ENCODING_INVALID_ENCODED_DATA') throw error;
    throw new Refusal({ code: 'FILE_ENCODING', at: 'encoding', values: { found: encoding.toUpperCase(), place: String(place) } });
  }
}

/** Quotes inside a field that does not begin with one are taken as they are; a field that begins with one must end with one (FILE_QUOTES). */
export async function* csvRows(file: FileBytes, encoding: Encoding, delimiter: string): AsyncGenerator<RawRow> {
  const text = Readable.from(textOf(file, encoding));
  const parser = parse({ delimiter, bom: true, relax_column_count: true, relax_quotes: true, max_record_size: recordMost });
  text.on('error', (error) => parser.destroy(error));
  let row = 0;
  try {
    for await (const cells of text.pipe(parser) as AsyncIterable<string[]>) {
      row += 1;
      yield { row, cells };
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new Refusal({ code: 'FILE_QUOTES', at: 'file', values: { line: String(row + 1) } });
  } finally {
    text.destroy();
  }
}
