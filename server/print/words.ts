import type { Words } from '../core/refusal.ts';

/** A text that is the same in both languages: a name, a number. */
export const same = (text: string): Words => ({ zh: text, en: text });
