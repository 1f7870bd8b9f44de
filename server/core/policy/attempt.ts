/** Going on after a refusal. */
import { Refusal, type Fault } from '../refusal.ts';

/** What `run` gives, or the faults with which it refuses; any other error is thrown on. */
export function attempt<T>(run: () => T): { value: T; faults?: undefined } | { value?: undefined; faults: Fault[] } {
  try {
    return { value: run() };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { faults: error.faults };
  }
}
