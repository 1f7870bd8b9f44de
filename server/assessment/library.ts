/** The libraries of indicators: read by everybody who is signed in, written by the owner of the tables when the platform is brought up to date. */
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Client } from 'pg';
import type { Indicator } from '../core/assessment/indicator.ts';
import { readLibrary, type Library } from '../core/assessment/read-library.ts';
import { Refusal } from '../core/refusal.ts';
import { sha256 } from '../hash.ts';
import { IndicatorLibrary } from '../model/assessment.ts';

/** Writes the libraries that are new or have another text; one with faults is refused with all of them. Runs as the owner of the tables. */
export async function loadIndicators(owner: Client, texts: readonly string[]): Promise<void> {
  for (const text of texts) {
    const hash = sha256(text);
    const { library, faults } = readLibrary(text);
    if (!library) throw new Refusal(faults);
    const { id, version, title, place: { code, zh, en } } = library;
    await owner.query(
      `insert into indicator_library (slug, version, hash, text, title, place_code, place) values ($1, $2, $3, $4, $5, $6, $7)
       on conflict (slug, version) do update set hash = excluded.hash, text = excluded.text, title = excluded.title, place_code = excluded.place_code, place = excluded.place
       where indicator_library.hash <> excluded.hash`,
      [id, version, hash, text, JSON.stringify(title), code, JSON.stringify({ zh, en })],
    );
  }
}

const read = new Map<string, Library>();

/** A library that was checked when it was written; each text is read once by a process. */
function libraryOf({ hash, text }: IndicatorLibrary): Library {
  const known = read.get(hash) ?? readLibrary(text).library;
  if (!known) throw new Error('a library of indicators is no longer readable');
  read.set(hash, known);
  return known;
}

export interface Listed {
  library: Library;
  indicator: Indicator;
}

/** Every indicator of every library in its newest version, by library and the order of its file. */
export async function allIndicators(em: EntityManager): Promise<Listed[]> {
  const rows = await em.find(IndicatorLibrary, {}, { orderBy: { slug: 'asc', version: 'asc' } });
  const newest = new Map(rows.map((row) => [row.slug, row]));
  return [...newest.values()].map(libraryOf).flatMap((library) => library.indicators.map((indicator) => ({ library, indicator })));
}

export interface IndicatorSearch {
  library: string | null;
  group: string | null;
  search: string | null;
}

/** Those of a library and a class in whose words and clauses every word of the search stands. */
export function searched(all: readonly Listed[], { library, group, search }: IndicatorSearch): Listed[] {
  const words = (search ?? '').toLowerCase().split(/\s+/).filter((word) => word !== '');
  return all.filter(({ library: { id, title, place }, indicator }) => {
    const { title: own, says, group: { title: of }, sources } = indicator;
    const cited = sources.map(({ document, clause, says: said, rule = '' }) => [document.zh, document.en, clause, said.zh, said.en, rule].join(' '));
    const text = [title.zh, title.en, place.zh, place.en, own.zh, own.en, says.zh, says.en, of.zh, of.en, ...cited].join(' ').toLowerCase();
    return (library === null || id === library) && (group === null || indicator.group.id === group) && words.every((word) => text.includes(word));
  });
}
