/** The amounts of a run as an aligned table. */
import type { Policy } from '../../core/policy/policy.ts';
import type { PrintedEvaluation } from '../../core/policy/print.ts';
import { amountsOf, homeOf } from '../../core/policy/rules/rules.ts';
import { align, inSpeech, type Speech } from './say.ts';

export function runText(policy: Policy, { amounts }: PrintedEvaluation, speech: Speech): string {
  const rows: string[][] = [];
  for (const step of policy.steps) {
    for (const { id, title } of amountsOf(step)) {
      const amount = amounts[id];
      const name = inSpeech(title, speech);
      if (typeof amount === 'string') rows.push([id, name, amount]);
      else {
        const key = (policy.tables.get(homeOf(step, id) ?? '') ?? policy.parameterTables.get(homeOf(step, id) ?? ''))?.key ?? '';
        rows.push([id, name, '']);
        for (const row of amount ?? []) rows.push(['', `  ${row[key]}`, row['value'] ?? '']);
      }
    }
  }
  return [`${policy.id} ${policy.version}  ${inSpeech(policy.title, speech)}`, ...align(rows)].join('\n');
}
