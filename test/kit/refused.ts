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
