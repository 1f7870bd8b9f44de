/** Faults beside the field that they are about. */
import { say, type Fault } from '../../server/core/refusal.ts';
import type { Language } from './words.ts';

/** The sentence of a fault with the field's title in place of its path, and the title said once. */
export function sayAtField(fault: Fault, title: string, language: Language): string {
  return say({ ...fault, at: title }, language)
    .replace(`${title}（${title}）`, title)
    .replace(`${title} (${title})`, title);
}
