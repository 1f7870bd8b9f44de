/** A later stage evaluates the whole policy again; what an earlier stage has moved must come out as it was approved. */
import type { Policy } from '../core/policy/policy.ts';
import type { StageId } from '../core/policy/stages.ts';
import { Refusal, type Code, type Fault } from '../core/refusal.ts';
import type { Run } from '../model/run.ts';
import { amountsOf } from './load.ts';

export type DiffersCode = Extract<Code, 'BUDGET_DIFFERS' | 'PAY_TOTAL_DIFFERS' | 'STAGE_DIFFERS'>;

/** Refuses, with `code` and every difference, a run in which an amount that the earlier stage moved is another. */
export function requireSameMoves(policy: Policy, stage: StageId, approved: Run, made: Run, code: DiffersCode): void {
  const faults: Fault[] = [];
  for (const step of new Set(policy.stages.get(stage)?.moves.map(({ amount }) => amount))) {
    const now = amountsOf(made, step);
    for (const [row, allowed] of amountsOf(approved, step)) {
      const found = now.get(row) ?? '';
      if (found !== allowed) faults.push({ code, at: row ? `${step}[${row}]` : step, values: { allowed, found } });
    }
  }
  if (faults.length > 0) throw new Refusal(faults);
}
