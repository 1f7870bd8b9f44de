/** What changes of a registered person: identity, posts, numbers. */
import { v7 } from 'uuid';
import { requireRole, type Asking } from '../access/asker.ts';
import { audit } from '../access/audit.ts';
import type { Money } from '../core/money.ts';
import type { DataKeys } from '../access/data-keys.ts';
import type { Role } from '../model/account.ts';
import type { AuditAction } from '../model/audit.ts';
import { PersonIdentity, PersonWage, type IdentityKind, type Person } from '../model/people.ts';
import { lockRegister, personOf, requireNotNegative } from './change.ts';
import { takePlace } from './known-rows.ts';
import { keepNumbers, type GivenNumbers } from './person-numbers.ts';
import { readPosts, replacePosts, type GivenPost } from './posts.ts';

const changers: readonly Role[] = ['HEALTH_BUREAU', 'HR_BUREAU'];

interface OfPerson {
  region: number;
  person: string;
}

/** The person, once no other change of the register is under way. */
async function personToChange({ em, asker }: Asking, { region, person }: OfPerson): Promise<Person> {
  requireRole(asker, region, changers);
  await lockRegister(em, region);
  return personOf(em, region, person);
}

async function told(asking: Asking, action: AuditAction, person: Person, from?: string): Promise<Person> {
  const whose = `${person.code} ${person.name}`;
  await audit(asking, person.regionId, { action, as: changers, subject: from === undefined ? { zh: whose, en: whose } : { zh: `${whose} 自 ${from}`, en: `${whose} from ${from}` } });
  return person;
}

/** The person is employed otherwise from a day. */
export async function changeIdentity(asking: Asking, input: OfPerson & { kind: IdentityKind; from: string }): Promise<Person> {
  const { em, now } = asking;
  const { region, kind, from } = input;
  const person = await personToChange(asking, input);
  const known = await takePlace(em, 'person_identity', region, person.id, from, now);
  em.create(PersonIdentity, { regionId: region, id: v7(), person, kind, ...known });
  await em.flush();
  return told(asking, 'CHANGE_IDENTITY', person, from);
}

/** What the person earns a month by post and grade from a day, in fen (MONEY_NEGATIVE). */
export async function setPersonWage(asking: Asking, input: OfPerson & { postWage: Money; gradeWage: Money; from: string }): Promise<Person> {
  const { em, now } = asking;
  const { region, postWage, gradeWage, from } = input;
  const person = await personToChange(asking, input);
  requireNotNegative({ postWage, gradeWage });
  const known = await takePlace(em, 'person_wage', region, person.id, from, now);
  em.create(PersonWage, { regionId: region, id: v7(), person, postWage, gradeWage, ...known });
  await em.flush();
  return told(asking, 'SET_PERSON_WAGE', person, from);
}

/** From a day the person has these posts and no others; none, when they leave. */
export async function assignPerson(asking: Asking, input: OfPerson & { posts: GivenPost[]; from: string }): Promise<Person> {
  const { em, now } = asking;
  const { region, from } = input;
  const person = await personToChange(asking, input);
  const posts = await readPosts(em, region, `${person.code} ${person.name}`, input.posts, from);
  await replacePosts(em, person, posts, from, now);
  return told(asking, 'ASSIGN_PERSON', person, from);
}

/** Keeps the numbers of the person's cards; what is not given stays. */
export async function setPersonNumbers(asking: Asking, keys: DataKeys, input: OfPerson & GivenNumbers): Promise<Person> {
  const person = await personToChange(asking, input);
  await keepNumbers(asking.em, keys, person, input);
  return told(asking, 'SET_PERSON_NUMBERS', person);
}
