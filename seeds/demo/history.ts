/** What happened in the register of the county before the years that the demo plays, through the verbs. */
import type { Asking } from '../../server/access/asker.ts';
import { Institution } from '../../server/model/organisation.ts';
import { Assignment } from '../../server/model/people.ts';
import { assignPerson } from '../../server/organisation/change-person.ts';
import { mergeInstitutions } from '../../server/organisation/merge-institutions.ts';
import { moveInstitution } from '../../server/organisation/move-institution.ts';
import { registerInstitution } from '../../server/organisation/register-institution.ts';
import { reviseInstitution } from '../../server/organisation/revise-institution.ts';
import { act, holderOf, type Office } from './office.ts';
import type { PlannedPlace } from './plan.ts';

/** What some institutions were when the register began. */
export const formerly: Readonly<Record<string, { name?: string; consortium?: string }>> = {
  '610726-H01': { name: '宁强县人民医院' },
  '610726-T02': { consortium: 'B' },
};

const renamedOn = '2021-01-01';
const movedOn = '2022-01-01';
const mergedOn = '2022-07-01';
const lentFrom = '2024-03-01';

type Act = (day: string, verb: (asking: Asking) => Promise<unknown>) => Promise<unknown>;

async function becomeWhatTheyAre(bureau: Act, { region: { code: region }, institutions }: PlannedPlace, { registered }: Office): Promise<void> {
  for (const { code, name, kind, consortium, role } of institutions) {
    const id = registered.institutions.get(code)!;
    if (formerly[code]?.name) await bureau(renamedOn, (asking) => reviseInstitution(asking, { region, id, name, kind, from: renamedOn }));
    if (formerly[code]?.consortium && consortium && role) {
      await bureau(movedOn, (asking) => moveInstitution(asking, { region, id, member: { consortium: registered.consortia.get(consortium)!, role }, from: movedOn }));
    }
  }
}

/** Two clinics of one village became one. */
async function mergeClinics(bureau: Act, { region: { code: region }, institutions }: PlannedPlace, { em, registered }: Office): Promise<void> {
  const clinic = institutions.find(({ kind }) => kind === 'VILLAGE_CLINIC')!;
  const member = { consortium: registered.consortia.get(clinic.consortium!)!, role: 'CLINIC' as const };
  const codes = ['东', '西'].map((side, index) => ({ code: `${region}-V9${index + 1}0`, name: clinic.name.replace('卫生室', `${side}片卫生室`) }));
  for (const each of codes) {
    await bureau('2020-02-01', (asking) => registerInstitution(asking, { region, ...each, kind: 'VILLAGE_CLINIC', member, certifiedAllowances: 0n, from: '2020-02-01' }));
  }
  const merged = await em.find(Institution, { regionId: region, code: { $in: codes.map(({ code }) => code) } });
  const predecessors = merged.map(({ id }) => id);
  await bureau(mergedOn, (asking) => mergeInstitutions(asking, { region, predecessors, successor: registered.institutions.get(clinic.code)!, from: mergedOn }));
}

/** A doctor of the head hospital works one day a week in a town hospital; the head hospital goes on paying. */
async function lendDoctor(bureau: Act, { region: { code: region } }: PlannedPlace, { em, registered }: Office): Promise<void> {
  const person = registered.people.get('610726-H01-020')!;
  const held = await em.findOneOrFail(Assignment, { regionId: region, person: { id: person } }, { populate: ['postGrade'] });
  const post = { grade: held.postGrade.getEntity().code, leader: false };
  const posts = [
    { ...post, institution: held.institution.id, department: held.department?.id ?? null, share: '0.8', main: true },
    { ...post, institution: registered.institutions.get('610726-T01')!, department: null, share: '0.2', main: false },
  ];
  await bureau(lentFrom, (asking) => assignPerson(asking, { region, person, posts, from: lentFrom }));
}

export async function tellHistory(office: Office, county: PlannedPlace): Promise<void> {
  const asker = holderOf(office, county.region.code, 'HEALTH_BUREAU');
  const bureau: Act = (day, verb) => act(office, asker, day, verb);
  await becomeWhatTheyAre(bureau, county, office);
  await mergeClinics(bureau, county, office);
  await lendDoctor(bureau, county, office);
  office.em.clear();
}
