/** Servers that are killed (`kill -9`) while they work: one serves, the next starts meanwhile. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import type { County } from './county.ts';
import { ownerRows } from './ledger.ts';
import { startServer, type ServerProcess } from './process.ts';

export class Killing {
  readonly #fixture: County;
  readonly #data = mkdtempSync(join(tmpdir(), 'killed-'));
  readonly #started: ServerProcess[] = [];
  /** Starts meanwhile. */
  #next: ServerProcess;
  #present: ServerProcess | undefined;

  constructor(fixture: County) {
    this.#fixture = fixture;
    this.#next = this.#start();
  }

  #start(): ServerProcess {
    const process = startServer(this.#fixture.database.app, this.#data);
    this.#started.push(process);
    return process;
  }

  /** The address of the server that serves; after a kill of the one that started meanwhile. */
  async serving(): Promise<string> {
    if (this.#present === undefined) {
      this.#present = this.#next;
      this.#next = this.#start();
    }
    return this.#present.address;
  }

  /** Kills the server that serves. */
  async kill(): Promise<void> {
    await this.#present?.kill();
    this.#present = undefined;
  }

  /** What the killed process had begun is undone by the database as soon as it notices. */
  async settled(): Promise<void> {
    while ((await ownerRows(this.#fixture, `select 1 from pg_stat_activity where datname = current_database() and usename = 'fenpei_app' and (state <> 'idle' or wait_event_type = 'Lock')`)).length > 0) await pause(5);
  }

  /** Kills the server while the work that it was given waits to write to a table. */
  async killBeforeWriting(table: string, work: () => Promise<unknown>): Promise<void> {
    const lock = new pg.Client(this.#fixture.database.owner);
    await lock.connect();
    await lock.query(`begin; lock table ${table} in exclusive mode`);
    const asked = work().catch(() => undefined);
    while ((await ownerRows(this.#fixture, "select 1 from pg_stat_activity where datname = current_database() and usename = 'fenpei_app' and wait_event_type = 'Lock'")).length === 0) await pause(5);
    await this.kill();
    await asked;
    await lock.query('commit');
    await lock.end();
    await this.settled();
  }

  async close(): Promise<void> {
    for (const process of this.#started) await process.kill();
    rmSync(this.#data, { recursive: true });
  }
}
