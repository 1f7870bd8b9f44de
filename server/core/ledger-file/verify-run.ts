/** Makes a recorded run again from its policy and facts. */
import type { Hash } from '../canonical.ts';
import { requireHash, type ChainedLine } from '../chain.ts';
import { attempt } from '../policy/attempt.ts';
import type { Evaluation } from '../policy/evaluate.ts';
import { evaluatorFor } from '../policy/evaluators.ts';
import type { Policy, RawFacts } from '../policy/policy.ts';
import { dueMovements, linesOf, postedMovements } from '../policy/posted.ts';
import type { Movement, Stage } from '../policy/stages.ts';
import { storedAmounts, type StoredAmounts } from '../policy/stored-amounts.ts';
import { refuse, say, type Fault, type Words } from '../refusal.ts';
import { runText, stageId, stepsOf } from '../run-text.ts';
import type { RunRecord } from './records.ts';

/** The sentence of the first fault in both languages. */
export function firstOf([first]: readonly Fault[]): Words {
  return { zh: say(first as Fault, 'zh'), en: say(first as Fault, 'en') };
}

function stageOf(policy: Policy, name: string): Stage {
  return policy.stages.get(stageId(name)) ?? refuse('FILE_RUN_STAGE', 'stage', { found: name });
}

/** Every office that the policy names has signed, each by somebody else and nobody by the preparer. */
function requireSigned({ steps, signatures, preparedBy }: RunRecord, stage: Stage): void {
  const asked = stepsOf(stage).join(', ');
  if (steps.join(', ') !== asked) refuse('FILE_RUN_SIGNERS', 'steps', { found: steps.join(', '), allowed: asked });
  const used = new Set([preparedBy]);
  for (const step of steps) {
    const by = signatures.find((signature) => signature.step === step)?.by;
    if (by === undefined || used.has(by)) return refuse('FILE_RUN_UNSIGNED', 'signatures', { missing: step });
    used.add(by);
  }
}

function flat(amounts: StoredAmounts): Map<string, string> {
  return new Map(Object.entries(amounts).flatMap(([step, amount]): Array<[string, string]> =>
    (typeof amount === 'string' ? [[step, amount]] : Object.entries(amount).map(([row, value]) => [`${step}[${row}]`, value]))));
}

function requireAmounts(recorded: StoredAmounts, made: StoredAmounts): void {
  const [found, allowed] = [flat(recorded), flat(made)];
  for (const at of new Set([...allowed.keys(), ...found.keys()])) {
    if (found.get(at) !== allowed.get(at)) refuse('FILE_AMOUNT_DIFFERS', at, { found: found.get(at) ?? '–', allowed: allowed.get(at) ?? '–' });
  }
}

function evaluated(run: RunRecord, policy: Policy, facts: RawFacts): Evaluation {
  const { value, faults } = attempt(() => evaluatorFor(run.language ?? 1).evaluate(policy, facts, run.decisions));
  if (faults) return refuse('FILE_RUN_REFUSED', 'facts', { reason: firstOf(faults) });
  const failing = value.checks.filter((check) => !check.ok && check.otherwise === 'block');
  if (failing.length > 0) refuse('FILE_RUN_BLOCKED', 'facts', { checks: failing.map(({ id }) => id).join(', ') });
  return value;
}

/**
 * What a run makes due and the lines that it posts, after its hash, signatures and every amount are found to be right.
 * `before` is what the run that it corrects made due.
 */
export function postedLines(run: RunRecord, policy: Policy, facts: RawFacts, before: readonly Movement[] | undefined, sha256: Hash): { due: Movement[]; lines: ChainedLine[] } {
  requireHash('hash', run.hash, sha256(runText(run)));
  const stage = stageOf(policy, run.stage);
  requireSigned(run, stage);
  const evaluation = evaluated(run, policy, facts);
  requireAmounts(run.amounts, storedAmounts(policy, evaluation));
  const { due } = dueMovements(policy, evaluation, stage.id, run.held ?? []);
  return { due, lines: linesOf(postedMovements(policy, stage.id, due, before)) };
}
