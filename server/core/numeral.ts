/** What every number typed by a person must pass before it is read. */
import { refuse } from './refusal.ts';

const fullWidth = /[\uFF01-\uFF5E\u3000]/g;
const chinese = /\p{Script=Han}|〇/u;
const plain = /^-?\d+(\.\d+)?$/;
const exponent = /^[-+]?[\d.,]+[eE][-+]?\d+$/;

/** Full-width forms lie at a fixed distance above the half-width ones; only the ideographic space does not. */
function halfWidth(character: string): string {
  return character === '\u3000' ? ' ' : String.fromCodePoint(character.charCodeAt(0) - 0xfee0);
}

/** Refuses what is not a plain numeral for a reason that deserves its own sentence: empty, full-width, Chinese, exponent. */
export function checkNumeral(text: string, at: string): void {
  if (plain.test(text)) return;
  if (text.trim() === '') refuse('NUMBER_EMPTY', at);
  if (chinese.test(text)) refuse('NUMBER_CHINESE', at, { found: text });
  const narrowed = text.replace(fullWidth, halfWidth);
  if (narrowed !== text) refuse('NUMBER_FULL_WIDTH', at, { found: text, halfWidth: narrowed });
  if (exponent.test(text)) refuse('NUMBER_EXPONENT', at, { found: text });
}
