/** An explanation as the panel shows it, made from the API's flat list or from the core on this page. */
import type { Explanation } from '../../server/core/policy/explain.ts';
import type { ExplainQuery } from '../gql/graphql.ts';
import type { Words } from './words.ts';

export interface Why {
  name: string;
  row?: string;
  title: Words;
  value: string;
  unit: Words;
  kind: 'fact' | 'decision' | 'parameter' | 'step';
  rule?: Words;
  sources: Array<{ id: string; document: Words; clause: string; says: Words; rule?: string }>;
  rounding?: { exact: string; to: string; words: Words };
  leftover?: { words: Words; receivers: Array<{ row: string; exact: string; amount: string }> };
  bound?: Words;
  origin?: string;
  decidedBy?: Words;
  inputs: Why[];
}

type Node = ExplainQuery['explanation']['nodes'][number];

const kinds = ['fact', 'decision', 'parameter', 'step'] as const;

function fromNode(node: Node): Why {
  return {
    name: node.name,
    row: node.row ?? undefined,
    title: node.title,
    value: node.value,
    unit: node.unit,
    kind: kinds.find((kind) => kind === node.kind) ?? 'step',
    rule: node.rule ?? undefined,
    sources: node.sources.map((source) => ({ ...source, rule: source.rule ?? undefined })),
    rounding: node.rounding ?? undefined,
    leftover: node.leftover ?? undefined,
    bound: node.bound ?? undefined,
    origin: node.origin ?? undefined,
    decidedBy: node.decidedBy ?? undefined,
    inputs: [],
  };
}

/** The tree of the API's depth-first list; the first node is its root. */
export function whyFromNodes(nodes: readonly Node[]): Why | undefined {
  const made = new Map(nodes.map((node) => [node.index, fromNode(node)]));
  for (const { index, parent } of nodes) {
    const child = made.get(index);
    if (parent !== null && child) made.get(parent)?.inputs.push(child);
  }
  const root = nodes.find((node) => node.parent === null);
  return root && made.get(root.index);
}

/** The core's explanation has the same shape; only its parts that the panel does not show are left behind. */
export function whyFromCore(explanation: Explanation): Why {
  return { ...explanation, inputs: explanation.inputs.map(whyFromCore) };
}
