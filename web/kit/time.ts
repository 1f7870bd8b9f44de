/** Days and instants as readers write them. */
import type { Language } from './words.ts';

/** An instant of the API in the reader's own time zone, to the minute. */
export function instantText(instant: string, language: Language): string {
  const format = new Intl.DateTimeFormat(language === 'zh' ? 'zh-CN' : 'en-GB', { dateStyle: 'medium', timeStyle: 'short' });
  return format.format(new Date(instant));
}

/** Today in the reader's own time zone, `YYYY-MM-DD`. */
export function today(): string {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, '0')).join('-');
}
