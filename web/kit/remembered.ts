/** The language that the reader chose last, kept by the browser. */
import type { Language } from './words.ts';

const storageKey = 'fenpei.language';

export function rememberedLanguage(): Language {
  return localStorage.getItem(storageKey) === 'en' ? 'en' : 'zh';
}

export function rememberLanguage(language: Language): void {
  localStorage.setItem(storageKey, language);
}
