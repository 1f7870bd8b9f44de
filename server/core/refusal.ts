/** How the product refuses: faults with a code, a place and values, said in the reader's language. */
import { messages } from './messages.ts';

/** A text in the two languages of the product. */
export interface Words {
  zh: string;
  en: string;
}

/** A key of the catalogue in `messages.ts`. */
export type Code = keyof typeof messages;

/** What fills the slots of a sentence; a value that itself has two languages is given as words. */
export type Values = Record<string, string | Words>;

/** One thing that is wrong. `at` is the path of the field, such as `facts.consortia[2].heads`; line and column count from 1. */
export interface Fault {
  code: Code;
  at: string;
  values: Values;
  line?: number;
  column?: number;
  /** An error when left out. */
  severity?: 'error' | 'warning';
}

/** The sentence of a fault. `{at}` is its place; a slot without a value stays visible as `{slot}`. */
export function say(fault: Fault, language: keyof Words): string {
  const template: string = messages[fault.code][language];
  const values: Values = { at: fault.at, ...fault.values };
  return template.replace(/\{(\w+)\}/g, (slot, name: string) => {
    const value = values[name];
    if (value === undefined) return slot;
    return typeof value === 'string' ? value : value[language];
  });
}

/** Thrown when input is refused. It holds every fault found; its message is their English sentences, one a line. */
export class Refusal extends Error {
  readonly faults: Fault[];

  constructor(faults: Fault | Fault[]) {
    const all = Array.isArray(faults) ? faults : [faults];
    super(all.map((fault) => say(fault, 'en')).join('\n'));
    this.name = 'Refusal';
    this.faults = all;
  }
}

/** Throws a Refusal of one fault. `at` is the path of the field, or '' where the caller adds the place. */
export const refuse: (code: Code, at: string, values?: Values) => never = (code, at, values = {}) => {
  throw new Refusal({ code, at, values });
};
