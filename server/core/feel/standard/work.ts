/** Bounds on one evaluation: its steps, as the meter counts them, and how deep it goes. */
import { refuse } from '../../refusal.ts';
import { Meter } from '../meter.ts';

const depthLimit = 400;

export class Work {
  readonly meter = new Meter();
  private depth = 0;

  /** One step down, until `leave`. Refuses (FORMULA_TOO_MANY_STEPS, FORMULA_TOO_DEEP) work without end. */
  enter(): void {
    this.meter.spend(1);
    this.depth += 1;
    if (this.depth > depthLimit) refuse('FORMULA_TOO_DEEP', '', { limit: String(depthLimit) });
  }

  leave(): void {
    this.depth -= 1;
  }
}
