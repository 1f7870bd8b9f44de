/** Adds rows to the register, each with its first interval; nothing is checked but by the tables. */
import { ref } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { v7 } from 'uuid';
import type { Money } from '../core/money.ts';
import { Institution, InstitutionAllowance, InstitutionMembership, InstitutionVersion, PostGrade, PostGradeStandard, type Consortium, type ConsortiumRole, type Department, type InstitutionKind } from '../model/organisation.ts';
import { Assignment, Person, PersonIdentity, PersonWage, type IdentityKind } from '../model/people.ts';

export interface NewInstitution {
  regionId: number;
  code: string;
  name: string;
  kind: InstitutionKind;
  member: { of: Consortium; role: ConsortiumRole } | null;
  certifiedAllowances: Money;
  from: string;
  knownFrom: Date;
}

export function recordInstitution(em: EntityManager, { regionId, code, name, kind, member, certifiedAllowances: amount, from, knownFrom }: NewInstitution): Institution {
  const institution = em.create(Institution, { regionId, id: v7(), code });
  em.create(InstitutionVersion, { regionId, id: v7(), institution, name, kind, validFrom: from });
  if (member) em.create(InstitutionMembership, { regionId, id: v7(), institution, consortium: member.of, role: member.role, validFrom: from, knownFrom });
  if (amount !== 0n) em.create(InstitutionAllowance, { regionId, id: v7(), institution, amount, validFrom: from, knownFrom });
  return institution;
}

export function recordGrade(em: EntityManager, given: { regionId: number; code: string; name: string; series: string; monthlyStandard: Money; from: string; knownFrom: Date }): PostGrade {
  const { monthlyStandard, from, knownFrom, ...grade } = given;
  const postGrade = em.create(PostGrade, { id: v7(), ...grade });
  em.create(PostGradeStandard, { regionId: grade.regionId, id: v7(), postGrade, monthly: monthlyStandard, validFrom: from, knownFrom });
  return postGrade;
}

/** A post as it is given to somebody; `share` is a decimal of a full post. */
export interface NewPost {
  institution: Institution;
  department: Department | null;
  postGrade: PostGrade;
  share: string;
  main: boolean;
  leader: boolean;
}

/** From which day something holds, and from when that is known. */
export interface Since {
  from: string;
  knownFrom: Date;
}

export function recordPost(em: EntityManager, person: Person, { institution, department, postGrade, share, main, leader }: NewPost, { from, knownFrom }: Since): Assignment {
  return em.create(Assignment, {
    regionId: person.regionId, id: v7(), person, institution, department: department && ref(department), postGrade, share, main, leader, validFrom: from, knownFrom,
  });
}

export interface NewPerson {
  regionId: number;
  code: string;
  name: string;
  identity: IdentityKind;
  /** Fen a month; null where it is not known. */
  wage: { postWage: Money; gradeWage: Money } | null;
  posts: NewPost[];
  from: string;
  knownFrom: Date;
}

export function recordPerson(em: EntityManager, { identity, wage, posts, from, knownFrom, ...given }: NewPerson): Person {
  const person = em.create(Person, { id: v7(), ...given });
  em.create(PersonIdentity, { regionId: given.regionId, id: v7(), person, kind: identity, validFrom: from, knownFrom });
  if (wage) em.create(PersonWage, { regionId: given.regionId, id: v7(), person, ...wage, validFrom: from, knownFrom });
  for (const post of posts) recordPost(em, person, post, { from, knownFrom });
  return person;
}
