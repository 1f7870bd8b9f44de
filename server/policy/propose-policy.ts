/** A region's own policy versions: proposed by one person, published or withdrawn by another. */
import { LockMode, UniqueConstraintViolationException } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { v7 } from 'uuid';
import { actsFor, bureaus, requireRole, type Asking } from '../access/asker.ts';
import { audit } from '../access/audit.ts';
import { layPolicy, type FindPolicy } from '../core/policy/overlay.ts';
import { Refusal, refuse, type Words } from '../core/refusal.ts';
import { sha256 } from '../hash.ts';
import type { Role } from '../model/account.ts';
import { LibraryPolicy } from '../model/policy.ts';
import { PolicyVersion, type PolicyState } from '../model/run.ts';

/** What a policy of the region may lie over: its own versions, then the library. */
async function below(em: EntityManager, region: number): Promise<FindPolicy> {
  const own = await em.find(PolicyVersion, { regionId: region, state: { $ne: 'WITHDRAWN' } });
  const library = await em.find(LibraryPolicy, {});
  const texts = new Map([...library, ...own].map(({ slug, version, text }) => [`${slug}@${version}`, text]));
  return (id, version) => texts.get(`${id}@${version}`);
}

function subjectOf({ slug, version }: Pick<PolicyVersion, 'slug' | 'version'>): Words {
  return { zh: `政策 ${slug}@${version}`, en: `policy ${slug}@${version}` };
}

/**
 * Proposes a policy file, which may lie over others. One that has faults, its own examples included, is refused with all of them;
 * a version that the region has already is refused (POLICY_VERSION_TAKEN).
 */
export async function proposePolicy(asking: Asking, input: { region: number; text: string; reason: string }): Promise<PolicyVersion> {
  const { em, asker, now } = asking;
  const { region, text, reason } = input;
  requireRole(asker, region, bureaus);
  const { laid, faults } = layPolicy(text, await below(em, region));
  if (!laid) throw new Refusal(faults.filter(({ severity }) => severity !== 'warning'));
  const { policy, layers } = laid;
  const version = em.create(PolicyVersion, {
    regionId: region, id: v7(), slug: policy.id, version: policy.version, hash: sha256(policy.text), text: policy.text, kind: policy.kind,
    appliesFrom: policy.applies.from, source: layers.length > 1 ? text : '', layers: layers.map((layer) => `${layer.id}@${layer.version}`), reason, state: 'PROPOSED', proposedById: asker.id, proposedForId: actsFor(asker, region, bureaus), proposedAt: now,
  });
  try {
    await em.flush();
  } catch (error) {
    if (!(error instanceof UniqueConstraintViolationException)) throw error;
    refuse('POLICY_VERSION_TAKEN', 'version', { policy: policy.id, found: policy.version });
  }
  await audit(asking, region, { action: 'PROPOSE_POLICY', subject: subjectOf(version), as: bureaus });
  return version;
}

async function decide(asking: Asking, input: { region: number; id: string; hash: string }, state: PolicyState, roles: readonly Role[]): Promise<PolicyVersion> {
  const { em, asker, now } = asking;
  const found = await em.findOne(PolicyVersion, { regionId: input.region, id: input.id }, { lockMode: LockMode.PESSIMISTIC_WRITE });
  const version = found ?? refuse('NOT_FOUND', 'policy', { what: { zh: '政策版本', en: 'policy version' }, found: input.id });
  if (version.hash !== input.hash) refuse('RUN_CHANGED', 'hash', { found: input.hash.slice(0, 12), allowed: version.hash.slice(0, 12) });
  if (version.state !== 'PROPOSED') refuse('POLICY_DECIDED', 'policy', { policy: `${version.slug}@${version.version}` });
  Object.assign(version, { state, decidedById: asker.id, decidedForId: actsFor(asker, input.region, roles), decidedAt: now });
  await em.flush();
  return version;
}

const publishers: readonly Role[] = ['HEALTH_BUREAU_APPROVER'];

/** Publishes a proposal: neither who proposed it nor for whom it was proposed, and not in their place (SIGNED_BY_PREPARER); bound to the hash of what was read. */
export async function publishPolicy(asking: Asking, input: { region: number; id: string; hash: string }): Promise<PolicyVersion> {
  const { actsFor: principal } = requireRole(asking.asker, input.region, publishers);
  const proposal = await asking.em.findOne(PolicyVersion, { regionId: input.region, id: input.id });
  const proposers = proposal ? [proposal.proposedById, proposal.proposedForId] : [];
  if (proposers.some((proposer) => proposer !== null && (proposer === asking.asker.id || proposer === principal))) refuse('SIGNED_BY_PREPARER', 'policy');
  const version = await decide(asking, input, 'PUBLISHED', publishers);
  await audit(asking, input.region, { action: 'PUBLISH_POLICY', subject: subjectOf(version), as: publishers });
  return version;
}

/** Withdraws a proposal. */
export async function withdrawPolicy(asking: Asking, input: { region: number; id: string; hash: string }): Promise<PolicyVersion> {
  requireRole(asking.asker, input.region, bureaus);
  const version = await decide(asking, input, 'WITHDRAWN', bureaus);
  await audit(asking, input.region, { action: 'WITHDRAW_POLICY', subject: subjectOf(version), as: bureaus });
  return version;
}
