/** Assessments for tests: libraries, a scheme, a round, and the way of a unit through it. */
import { indicatorTexts } from '../../seeds/presets.ts';
import { recordAssessment } from '../../server/assessment/entries.ts';
import { giveResult } from '../../server/assessment/give-result.ts';
import { knownRound, type KnownUnit } from '../../server/assessment/known.ts';
import { loadIndicators } from '../../server/assessment/library.ts';
import { openRound } from '../../server/assessment/rounds.ts';
import { proposeScheme, type ProposeScheme } from '../../server/assessment/schemes.ts';
import { withClient } from '../../server/db/roles.ts';
import { AssessmentRound, type AssessmentScheme } from '../../server/model/assessment.ts';
import type { County, Login, Place } from './county.ts';

export const grades: ProposeScheme['grades'] = [
  { id: 'excellent', title: { zh: '优秀', en: 'Excellent' }, from: '90', failed: false },
  { id: 'qualified', title: { zh: '合格', en: 'Qualified' }, from: '60', failed: false },
  { id: 'failed', title: { zh: '不合格', en: 'Failed' }, from: '0', failed: true },
];

export const loaded = async (county: County): Promise<void> => withClient(county.database.owner, async (client) => loadIndicators(client, await indicatorTexts()));

/** Institutions by chronic disease (their own figures) and two indicators of the district, one of them given by the finance bureau. */
export const proposal = (region: number, year = 2026): ProposeScheme => ({
  region, year, scope: 'INSTITUTIONS', title: { zh: '成员机构考核方案', en: 'Scheme for institutions' }, kinds: ['COUNTY_HOSPITAL', 'TOWNSHIP_HOSPITAL'], grades, reason: '',
  indicators: [
    { library: 'yangzhou-2020', id: 'chronic_managed', weight: '0.5' }, { library: 'district-2020', id: 'cost_growth', weight: '0.3' }, { library: 'district-2020', id: 'staff_share', weight: '0.2' },
  ],
  vetoes: [{ id: 'fraud', title: { zh: '骗取医保基金', en: 'Fraud upon the fund' } }],
});

export async function openedRound({ as, region }: Place, changes: Partial<ProposeScheme> = {}, now?: Date): Promise<{ scheme: AssessmentScheme; round: AssessmentRound }> {
  const scheme = await as('health', (asking) => proposeScheme(asking, { ...proposal(region), ...changes }), now);
  return { scheme, round: await as('health', (asking) => openRound(asking, { region, scheme: scheme.id }), now) };
}

/** What is known of each unit of a round, by code. */
export function unitsOf({ as, region }: Place, round: string): Promise<Map<string, KnownUnit>> {
  return as('health', async ({ em }) => {
    const known = await knownRound(em, await em.findOneOrFail(AssessmentRound, { regionId: region, id: round }), null);
    return new Map(known.units.map((each) => [each.unit.code, each]));
  });
}

export const ownValues = (managed: string, cost = '105'): Array<{ input: string; value: string }> => [
  { input: 'chronic_managed_people', value: managed }, { input: 'chronic_people', value: '100' }, { input: 'care_cost', value: cost }, { input: 'care_cost_before', value: '100' },
];
export const officeValues = (staff = '40'): Array<{ input: string; value: string }> => [{ input: 'staff_spending', value: staff }, { input: 'operating_spending', value: '100' }];

interface Way {
  unit: string;
  managed?: string;
  cost?: string;
  staff?: string;
  head: Login;
  /** The last stage that is given. */
  to?: 'SELF' | 'REVIEW' | 'FINAL';
  now?: Date;
}

/** Takes a unit through the stages, each by another person. */
export async function given(place: Place, { unit, managed = '65', cost = '105', staff = '40', head, to = 'FINAL', now }: Way): Promise<void> {
  const { as, region } = place;
  const give = (login: Login, stage: 'SELF' | 'REVIEW' | 'FINAL', hash: string | null = null) => as(login, (asking) => giveResult(asking, { region, unit, stage, note: '', hash, reason: '' }), now);
  await as(head, (asking) => recordAssessment(asking, { region, unit, stage: 'SELF', values: ownValues(managed, cost), notes: [] }), now);
  await give(head, 'SELF');
  if (to === 'SELF') return;
  await as('health', (asking) => recordAssessment(asking, { region, unit, stage: 'REVIEW', values: officeValues(staff), notes: [] }), now);
  await give('health', 'REVIEW');
  if (to === 'FINAL') await give('approver', 'FINAL', await reviewHash(place, unit));
}

/** The hash of a unit's standing review, which a signature names. */
export async function reviewHash({ as, region }: Place, unit: string): Promise<string> {
  const [row] = await as('health', ({ em }) => em.execute<Array<{ facts_hash: string }>>("select facts_hash from assessment_result where region_id = ? and unit_id = ? and stage = 'REVIEW' and known_until is null", [region, unit]));
  return row?.facts_hash ?? '';
}
