import { Refusal, type Code, type Fault } from '../../server/core/refusal.ts';

/** The faults that `run` is refused with; fails when it is not refused. */
export function refused(run: () => unknown): Fault[] {
  try {
    run();
  } catch (error) {
    if (error instanceof Refusal) return error.faults;
    throw error;
  }
  throw new Error('Expected a refusal, but the call succeeded.');
}

/** The codes that `run` is refused with. */
export function refusedCodes(run: () => unknown): Code[] {
  return refused(run).map(({ code }) => code);
}

/** The faults that `work` is refused with, as `CODE at`; fails when it is not refused. */
export async function refusal(work: Promise<unknown>): Promise<string[]> {
  try {
    await work;
  } catch (error) {
    if (error instanceof Refusal) return error.faults.map(({ code, at }) => `${code} ${at}`.trim());
    throw error;
  }
  throw new Error('Expected a refusal, but the verb succeeded.');
}
