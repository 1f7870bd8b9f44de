/** Which document wrote each value of a version that lies over others. */
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Asking } from '../access/asker.ts';
import { originsOf, type ValueOrigin } from '../core/policy/origins.ts';
import { layPolicy, type FindPolicy } from '../core/policy/overlay.ts';
import { refuse } from '../core/refusal.ts';
import { sha256 } from '../hash.ts';
import { LibraryPolicy } from '../model/policy.ts';
import { PolicyVersion } from '../model/run.ts';

/** The texts that a version may lie over: as written, so that the origin of a value is followed to the lowest document, or as resolved. */
async function finders(em: EntityManager, region: number): Promise<FindPolicy[]> {
  const own = await em.find(PolicyVersion, { regionId: region });
  const library = await em.find(LibraryPolicy, {});
  return ([({ source, text }: PolicyVersion) => source || text, ({ text }: PolicyVersion) => text]).map((written): FindPolicy => {
    const texts = new Map([...library.map((each) => [each, each.text] as const), ...own.map((each) => [each, written(each)] as const)].map(([{ slug, version }, text]) => [`${slug}@${version}`, text]));
    return (id, version) => texts.get(`${id}@${version}`);
  });
}

/** Null when the documents below have been changed since, so that they no longer give the text that was proposed (NOT_FOUND for no version of the region). */
export async function policyOrigins({ em }: Asking, region: number, wanted: { slug: string; version: string }): Promise<ValueOrigin[] | null> {
  const found = await em.findOne(PolicyVersion, { regionId: region, ...wanted }, { orderBy: { id: 'desc' } });
  const version = found ?? refuse('NOT_FOUND', 'version', { what: { zh: '政策版本', en: 'policy version' }, found: `${wanted.slug}@${wanted.version}` });
  for (const find of await finders(em, region)) {
    const { laid } = layPolicy(version.source || version.text, find);
    if (laid && sha256(laid.policy.text) === version.hash) return originsOf(laid);
  }
  return null;
}
