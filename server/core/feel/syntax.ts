/** What is wrong with the text of a formula before its meaning is looked at. */
import type { Tree } from '@lezer/common';
import type { Words } from '../refusal.ts';
import type { FormulaFault } from './expression.ts';

const faultsShown = 20;

/** Characters that are typed or pasted by mistake, and what FEEL writes; full-width ASCII is found by its code. */
const instead: Readonly<Record<string, string>> = {
  '×': '*', '·': '*', '÷': '/', '−': '-', '–': '-', '—': '-', '≤': '<=', '≥': '>=', '≠': '!=', '、': ',', '。': '.',
  '“': '"', '”': '"', '‘': '"', '’': '"', '【': '[', '】': ']',
};
const decimal: Words = { zh: '小数，例如 10% 写成 0.10', en: 'a decimal, such as 0.10 for 10%,' };
const skippedOrStrange = /"(?:\\.|[^"\\])*"|\/\/.*|\/\*[^]*?\*\/|[×·÷−–—≤≥≠、。“”‘’【】%\u{ff01}-\u{ff5e}]/gu;
const fullWidthShift = 0xfee0;

/** Characters outside strings and comments that FEEL does not have, each with what to write in its place. */
export function strangeCharacters(text: string): FormulaFault[] {
  return [...text.matchAll(skippedOrStrange)]
    .filter(([found]) => found.length === 1 && found !== '"')
    .slice(0, faultsShown)
    .map(({ 0: found, index }) => ({
      code: 'FORMULA_CHARACTER', from: index, to: index + 1, values: { found, instead: replacement(found) },
    }));
}

function replacement(found: string): string | Words {
  if (found === '%' || found === '％') return decimal;
  return instead[found] ?? String.fromCharCode(found.charCodeAt(0) - fullWidthShift);
}

/** The places where the text leaves the grammar. */
export function grammarFaults(tree: Tree, text: string): FormulaFault[] {
  const faults: FormulaFault[] = [];
  const cursor = tree.cursor();
  do {
    if (cursor.type.isError) faults.push(grammarFault(text, cursor.from, cursor.to));
  } while (cursor.next() && faults.length < faultsShown);
  return faults;
}

function grammarFault(text: string, from: number, to: number): FormulaFault {
  const found = text.slice(from, to).trim();
  if (found !== '') return { code: 'FORMULA_UNREADABLE', from, to, values: { found } };
  return { code: 'FORMULA_INCOMPLETE', from, to, values: { after: text.slice(0, from).trim() } };
}
