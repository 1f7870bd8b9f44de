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
  /** Who took the decision, when and why. */
  decided?: { by: string; at: string; why: string };
  /** The approved run that the figure was taken from, and that tells it from here on. */
  toldBy?: { id: string; hash: string; stage: string; stageTitle: Words; period: string };
  /** Its inputs are not here: they stand elsewhere in the tree, or the tree was full. */
  folded: boolean;
  /** For a column used whole: its number of rows, of which the first are among the inputs. */
  rowsTotal?: number;
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
    decided: node.decided ?? undefined,
    toldBy: node.toldBy ?? undefined,
    folded: node.folded,
    rowsTotal: node.rowsTotal ?? undefined,
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
  return { ...explanation, folded: explanation.folded ?? false, inputs: explanation.inputs.map(whyFromCore) };
}

/** The place of a figure in a tree: the index of the input at each level, the root being empty. */
export type Place = readonly number[];

/** Where a folded figure is told in full; undefined where the tree does not have it. */
export function toldAt(root: Why, folded: Pick<Why, 'name' | 'row' | 'rowsTotal'>): Place | undefined {
  const open: Array<{ why: Why; place: Place }> = [{ why: root, place: [] }];
  for (let next = open.shift(); next !== undefined; next = open.shift()) {
    const { why, place } = next;
    if (!why.folded && why.name === folded.name && why.row === folded.row && why.rowsTotal === folded.rowsTotal) return place;
    open.push(...why.inputs.map((input, index) => ({ why: input, place: [...place, index] })));
  }
  return undefined;
}
