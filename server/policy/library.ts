/** The library of presets: read by everybody who is signed in, written by the owner of the tables when the platform is brought up to date. */
import type { EntityManager, FilterQuery } from '@mikro-orm/postgresql';
import type { Client } from 'pg';
import { checkPolicy } from '../core/policy/check.ts';
import { Refusal } from '../core/refusal.ts';
import { sha256 } from '../hash.ts';
import { LibraryPolicy } from '../model/policy.ts';

/** Writes the presets that are new or have another text; one with faults is refused with all of them. Runs as the owner of the tables. */
export async function loadLibrary(owner: Client, texts: readonly string[]): Promise<void> {
  const { rows } = await owner.query<{ hash: string }>('select hash from library_policy');
  const known = new Set(rows.map(({ hash }) => hash));
  for (const text of texts) {
    const hash = sha256(text);
    if (known.has(hash)) continue;
    const { policy, faults } = checkPolicy(text);
    if (!policy) throw new Refusal(faults);
    const { zh, en, code } = policy.place;
    await owner.query(
      `insert into library_policy (slug, version, hash, text, kind, title, place_code, place, applies_from)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
       on conflict (slug, version) do update set hash = excluded.hash, text = excluded.text, kind = excluded.kind, title = excluded.title,
         place_code = excluded.place_code, place = excluded.place, applies_from = excluded.applies_from`,
      [policy.id, policy.version, hash, text, policy.kind, JSON.stringify(policy.title), code, JSON.stringify({ zh, en }), policy.applies.from],
    );
  }
}

/** What may stand anywhere in a text, for `like`. */
function anywhere(term: string): string {
  return `%${term.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
}

/** The presets in which every word of the search stands somewhere: place, title, clause or rule; by place code. */
export function searchLibrary(em: EntityManager, search: string, kind: string | null): Promise<LibraryPolicy[]> {
  const words = search.split(/\s+/).filter((word) => word !== '');
  const conditions: Array<FilterQuery<LibraryPolicy>> = words.map((word) => ({ text: { $ilike: anywhere(word) } }));
  return em.find(LibraryPolicy, { $and: conditions, ...(kind === null ? {} : { kind }) }, { orderBy: { placeCode: 'asc', slug: 'asc', version: 'asc' } });
}
