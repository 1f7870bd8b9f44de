/** Days and instants as they are counted in China, wherever the browser is. */
import type { Language } from './words.ts';

const timeZone = 'Asia/Shanghai';
const instants: Record<Language, Intl.DateTimeFormat> = {
  zh: new Intl.DateTimeFormat('zh-CN', { dateStyle: 'medium', timeStyle: 'short', timeZone }),
  en: new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short', timeZone }),
};
const days = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeZone });

/** An instant of the API in China's time, to the minute. */
export function instantText(instant: string, language: Language): string {
  return instants[language].format(new Date(instant));
}

/** The day in China, `YYYY-MM-DD`: of now, or of the instant given. */
export function today(now = new Date()): string {
  return days.format(now);
}
