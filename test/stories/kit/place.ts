/** Localities of their own for the stories: a place in the fixture's database with its consortia, its offices and its policy in force. */
import { readFileSync } from 'node:fs';
import { inTransaction } from '../../../server/db.ts';
import { Account, RoleGrant, type Role } from '../../../server/model/account.ts';
import { Consortium, type ConsortiumRole, type InstitutionKind } from '../../../server/model/organisation.ts';
import { Region } from '../../../server/model/region.ts';
import type { Run } from '../../../server/model/run.ts';
import { recordInstitution } from '../../../server/organisation/records.ts';
import { prepareStage, type PrepareStage } from '../../../server/stage/prepare-stage.ts';
import { publish, type County, type Login, type Place } from '../../kit/county.ts';
import { signAll } from '../../kit/year.ts';

export const seed = (path: string): string => readFileSync(new URL(`../../../seeds/${path}.yaml`, import.meta.url), 'utf8');

type Member = [code: string, kind: InstitutionKind, role: ConsortiumRole];

export interface Locality {
  /** Codes and names from the province down; the last one is the place itself. */
  regions: Array<[code: number, name: string, nameEn: string]>;
  consortia: Record<string, Member[]>;
  policy: string;
}

const offices: Partial<Record<Login, Role>> = { health: 'HEALTH_BUREAU', approver: 'HEALTH_BUREAU_APPROVER', insurance: 'INSURANCE_BUREAU', finance: 'FINANCE_BUREAU' };
const since = { from: '2009-01-01', knownFrom: new Date('2009-01-01T00:00:00+08:00') };

/** A place with its register, its four offices and its policy. */
export async function makeLocality(fixture: County, { regions, consortia: planned, policy }: Locality): Promise<Place> {
  const { orm } = fixture;
  const region = regions.at(-1)?.[0] as number;
  const [consortia, institutions]: [Record<string, string>, Record<string, string>] = [{}, {}];
  await inTransaction(orm, [region], async (em) => {
    for (const [code, name, nameEn] of regions) {
      if (!await em.findOne(Region, { code })) em.create(Region, { code, name, nameEn });
      await em.flush();
    }
    for (const [code, members] of Object.entries(planned)) {
      const consortium = em.create(Consortium, { regionId: region, code, name: code });
      consortia[code] = consortium.id;
      for (const [member, kind, role] of members) {
        institutions[member] = recordInstitution(em, { regionId: region, code: member, name: member, kind, member: { of: consortium, role }, certifiedAllowances: 0n, ...since }).id;
      }
    }
    for (const [login, role] of Object.entries(offices)) {
      const { id } = await em.findOneOrFail(Account, { login });
      em.create(RoleGrant, { accountId: id, regionCode: region, role, institutionId: null, personId: null, validFrom: since.from, validUntil: null });
    }
    await em.flush();
  });
  const as: Place['as'] = async (login, verb, now = new Date('2026-03-10T03:00:00Z')) => {
    const asker = await fixture.askerOf(login, now);
    return inTransaction(orm, [region], (em) => verb({ em, asker, now }));
  };
  const place = { region, consortia, institutions, people: {}, as };
  await publish(place, seed(policy));
  return place;
}

/** A run of a stage of the policy's own, prepared by the insurance bureau unless another office does, and signed by all. */
export async function posted(place: Place, stage: string, period: string, changes: Partial<PrepareStage> = {}, login: Login = 'insurance'): Promise<Run> {
  const run = await place.as(login, (asking) => prepareStage(asking, { region: place.region, stage, period, facts: {}, decisions: {}, reason: '', ...changes }));
  await signAll(place, run);
  return run;
}
