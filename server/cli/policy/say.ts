/** How the command line speaks: faults with their place, in one language or both, and aligned tables. */
import { say, type Fault, type Words } from '../../core/refusal.ts';

export type Speech = 'zh' | 'en' | 'both';

/** From `--lang`, else from LANG, else both languages. */
export function speechOf(lang: string | undefined, environment: string | undefined): Speech {
  if (lang === 'zh' || lang === 'en') return lang;
  if (environment?.startsWith('zh')) return 'zh';
  if (environment?.startsWith('en')) return 'en';
  return 'both';
}

export function inSpeech(words: Words, speech: Speech, between = ' / '): string {
  return speech === 'both' ? `${words.zh}${between}${words.en}` : words[speech];
}

/** `file:line:column: path: sentence`, a warning marked as one; the path is left out where the sentence has it. */
export function sayFault(file: string, fault: Fault, speech: Speech): string {
  const place = fault.line === undefined ? file : `${file}:${fault.line}:${fault.column ?? 1}`;
  const kind = fault.severity === 'warning' ? `${inSpeech({ zh: '提醒', en: 'warning' }, speech)}: ` : '';
  const sentence = inSpeech({ zh: say(fault, 'zh'), en: say(fault, 'en') }, speech, '\n    ');
  const path = sentence.includes(fault.at) ? '' : `${fault.at}: `;
  return `${place}: ${kind}${path}${sentence}`;
}

const wide = /[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6]/u;

/** Columns that a text takes on a terminal; a Chinese character takes two. */
function width(text: string): number {
  return [...text].reduce((sum, character) => sum + (wide.test(character) ? 2 : 1), 0);
}

/** Lines with columns aligned, numbers to the right. */
export function align(rows: readonly string[][], indent = ''): string[] {
  const widths: number[] = [];
  for (const row of rows) for (const [index, cell] of row.entries()) widths[index] = Math.max(widths[index] ?? 0, width(cell));
  return rows.map((row) => {
    const cells = row.map((cell, index) => {
      const space = ' '.repeat((widths[index] ?? 0) - width(cell));
      return /^-?[\d.]+%?$/.test(cell) ? space + cell : cell + space;
    });
    return `${indent}${cells.join('  ')}`.trimEnd();
  });
}
