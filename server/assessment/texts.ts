/** Texts that people write: not empty, and of bounded length. */
import { refuse } from '../core/refusal.ts';

/** A text without space around it (NAME_EMPTY, TEXT_OVER). */
export function readText(at: string, text: string, most: number): string {
  const trimmed = text.trim();
  if (trimmed === '') refuse('NAME_EMPTY', at);
  return readOptional(at, trimmed, most);
}

/** A text that may be empty (TEXT_OVER). */
export function readOptional(at: string, text: string, most: number): string {
  const trimmed = text.trim();
  return trimmed.length <= most ? trimmed : refuse('TEXT_OVER', at, { allowed: String(most), found: String(trimmed.length) });
}

/** The longest note, reason or answer. */
export const noteMost = 2000;
