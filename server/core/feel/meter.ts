/** Bounds on the work of one evaluation, so that no formula runs for ever. */
import { refuse } from '../refusal.ts';
import type { Rate } from '../rate.ts';

const stepLimit = 10_000_000;
const digitsLimit = 10_000;
const tooLong = 10n ** BigInt(digitsLimit);

/** Arithmetic on long numbers costs more; what it costs is measured in steps on short ones. */
const surcharges: ReadonlyArray<readonly [above: bigint, steps: number]> = [[10n ** 1000n, 50_000], [10n ** 100n, 500]];

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
    const longest = result.d > result.n && result.d > -result.n ? result.d : result.n < 0n ? -result.n : result.n;
    if (longest > tooLong) refuse('FORMULA_NUMBER_TOO_LONG', '', { limit: String(digitsLimit) });
    this.spend(surcharges.find(([above]) => longest > above)?.[1] ?? 1);
    return result;
  }
}
