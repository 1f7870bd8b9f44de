/** What a request for a file asks, and how a refusal is answered. */
import type { Request, Response } from 'express';
import type { Context } from '../access/context.ts';
import { Refusal, refuse, say, type Words } from '../core/refusal.ts';

/** A parameter that was given once and is not empty. */
export function given(request: Request, name: string): string | null {
  const value = request.query[name];
  return typeof value === 'string' && value !== '' ? value : null;
}

function notFound(name: string, found: string | null): never {
  return refuse('NOT_FOUND', name, { what: { zh: name, en: name }, found: (found ?? '').slice(0, 80) });
}

export function readRegion(request: Request): number {
  const region = given(request, 'region') ?? '';
  return /^\d{6}$/.test(region) ? Number(region) : refuse('REGION_NOT_YOURS', 'region', { region });
}

export function readId(id: string | null, name: string): string {
  return id !== null && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id) ? id : notFound(name, id);
}

export function oneOf<Value extends string>(values: Readonly<Record<Value, Value>>, value: string | null, name: string): Value {
  return value !== null && Object.hasOwn(values, value) ? value as Value : notFound(name, value);
}

export const languageOf = (request: Request): keyof Words => (request.query.lang === 'en' ? 'en' : 'zh');

/** A refusal is answered as text: 401 to whoever is not signed in, else 403. */
export async function answerRefusals(context: Context, response: Response, language: keyof Words, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    response.status(context.asker ? 403 : 401).type('text/plain; charset=utf-8').send(error.faults.map((fault) => say(fault, language)).join('\n'));
  }
}
