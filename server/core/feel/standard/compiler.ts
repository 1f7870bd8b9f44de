/** The parser's tree with its text, and what each part of it becomes. */
import type { SyntaxNode } from '@lezer/common';
import { refuse } from '../../refusal.ts';
import { readName } from './names.ts';
import type { Run, Value } from './value.ts';

/** A part of a formula ready to run. */
export type Step = (run: Run) => Value;

const depthLimit = 200;
const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };
/** A backslash before anything else stands for itself. */
const escape = /\\(?:u([\da-fA-F]{4})|U(0[\da-fA-F]{5}|10[\da-fA-F]{4})|([nrt"'\\]))/g;

/** The text of a tree. */
export class Source {
  private readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  source(node: SyntaxNode): string {
    return this.text.slice(node.from, node.to);
  }

  /** A name as the grammar reads it. */
  name(node: SyntaxNode): string {
    return readName(this.source(node));
  }

  /** The text that a string literal stands for. */
  literal(node: SyntaxNode): string {
    return this.source(node).slice(1, -1).replace(escape, (_, four?: string, six?: string, one = ''): string => {
      const code = four ?? six;
      return code === undefined ? (escapes[one] ?? one) : String.fromCodePoint(Number.parseInt(code, 16));
    });
  }
}

/** Makes steps of nodes by `make`, which may ask for the steps of their parts. Refuses trees nested too deep (FORMULA_TOO_DEEP). */
export class Compiler extends Source {
  private depth = 0;
  private readonly make: (node: SyntaxNode, compiler: Compiler) => Step;

  constructor(text: string, make: (node: SyntaxNode, compiler: Compiler) => Step) {
    super(text);
    this.make = make;
  }

  step(node: SyntaxNode): Step {
    this.depth += 1;
    if (this.depth > depthLimit) refuse('FORMULA_TOO_DEEP', '', { limit: String(depthLimit) });
    const step = this.make(node, this);
    this.depth -= 1;
    return (run) => {
      run.work.enter();
      const value = step(run);
      run.work.leave();
      return value;
    };
  }
}
