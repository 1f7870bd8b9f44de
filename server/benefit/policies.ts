/** Policies that have benefits: the region's own published ones, and those of the library. */
import type { EntityManager } from '@mikro-orm/postgresql';
import { refuse } from '../core/refusal.ts';
import { LibraryPolicy } from '../model/policy.ts';
import { PolicyVersion } from '../model/run.ts';
import { policyOf } from '../run/policies.ts';
import type { BenefitPolicyView } from './views.ts';

/** A section of the file at its first column. */
const hasBenefits = { text: { $like: '%\nbenefits:%' } };
const newestFirst = { appliesFrom: 'desc', version: 'desc' } as const;

/** The region's own first, then the library; of each the newest first. */
export async function benefitPolicies(em: EntityManager, region: number, slug: string | null): Promise<BenefitPolicyView[]> {
  const called = slug === null ? {} : { slug };
  const own = await em.find(PolicyVersion, { regionId: region, state: 'PUBLISHED', ...called, ...hasBenefits }, { orderBy: { ...newestFirst, id: 'desc' } });
  const library = await em.find(LibraryPolicy, { ...called, ...hasBenefits }, { orderBy: { placeCode: 'asc', slug: 'asc', ...newestFirst } });
  return [
    ...own.map((version) => {
      const { title, place: { zh, en } } = policyOf(version);
      return { ...shown(version), title, place: { zh, en }, own: true };
    }),
    ...library.map((preset) => ({ ...shown(preset), title: preset.title, place: preset.place, own: false })),
  ];
}

function shown({ slug, version, hash, appliesFrom, text }: PolicyVersion | LibraryPolicy): Pick<BenefitPolicyView, 'slug' | 'version' | 'hash' | 'appliesFrom' | 'text'> {
  return { slug, version, hash, appliesFrom, text };
}

/** A version of a policy, the newest unless one is named; refuses what is not there (NOT_FOUND). */
export async function benefitPolicy(em: EntityManager, region: number, { policy, version }: { policy: string; version?: string | null | undefined }): Promise<BenefitPolicyView> {
  const found = (await benefitPolicies(em, region, policy)).find((each) => (version ?? each.version) === each.version);
  const asked = version ? `${policy}@${version}` : policy;
  return found ?? refuse('NOT_FOUND', 'policy', { what: { zh: '有待遇测算的政策', en: 'policy with benefits' }, found: asked });
}
