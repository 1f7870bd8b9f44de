/** Adds rows to the register, each with its first interval; nothing is checked but by the tables. */
import { ref } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { v7 } from 'uuid';
import { Institution, InstitutionMembership, InstitutionVersion, PostGrade, PostGradeStandard, type Consortium, type ConsortiumRole, type Department, type InstitutionKind } from '../model/organisation.ts';
import { Assignment, Person, PersonIdentity, type IdentityKind } from '../model/people.ts';

export interface NewInstitution {
  regionId: number;
  code: string;
  name: string;
  kind: InstitutionKind;
  member: { of: Consortium; role: ConsortiumRole } | null;
  certifiedAllowances: bigint;
  from: string;
}

export function recordInstitution(em: EntityManager, { regionId, code, name, kind, member, certifiedAllowances, from }: NewInstitution): Institution {
  const institution = em.create(Institution, { regionId, id: v7(), code, certifiedAllowances });
  em.create(InstitutionVersion, { regionId, id: v7(), institution, name, kind, validFrom: from });
  if (member) em.create(InstitutionMembership, { regionId, id: v7(), institution, consortium: member.of, role: member.role, validFrom: from });
  return institution;
}

export function recordGrade(em: EntityManager, given: { regionId: number; code: string; name: string; series: string; monthlyStandard: bigint; from: string }): PostGrade {
  const { monthlyStandard, from, ...grade } = given;
  const postGrade = em.create(PostGrade, { id: v7(), ...grade });
  em.create(PostGradeStandard, { regionId: grade.regionId, id: v7(), postGrade, monthly: monthlyStandard, validFrom: from });
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

export function recordPost(em: EntityManager, person: Person, { institution, department, postGrade, share, main, leader }: NewPost, from: string, until: string | null = null): Assignment {
  return em.create(Assignment, {
    regionId: person.regionId, id: v7(), person, institution, department: department && ref(department), postGrade, share, main, leader, validFrom: from, validUntil: until,
  });
}

export interface NewPerson {
  regionId: number;
  code: string;
  name: string;
  identity: IdentityKind;
  decemberPostWage: bigint;
  decemberGradeWage: bigint;
  posts: NewPost[];
  from: string;
}

export function recordPerson(em: EntityManager, { identity, posts, from, ...given }: NewPerson): Person {
  const person = em.create(Person, { id: v7(), ...given });
  em.create(PersonIdentity, { regionId: given.regionId, id: v7(), person, kind: identity, validFrom: from });
  for (const post of posts) recordPost(em, person, post, from);
  return person;
}
