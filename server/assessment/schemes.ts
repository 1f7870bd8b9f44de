/** Schemes of a region: proposed in versions that are never changed, compiled once by a process. */
import type { EntityManager } from '@mikro-orm/postgresql';
import { v7 } from 'uuid';
import { requireRole, type Asking } from '../access/asker.ts';
import { audit } from '../access/audit.ts';
import type { Plain } from '../core/canonical.ts';
import type { GradeBand, Scheme, Scope, Veto } from '../core/assessment/indicator.ts';
import { compileScheme, schemeFaults, type CompiledScheme } from '../core/assessment/scheme.ts';
import { Refusal, refuse, type Fault, type Words } from '../core/refusal.ts';
import { contentHash } from '../hash.ts';
import { AssessmentScheme } from '../model/assessment.ts';
import type { InstitutionKind } from '../model/organisation.ts';
import { allIndicators } from './library.ts';
import { readText } from './texts.ts';

export interface ProposeScheme {
  region: number;
  scope: Scope;
  year: number;
  title: Words;
  /** Of institutions: which kinds; all when there are none. */
  kinds: InstitutionKind[];
  indicators: Array<{ library: string; id: string; weight: string }>;
  vetoes: Veto[];
  grades: GradeBand[];
  reason: string;
}

/** Why a scheme is refused, at once: also indicators that no library has. */
async function schemeOf(em: EntityManager, { scope, year, title, indicators, vetoes, grades }: ProposeScheme): Promise<Scheme> {
  const all = await allIndicators(em);
  const unknown: Fault[] = [];
  const chosen = indicators.flatMap(({ library, id, weight }, index) => {
    const found = all.find((each) => each.library.id === library && each.indicator.id === id);
    if (!found) unknown.push({ code: 'INDICATOR_UNKNOWN', at: `indicators[${index}]`, values: { found: `${library}/${id}` } });
    return found ? [{ indicator: found.indicator, weight }] : [];
  });
  if (unknown.length > 0) throw new Refusal(unknown);
  const scheme: Scheme = { scope, year, title, indicators: chosen, vetoes, grades };
  const faults = schemeFaults(scheme);
  if (faults.length > 0) throw new Refusal(faults);
  return scheme;
}

/** A new version of the scheme of a year and scope; rounds that are open keep theirs. */
export async function proposeScheme(asking: Asking, input: ProposeScheme): Promise<AssessmentScheme> {
  const { em, asker, now } = asking;
  const { region, scope, year } = input;
  requireRole(asker, region, ['HEALTH_BUREAU']);
  const title = { zh: readText('title.zh', input.title.zh, 80), en: readText('title.en', input.title.en, 160) };
  const scheme = await schemeOf(em, { ...input, title });
  compileScheme(scheme);
  await em.execute('select pg_advisory_xact_lock(hashtextextended(?, 0))', [`assessment-scheme/${region}/${scope}/${year}`]);
  const [last] = await em.find(AssessmentScheme, { regionId: region, scope, year }, { orderBy: { version: 'desc' }, limit: 1 });
  const made = em.create(AssessmentScheme, {
    regionId: region, id: v7(), scope, year, version: (last?.version ?? 0) + 1, title, kinds: scope === 'CONSORTIA' ? [] : [...new Set(input.kinds)].toSorted(),
    document: scheme, hash: contentHash(JSON.parse(JSON.stringify(scheme)) as Plain), reason: input.reason.trim(), proposedById: asker.id, proposedAt: now,
  });
  await em.flush();
  const subject = (language: keyof Words) => `${title[language]} v${made.version}`;
  await audit(asking, region, { action: 'PROPOSE_SCHEME', subject: { zh: subject('zh'), en: subject('en') }, as: ['HEALTH_BUREAU'] });
  return made;
}

const compiled = new Map<string, CompiledScheme>();
const compiledMost = 100;

/** A scheme ready to be evaluated. */
export function compiledOf(row: AssessmentScheme): CompiledScheme {
  const known = compiled.get(row.hash);
  if (known) return known;
  if (compiled.size >= compiledMost) compiled.clear();
  const made = compileScheme(row.document as Scheme);
  compiled.set(row.hash, made);
  return made;
}

/** A scheme of the region (NOT_FOUND). */
export async function schemeById(em: EntityManager, region: number, id: string): Promise<AssessmentScheme> {
  const found = await em.findOne(AssessmentScheme, { regionId: region, id });
  return found ?? refuse('NOT_FOUND', 'scheme', { what: { zh: '考核方案', en: 'scheme' }, found: id });
}

/** The versions of a year, of all years when none is given; newest first. */
export function schemesOf(em: EntityManager, region: number, year: number | null): Promise<AssessmentScheme[]> {
  return em.find(AssessmentScheme, { regionId: region, ...(year === null ? {} : { year }) }, { orderBy: { year: 'desc', scope: 'asc', version: 'desc' }, limit: 500 });
}
