/** How commands fail. */
import { Refusal, say } from '../core/refusal.ts';
import { codeOf, OperatorError } from '../db/fault.ts';

/** Runs a command; what the operator can put right is told as its sentence. */
export async function command(work: () => Promise<number>): Promise<void> {
  try {
    process.exitCode = await work();
  } catch (error) {
    const badOption = codeOf(error).startsWith('ERR_PARSE_ARGS');
    if (!(error instanceof OperatorError) && !(error instanceof Refusal) && !badOption) throw error;
    const sentences = error instanceof Refusal ? error.faults.flatMap((fault) => [say(fault, 'zh'), say(fault, 'en')]) : [(error as Error).message];
    process.stderr.write(`${sentences.join('\n')}\n`);
    process.exitCode = 1;
  }
}
