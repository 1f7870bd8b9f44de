import { posix } from 'node:path';
import { parseSync, type ESTree } from 'vite';

/** A text file of the repository; `path` is relative to its root, with forward slashes. */
export interface HouseFile {
  path: string;
  text: string;
}

/** One breach of a rule of the house. */
export interface HouseFault {
  rule: 'import' | 'word' | 'length' | 'mirror' | 'machine-path' | 'null-relation' | 'healthcheck' | 'syntax';
  path: string;
  line: number;
  says: string;
}

/** A node of the syntax tree with the fields that the rules look at. */
export type Node = { type: string; start: number; end: number } & Record<string, unknown>;

export interface Source {
  path: string;
  text: string;
  nodes: Node[];
  body: Node[];
  comments: Array<{ value: string; start: number }>;
  lineAt(offset: number): number;
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof (value as Node).type === 'string';

/** The nodes directly below a node. */
export function childrenOf(node: Node): Node[] {
  return Object.values(node).flat().filter(isNode);
}

/** A node and all below it, parents first. */
function descend(root: Node): Node[] {
  const found = [root];
  for (let i = 0; i < found.length; i += 1) found.push(...childrenOf(found[i] as Node));
  return found;
}

function lineCounter(text: string): (offset: number) => number {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return (offset) => {
    let low = 0;
    let high = starts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((starts[middle] as number) <= offset) low = middle;
      else high = middle;
    }
    return low + 1;
  };
}

export const isCode = (path: string): boolean => /\.tsx?$/.test(path);

/** Printed by the code and never edited, so exempt from what is asked of writers. */
export const isGenerated = (path: string): boolean => path.startsWith('web/gql/') || path.startsWith('schema/');

/** The syntax tree of a TypeScript file; undefined with a fault when it does not parse. */
export function readSource({ path, text }: HouseFile, faults: HouseFault[]): Source | undefined {
  const { program, comments, errors } = parseSync(path, text);
  const lineAt = lineCounter(text);
  for (const { message, labels } of errors) {
    faults.push({ rule: 'syntax', path, line: lineAt(labels[0]?.start ?? 0), says: message });
  }
  if (errors.length > 0) return undefined;
  const root = program as ESTree.Program as unknown as Node;
  return { path, text, nodes: descend(root), body: root['body'] as Node[], comments, lineAt };
}

/** The text of a string literal. */
function literal(node: unknown): string | undefined {
  return isNode(node) && node.type === 'Literal' && typeof node['value'] === 'string' ? node['value'] : undefined;
}

/** The name of an identifier or a quoted key, or of the property that a member expression reads. */
export function nameOf(node: unknown): string | undefined {
  if (!isNode(node)) return undefined;
  if (node.type === 'Identifier') return node['name'] as string;
  return node.type === 'MemberExpression' ? nameOf(node['property']) : literal(node);
}

export interface Import {
  /** A path in the repository when it is `own`, else the name of a package. */
  target: string;
  own: boolean;
  line: number;
}

/** Every module that a file names: imports, re-exports, dynamic imports, import types, require. */
export function importsOf({ path, nodes, lineAt }: Source): Import[] {
  return nodes.flatMap((node) => {
    const isRequire = node.type === 'CallExpression' && nameOf(node['callee']) === 'require';
    const named = literal(node['source']) ?? (isRequire ? literal((node['arguments'] as Node[])[0]) : undefined);
    if (named === undefined) return [];
    const own = named.startsWith('.');
    return [{ target: own ? posix.join(posix.dirname(path), named) : named, own, line: lineAt(node.start) }];
  });
}
