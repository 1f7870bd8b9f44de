/** The fonts of printed papers: Noto Sans SC, under the SIL Open Font License, which allows embedding; each file embeds only the characters it uses. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { create, type Font } from 'fontkit';

export const weights = ['400Regular/NotoSansSC_400Regular', '600SemiBold/NotoSansSC_600SemiBold'] as const;
export type Weight = 'plain' | 'strong';

const require = createRequire(import.meta.url);
const read = (file: string): Buffer => readFileSync(require.resolve(`@expo-google-fonts/noto-sans-sc/${file}.ttf`));

interface Fonts {
  files: Record<Weight, Buffer>;
  has(codePoint: number): boolean;
}

let loaded: Fonts | undefined;

/** Read when the first paper is printed. */
export function fonts(): Fonts {
  if (loaded) return loaded;
  const files = { plain: read(weights[0]), strong: read(weights[1]) };
  const plain = create(files.plain) as Font;
  loaded = { files, has: (codePoint) => plain.hasGlyphForCodePoint(codePoint) };
  return loaded;
}

/** The text with characters that the font has not, such as rare ones in names, written by their number, so that none is lost unseen: `[U+20BB7]`. */
export function printable(text: string): string {
  const { has } = fonts();
  return [...text.replace(/\s+/g, ' ')].map((character) => {
    const code = character.codePointAt(0) as number;
    return has(code) ? character : `[U+${code.toString(16).toUpperCase()}]`;
  }).join('');
}
