/** Bounds on the work of one evaluation, so that no formula runs for ever. */
import { refuse } from '../refusal.ts';
import type { Rate } from '../rate.ts';

const stepLimit = 2_000_000;
const digitsLimit = 10_000;
const tooLong = 10n ** BigInt(digitsLimit);

/** Arithmetic on numbers above these costs more, measured in steps on short ones. */
const long = { above: 10n ** 100n, steps: 500 };
const veryLong = { above: 10n ** 1000n, steps: 50_000 };

/** Counts steps; one is about one operation on short numbers. */
export class Meter {
  private left = stepLimit;

  /** Refuses (FORMULA_TOO_MANY_STEPS) when more steps are taken than are left. */
  spend(steps: number): void {
    this.left -= steps;
    if (this.left < 0) refuse('FORMULA_TOO_MANY_STEPS', '', { limit: String(stepLimit) });
  }

  /** Counts one operation by the length of its result. Refuses (FORMULA_NUMBER_TOO_LONG) results above 10,000 digits. */
  made(result: Rate): Rate {
    const { n, d } = result;
    const size = n < 0n ? -n : n;
    const longest = d > size ? d : size;
    if (longest > tooLong) refuse('FORMULA_NUMBER_TOO_LONG', '', { limit: String(digitsLimit) });
    this.spend(longest <= long.above ? 1 : longest <= veryLong.above ? long.steps : veryLong.steps);
    return result;
  }
}
