/** A worker of the queue as a process of its own, to be killed: `node … test/kit/worker-process.ts CONNECTION`. Says `working` when it has begun. */
import 'reflect-metadata';
import { generateKeyPairSync } from 'node:crypto';
import { makeLog } from '../../server/api/log.ts';
import type { Signer } from '../../server/core/ledger-file/write.ts';
import type { Connection } from '../../server/db/connection.ts';
import { initOrm } from '../../server/db.ts';
import { startWorker } from '../../server/jobs/worker.ts';
import { signerOf } from '../../server/signature.ts';

const app = JSON.parse(process.argv[2] ?? '') as Connection;
const signer = signerOf(generateKeyPairSync('ed25519').privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64')) as Signer;
await startWorker(app, { orm: await initOrm(app), signer, log: makeLog('silent'), now: () => new Date() });
console.log('working');
