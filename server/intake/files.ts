/** Files that were handed in, kept in the database in pieces: once for their content. */
import type { EntityManager } from '@mikro-orm/postgresql';
import type { FileBytes } from './formats/cells.ts';

/** Bytes of a file that one row of the table holds: few enough that rows can be handled by the hundred, as a backup does. */
export const pieceBytes = 65_536;
/** Pieces that are read at once. */
const piecesAtOnce = 16;

export async function keepPiece(em: EntityManager, region: number, file: string, part: number, bytes: Uint8Array): Promise<void> {
  await em.execute("insert into import_part (region_id, file_id, part, bytes) values (?, ?, ?, decode(?, 'base64'))", [region, file, part, Buffer.from(bytes).toString('base64')]);
}

/** The bytes of a kept file; its pieces are read when they are asked for. */
export function bytesOf(em: EntityManager, region: number, file: { id: string; size: number }): FileBytes {
  return {
    size: file.size,
    async* pieces() {
      const parts = Math.ceil(file.size / pieceBytes);
      for (let part = 0; part < parts; part += piecesAtOnce) {
        const rows = await em.execute<Array<{ bytes: Buffer }>>('select bytes from import_part where region_id = ? and file_id = ? and part >= ? and part < ? order by part', [region, file.id, part, part + piecesAtOnce]);
        if (rows.length !== Math.min(piecesAtOnce, parts - part)) throw new Error(`parts of the file are missing from ${part} on`);
        yield Buffer.concat(rows.map(({ bytes }) => bytes));
      }
    },
  };
}
