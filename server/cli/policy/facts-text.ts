/** The facts of an example as a file to start from. */
import { stringify } from 'yaml';
import type { Example, Policy } from '../../core/policy/policy.ts';
import { inSpeech, type Speech } from './say.ts';

export function factsText(policy: Policy, { it, facts, decisions }: Example, speech: Speech): string {
  const head = `# ${inSpeech(policy.title, speech)}\n# ${inSpeech(it, speech)}\n`;
  const document = Object.keys(decisions).length > 0 ? { facts, decisions } : { facts };
  return head + stringify(document, { schema: 'failsafe', lineWidth: 0 }).trimEnd();
}
