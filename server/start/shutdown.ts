/** An orderly end: what was opened is closed in reverse, whenever the signal comes. */
import { OperatorError } from '../db/fault.ts';

/** npm passes on the signal that the terminal already sent: one Ctrl-C arrives twice. What comes within this time is the same one. */
const sameSignalMs = 1000;

export class Shutdown {
  #closers: Array<{ what: string; close: () => Promise<unknown> }> = [];
  #starting: Promise<unknown> = Promise.resolve();
  #askedAt: number | null = null;
  #closing = false;

  /** Listens for Ctrl-C, SIGTERM and a closed terminal. Call this before anything is opened. */
  listen(): void {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => this.#ask());
  }

  /** Runs the start and ends the process when it fails; an OperatorError is shown as its sentence. */
  async during(start: () => Promise<void>): Promise<void> {
    const started = start();
    this.#starting = started.catch(() => undefined); // the failure itself is awaited below
    try {
      await started;
    } catch (error) {
      if (!(error instanceof Stopped)) {
        console.error(error instanceof OperatorError ? error.message : error);
        await this.#close(1);
      }
    }
  }

  /** Adds something to be closed; throws when the end was asked for meanwhile, so that the start goes no further. */
  add(what: string, close: () => Promise<unknown>): void {
    this.#closers.push({ what, close });
    this.check();
  }

  /** Throws when the end was asked for. */
  check(): void {
    if (this.#askedAt !== null) throw new Stopped();
  }

  #ask(): void {
    if (this.#askedAt !== null) {
      if (Date.now() - this.#askedAt < sameSignalMs) return;
      console.log('Ended at once. A database that was left running is taken over at the next start.');
      process.exit(130);
    }
    this.#askedAt = Date.now();
    console.log('\nStopping …');
    void this.#starting.then(() => this.#close(0));
  }

  async #close(exitCode: number): Promise<void> {
    if (this.#closing) return;
    this.#closing = true;
    let code = exitCode;
    for (const { what, close } of this.#closers.reverse()) {
      try {
        await close();
      } catch (error) {
        console.error(`${what} could not be closed:`, error);
        code = 1;
      }
    }
    if (code === 0) console.log('✓ Stopped');
    process.exit(code);
  }
}

/** Ends a start that a signal interrupted. */
class Stopped extends Error {}
