/** An explanation as an indented tree. */
import { explain, type Explanation } from '../../core/policy/explain.ts';
import type { Policy } from '../../core/policy/policy.ts';
import type { Written } from '../../core/policy/raw-facts.ts';
import type { Words } from '../../core/refusal.ts';
import { inSpeech, type Speech } from './say.ts';

const kinds: Record<Explanation['kind'], Words> = {
  fact: { zh: '数据', en: 'fact' },
  decision: { zh: '决定', en: 'decision' },
  parameter: { zh: '参数', en: 'parameter' },
  step: { zh: '步骤', en: 'step' },
};

function labelled(zh: string, en: string, words: Words | undefined, speech: Speech): string[] {
  return words ? [`${inSpeech({ zh, en }, speech)}: ${inSpeech(words, speech)}`] : [];
}

function remarks(node: Explanation, speech: Speech): string[] {
  const { rowsTotal, rowsShown = 0 } = node;
  const sources = node.sources.map(({ document, clause, says }) => ({
    zh: `《${document.zh}》${clause}：${says.zh}`,
    en: `${document.en}, ${clause}: ${says.en}`,
  }));
  return [
    ...labelled('规则', 'rule', node.rule, speech),
    ...(node.kind === 'step' || node.kind === 'decision' ? sources.flatMap((source) => labelled('依据', 'source', source, speech)) : []),
    ...labelled('取整', 'rounding', node.rounding?.words, speech),
    ...labelled('零头', 'leftover', node.leftover?.words, speech),
    ...labelled('缘由', 'because', node.bound, speech),
    ...labelled('决定人', 'decided by', node.decidedBy, speech),
    ...(rowsTotal !== undefined && !node.folded && rowsShown < rowsTotal
      ? [inSpeech({ zh: `共 ${rowsTotal} 行，列出前 ${rowsShown} 行`, en: `${rowsTotal} rows, the first ${rowsShown} shown` }, speech)]
      : []),
    ...(node.folded ? [inSpeech({ zh: '（说明见上文或另查）', en: '(explained above, or ask for it by itself)' }, speech)] : []),
  ];
}

function lines(node: Explanation, speech: Speech, indent: string): string[] {
  const unit = node.unit.zh === '' ? '' : ` ${inSpeech(node.unit, speech)}`;
  const row = node.row === undefined ? '' : ` [${node.row}]`;
  const head = `${indent}${inSpeech(node.title, speech)}${row} = ${node.value}${unit}  (${inSpeech(kinds[node.kind], speech)} ${node.name})`;
  return [
    head,
    ...remarks(node, speech).map((remark) => `${indent}  ${remark}`),
    ...node.inputs.flatMap((input) => lines(input, speech, `${indent}    `)),
  ];
}

export function explainText(policy: Policy, { facts, decisions }: Written, { step, row }: { step: string; row?: string | undefined }, speech: Speech): string {
  return lines(explain(policy, facts, decisions, step, row), speech, '').join('\n');
}
