/** Which of several processes that share one server may stop it. */
import pg from 'pg';
import type { Connection } from '../connection.ts';
import { codeOf, messageOf } from '../fault.ts';

declare module 'pg' {
  interface Client {
    /** Lets the process end while the session is open; missing in the published types. */
    unref(): void;
  }
}

/** The key of the lock: "fenpei" in ASCII. */
const holdKey = 0x66656e706569n;
/** What a client meets when the server shuts down under it. */
const goneCodes = new Set(['57P01', '57P02', '57P03', 'ECONNRESET', 'ECONNREFUSED', 'ENOENT', 'EPIPE']);

/**
 * A lock kept by a session of the server itself, so that it ends with the process that has it, however that process ends.
 * The server may also close the session (when one of its processes crashes); then the lock is free until somebody takes it.
 */
export class Hold {
  #connection: Connection;
  #session: pg.Client | null = null;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** Takes the lock unless another process has it: `ours`, `theirs`, or `gone` when the server is stopping or has stopped. */
  async take(): Promise<'ours' | 'theirs' | 'gone'> {
    try {
      return (await this.#tryLock()) ? 'ours' : 'theirs';
    } catch (error) {
      if (goneCodes.has(codeOf(error)) || messageOf(error).startsWith('Connection terminated')) return 'gone';
      throw error;
    }
  }

  async #tryLock(): Promise<boolean> {
    if (this.#session) return true;
    const session = new pg.Client({ ...this.#connection, application_name: 'fenpei supervisor' });
    session.on('error', () => { this.#session = null; });
    await session.connect();
    const { rows } = await session.query<{ taken: boolean }>('select pg_try_advisory_lock($1) as taken', [holdKey]);
    if (rows[0]?.taken !== true) {
      await session.end();
      return false;
    }
    session.unref(); // a process with nothing else to do may end
    this.#session = session;
    return true;
  }
}
