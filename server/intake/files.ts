/** Files that were handed in, kept in the database in pieces: once for their content. */
import type { EntityManager } from '@mikro-orm/postgresql';
import type { FileBytes } from './formats/cells.ts';

/** Bytes of a file that one row of the table holds. */
export const pieceBytes = 1_048_576;

export async function keepPiece(em: EntityManager, region: number, file: string, part: number, bytes: Uint8Array): Promise<void> {
  await em.execute("insert into import_part (region_id, file_id, part, bytes) values (?, ?, ?, decode(?, 'base64'))", [region, file, part, Buffer.from(bytes).toString('base64')]);
}

/** The bytes of a kept file; each piece is read when it is asked for. */
export function bytesOf(em: EntityManager, region: number, file: { id: string; size: number }): FileBytes {
  return {
    size: file.size,
    async* pieces() {
      for (let part = 0; part * pieceBytes < file.size; part += 1) {
        const [row] = await em.execute<Array<{ bytes: Buffer }>>('select bytes from import_part where region_id = ? and file_id = ? and part = ?', [region, file.id, part]);
        if (!row) throw new Error(`part ${part} of the file is missing`);
        yield row.bytes;
      }
    },
  };
}
