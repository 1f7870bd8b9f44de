/** Passwords that leaks have made public: the list that comes with zxcvbn, of the 49,000 met most often, in small letters. The server calls nobody. */
import { dictionary } from '@zxcvbn-ts/language-common';

const leaked: ReadonlySet<string> = new Set(dictionary['passwords-common']);

/** What is often put before or behind a password to make it another: digits, blanks and marks. */
const around = /^[^\p{L}]+|[^\p{L}]+$/gu;

/** Whether a text in small letters is such a password, as it is or between digits and marks. */
export function isLeaked(text: string): boolean {
  const bare = text.replace(around, '');
  return leaked.has(text) || (bare !== '' && leaked.has(bare));
}
