/** Faults beside the field that they are about. */
import { say, type Fault } from '../../server/core/refusal.ts';
import type { Language } from './words.ts';

/** The sentence of a fault with the field's title in place of its path, and the title said once; Chinese has no space after it. */
export function sayAtField(fault: Fault, title: string, language: Language): string {
  const sentence = say({ ...fault, at: title }, language)
    .replace(`${title}（${title}）`, title)
    .replace(`${title} (${title})`, title);
  return language === 'zh' ? sentence.replace(`${title} `, title) : sentence;
}

/** The same for a sentence that the API said with the path of the field in it. */
export function atField(sentence: string, at: string, title: string, language: Language): string {
  const said = sentence.replace(at, title);
  return language === 'zh' ? said.replace(`${title} `, title) : said;
}
