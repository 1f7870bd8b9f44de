/**
 * Takes a file as the body of a request. It is written to disk while it arrives, so that nobody's slow connection holds a transaction or memory;
 * the rows of the table are written when all of it is there.
 */
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Request, Response } from 'express';
import { v7 } from 'uuid';
import { requireTokenMay } from '../access/access-tokens.ts';
import { requireRole, type Asking } from '../access/asker.ts';
import { audit } from '../access/audit.ts';
import { requireAsker, type Context } from '../access/context.ts';
import { answerOnce, keyHeader, readKey } from '../access/request-key.ts';
import { refuse } from '../core/refusal.ts';
import { inTransaction } from '../db.ts';
import { contentHash } from '../hash.ts';
import { ImportFile } from '../model/intake.ts';
import { keepPiece, pieceBytes } from './files.ts';
import { intakeRoles } from './find.ts';

const megabytesMost = 128;
const bytesMost = megabytesMost * 1_048_576;
const nameMost = 200;

interface Received {
  path: string;
  hash: string;
  size: number;
}

const tooLarge = () => refuse('FILE_TOO_LARGE', 'file', { allowed: String(megabytesMost) });

/** Writes the body to a file; refuses one that is too large as soon as that is known (FILE_TOO_LARGE), and an empty one (FILE_EMPTY). */
async function receive(request: Request, path: string): Promise<Received> {
  if (Number(request.get('content-length') ?? 0) > bytesMost) tooLarge();
  const hash = createHash('sha256');
  let size = 0;
  const counted = new Transform({
    transform(bytes: Buffer, _encoding, done) {
      size += bytes.length;
      hash.update(bytes);
      try {
        if (size > bytesMost) tooLarge();
        done(null, bytes);
      } catch (error) {
        done(error as Error);
      }
    },
  });
  await pipeline(request, counted, createWriteStream(path, { mode: 0o600 }));
  if (size === 0) refuse('FILE_EMPTY', 'file');
  return { path, hash: hash.digest('hex'), size };
}

function given(request: Request): { region: number; name: string } {
  const { region, name } = request.query;
  const code = typeof region === 'string' && /^\d{6}$/.test(region) ? Number(region) : refuse('REGION_NOT_YOURS', 'region', { region: String(region) });
  const called = typeof name === 'string' ? name.trim().normalize('NFC').replaceAll(/[\p{Cc}/\\]/gu, '_') : '';
  if (called === '' || called.length > nameMost) refuse('FILE_NAME_MISSING', 'name', { allowed: String(nameMost) });
  return { region: code, name: called };
}

async function keep(asking: Asking, region: number, name: string, { path, hash, size }: Received): Promise<{ id: string; known: boolean }> {
  const { em, asker, now } = asking;
  await em.execute('select pg_advisory_xact_lock(hashtextextended(?, 0))', [`import-file ${region} ${hash}`]);
  const before = await em.findOne(ImportFile, { regionId: region, hash });
  if (before) return { id: before.id, known: true };
  const file = em.create(ImportFile, { regionId: region, id: v7(), name, hash, size, uploadedById: asker.id, uploadedAt: now });
  await em.flush();
  let part = 0;
  for await (const piece of createReadStream(path, { highWaterMark: pieceBytes })) {
    if ((piece as Buffer).length !== Math.min(pieceBytes, size - part * pieceBytes)) throw new Error('the file was read in other pieces than it is kept in');
    await keepPiece(em, region, file.id, part, piece as Buffer);
    part += 1;
  }
  await audit(asking, region, { action: 'UPLOAD_FILE', subject: { zh: name, en: name }, as: intakeRoles });
  return { id: file.id, known: false };
}

/** Keeps the body as a file of a region, once for its content, and answers `{ id, known }`. Whoever may not hand in files is refused before the body is read. */
export async function receiveFile(context: Context, request: Request, response: Response): Promise<void> {
  const asker = requireAsker(context);
  const { region, name } = given(request);
  requireRole(asker, region, intakeRoles);
  if (context.access) requireTokenMay(context.access, 'uploadFile');
  const key = readKey(request.get(keyHeader) ?? refuse('KEY_MISSING', keyHeader));
  const directory = await mkdtemp(join(tmpdir(), 'fenpei-file-'));
  try {
    const received = await receive(request, join(directory, 'file'));
    const bodyHash = context.dataKeys.fingerprint(contentHash({ upload: received.hash, name }));
    const answer = await inTransaction(context.orm, [region], (em) => {
      const asking = { em, asker, now: context.now };
      return answerOnce(asking, { region, key, bodyHash }, async () => JSON.stringify(await keep(asking, region, name, received)));
    });
    response.type('application/json').send(answer);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}
