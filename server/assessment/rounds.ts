/** Opening and withdrawing a round: who is assessed stands as registered on the last day of the year, or today while it lasts. */
import type { EntityManager } from '@mikro-orm/postgresql';
import { v7 } from 'uuid';
import { requireRole, type Asking } from '../access/asker.ts';
import { audit } from '../access/audit.ts';
import { dayOf } from '../clock.ts';
import { refuse, type Words } from '../core/refusal.ts';
import { AssessmentResult, AssessmentRound, AssessmentUnit, type AssessmentScheme, type AssessmentScope } from '../model/assessment.ts';
import type { Member } from '../model/organisation.ts';
import { holdsOn, yearEnds } from '../run/dated.ts';
import { membersOn } from '../run/members.ts';
import { schemeById } from './schemes.ts';
import { noteMost, readText } from './texts.ts';

interface Planned {
  institutionId: string | null;
  consortiumId: string | null;
  headId: string;
  code: string;
  name: string;
  level: string;
}

/** Every institution that is open on a day, in a consortium or not; of the kinds that are named, of all when none is. */
async function institutions(em: EntityManager, region: number, day: string, kinds: readonly string[]): Promise<Planned[]> {
  const rows = await em.execute<Array<{ id: string; code: string; name: string; kind: string }>>(`
    select i.id, i.code, v.name, v.kind from institution_version v join institution i on i.region_id = v.region_id and i.id = v.institution_id
    where v.region_id = ? and ${holdsOn('v')} order by i.code`, [region, day, day]);
  return rows.filter(({ kind }) => kinds.length === 0 || kinds.includes(kind)).map(({ id, code, name, kind }) => (
    { institutionId: id, consortiumId: null, headId: id, code, name, level: kind }));
}

/** Consortia that have a head hospital; it answers for them. */
function consortia(members: readonly Member[]): Planned[] {
  return members.filter(({ role }) => role === 'HEAD').map(({ institution, consortium, consortiumCode, consortiumName }) => (
    { institutionId: null, consortiumId: consortium, headId: institution, code: consortiumCode, name: consortiumName, level: 'CONSORTIUM' }));
}

async function planned(em: EntityManager, { regionId: region, scope, kinds }: AssessmentScheme, day: string): Promise<Planned[]> {
  const units = scope === 'CONSORTIA' ? consortia(await membersOn(em, region, day)) : await institutions(em, region, day, kinds);
  return units.length > 0 ? units : refuse('ROUND_EMPTY', 'scheme', { on: day });
}

const titles: Record<AssessmentScope, Words> = { CONSORTIA: { zh: '医共体考核', en: 'Assessment of consortia' }, INSTITUTIONS: { zh: '机构考核', en: 'Assessment of institutions' } };

/** What a round is called in the audit log. */
export function roundWords({ scope, year }: Pick<AssessmentRound, 'scope' | 'year'>): Words {
  return { zh: `${year} 年${titles[scope].zh}`, en: `${titles[scope].en} ${year}` };
}

export async function openRound(asking: Asking, { region, scheme: id }: { region: number; scheme: string }): Promise<AssessmentRound> {
  const { em, asker, now } = asking;
  requireRole(asker, region, ['HEALTH_BUREAU']);
  const scheme = await schemeById(em, region, id);
  const { scope, year } = scheme;
  await em.execute('select pg_advisory_xact_lock(hashtextextended(?, 0))', [`assessment-round/${region}/${scope}/${year}`]);
  if (await em.findOne(AssessmentRound, { regionId: region, scope, year, withdrawnAt: null })) refuse('ROUND_OPEN', 'scheme', { year: String(year) });
  const [today, ends] = [dayOf(now), yearEnds(year)];
  const units = await planned(em, scheme, today < ends ? today : ends);
  const round = em.create(AssessmentRound, { regionId: region, id: v7(), scheme, scope, year, openedById: asker.id, openedAt: now });
  for (const unit of units) em.create(AssessmentUnit, { regionId: region, id: v7(), round, ...unit });
  await em.flush();
  await audit(asking, region, { action: 'OPEN_ASSESSMENT', subject: roundWords(round), as: ['HEALTH_BUREAU'] });
  return round;
}

/** Takes back a round that has no final score, so that another can be opened by another scheme. */
export async function withdrawRound(asking: Asking, { region, round: id, reason }: { region: number; round: string; reason: string }): Promise<AssessmentRound> {
  const { em, asker, now } = asking;
  requireRole(asker, region, ['HEALTH_BUREAU']);
  const round = await em.findOne(AssessmentRound, { regionId: region, id, withdrawnAt: null });
  if (!round) return refuse('NOT_FOUND', 'round', { what: { zh: '考核轮次', en: 'round' }, found: id });
  const why = readText('reason', reason, noteMost);
  if (await em.findOne(AssessmentResult, { regionId: region, stage: 'FINAL', unit: { round } })) refuse('ROUND_SIGNED', 'round');
  Object.assign(round, { withdrawnById: asker.id, withdrawnAt: now, withdrawnReason: why });
  await em.flush();
  await audit(asking, region, { action: 'WITHDRAW_ASSESSMENT', subject: roundWords(round), as: ['HEALTH_BUREAU'] });
  return round;
}
