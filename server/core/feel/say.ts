/** Says a formula in the reader's language, with the titles of what it names. */
import type { Words } from '../refusal.ts';
import type { Expression } from './expression.ts';
import { render, type Phrases } from './render.ts';
import { english } from './say-en.ts';
import { chinese } from './say-zh.ts';

/**
 * The title of a name or, with `column`, of that column; `name` is then the table or other name before the dot, and ''
 * when something longer than a name stands there. Bare columns inside a filter come as names.
 */
export type Title = (name: string, column?: string) => string;

/** How one language says the parts that do not depend on titles. */
export interface Wording extends Omit<Phrases, 'name' | 'path' | 'text' | 'within' | 'argumentsAlone' | 'closed'> {
  quoted(value: string): string;
  variable(name: string): string;
  of(base: string, column: string): string;
}

const wordings: Readonly<Record<keyof Words, Wording>> = { zh: chinese, en: english };
const closedCalls = new Set(['sum', 'mean', 'count', 'abs']);

/**
 * The formula as a fragment of a sentence: `人均筹资标准 × 参保人数合计`, `Financing per head × total of Insured people`.
 * `option` gives the title of a written option such as "nurse"; without a title the text is said in quotation marks.
 */
export function sayExpression(
  e: Expression, language: keyof Words, title: Title, option: (value: string) => string | undefined = () => undefined,
): string {
  return render(e, phrasesOf(wordings[language], title, option, new Map()));
}

/** `variables`: what each variable in sight runs over, '' when that is longer than a name. */
function phrasesOf(
  wording: Wording, title: Title, option: (value: string) => string | undefined, variables: ReadonlyMap<string, string>,
): Phrases {
  return {
    ...wording,
    text: (value) => option(value) ?? wording.quoted(value),
    name: (name) => (variables.has(name) ? wording.variable(name) : title(name)),
    path: (base, column, name) => {
      const over = name === undefined ? '' : variables.get(name);
      if (over === undefined) return title(name as string, column);
      const said = title(over, column);
      return name !== undefined && variables.size === 1 ? said : wording.of(base, said);
    },
    argumentsAlone: false,
    closed: (name) => closedCalls.has(name),
    within: ({ name, over }) => phrasesOf(wording, title, option, new Map([...variables, [name, nameOf(over)]])),
  };
}

function nameOf(e: Expression): string {
  if (e.is === 'filter') return nameOf(e.of);
  return e.is === 'name' ? e.name : '';
}
