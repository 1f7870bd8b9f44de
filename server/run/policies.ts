/** Published policy versions, read and compiled once per content. */
import type { EntityManager } from '@mikro-orm/postgresql';
import { checkPolicy } from '../core/policy/check.ts';
import { kindWords } from '../core/policy/kinds.ts';
import type { Policy } from '../core/policy/policy.ts';
import { parseDay } from '../core/period.ts';
import { Refusal, refuse, say, type Words } from '../core/refusal.ts';
import { PolicyVersion } from '../model/run.ts';

const compiled = new Map<string, Policy>();

/** The policy of a version. A published text has passed its check, so a fault here is a change of meaning: it is refused, not repaired. */
export function policyOf(version: Pick<PolicyVersion, 'slug' | 'hash' | 'text'>): Policy {
  const known = compiled.get(version.hash);
  if (known) return known;
  const policy = readChecked(version.slug, version.text);
  compiled.set(version.hash, policy);
  return policy;
}

function readChecked(name: string, text: string): Policy {
  const { policy, faults } = checkPolicy(text);
  const errors = faults.filter((fault) => fault.severity !== 'warning');
  const first = errors[0];
  if (first || !policy) {
    const sentence: Words = first ? { zh: say(first, 'zh'), en: say(first, 'en') } : { zh: '', en: '' };
    throw new Refusal([{ code: 'POLICY_FAULTY', at: name, values: { policy: name, count: String(errors.length), first: sentence } }, ...errors]);
  }
  return policy;
}

/** The versions that apply in a region on a day, one of each kind: the newest published one that has begun. */
export async function policiesOn(em: EntityManager, region: number, on: string): Promise<PolicyVersion[]> {
  parseDay(on, 'on');
  const versions = await em.find(PolicyVersion, { regionId: region, state: 'PUBLISHED', appliesFrom: { $lte: on } }, { orderBy: [{ appliesFrom: 'desc' }, { id: 'desc' }] });
  return versions.filter(({ kind }, index) => versions.findIndex((other) => other.kind === kind) === index);
}

/** The version of a kind that applies in a region on a day: the newest published one that has begun. Refuses a day that the calendar has not (DAY_NOT_VALID). */
export async function policyFor(em: EntityManager, region: number, kind: Policy['kind'], on: string): Promise<PolicyVersion> {
  parseDay(on, 'on');
  const [version] = await em.find(PolicyVersion, { regionId: region, kind, state: 'PUBLISHED', appliesFrom: { $lte: on } }, { orderBy: [{ appliesFrom: 'desc' }, { id: 'desc' }], limit: 1 });
  return version ?? refuse('POLICY_MISSING', 'policy', { region: String(region), on, kind: kindWords(kind) });
}
