/** Figures and facts as they are known at an instant. */
import type { EntityName, FilterQuery } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { refuse } from '../core/refusal.ts';

export interface Known {
  knownFrom: Date;
  knownUntil: Date | null;
}

/** What is known now, or was known at an instant. */
export function knownAt(asOf: Date | null): object {
  return asOf === null ? { knownUntil: null } : { knownFrom: { $lte: asOf }, $or: [{ knownUntil: null }, { knownUntil: { $gt: asOf } }] };
}

/** The instant that a reader names; what will be known later is refused (INSTANT_NOT_VALID). */
export function readAsOf(asOf: Date | null | undefined, now: Date): Date | null {
  if (asOf && asOf > now) refuse('INSTANT_NOT_VALID', 'asOf', { found: asOf.toISOString(), allowed: now.toISOString() });
  return asOf ?? null;
}

/**
 * Closes what is known of a thing, so that the next can take its place: gives what it was, and the instant from which the next is known.
 * That is now, or later where a clock went back: nothing is known before what it takes the place of.
 */
export async function closeKnown<T extends Known>(em: EntityManager, table: EntityName<T>, where: FilterQuery<T>, now: Date): Promise<{ before: T | null; from: Date }> {
  const before = await em.findOne<T>(table, { $and: [where, { knownUntil: null }] } as unknown as FilterQuery<T>);
  if (!before) return { before, from: now };
  const from = before.knownFrom > now ? before.knownFrom : now;
  (before as Known).knownUntil = from;
  await em.flush();
  return { before, from };
}
