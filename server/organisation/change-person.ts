/** What changes of a registered person: identity, posts, numbers. */
import { v7 } from 'uuid';
import { requireRole, type Asking } from '../access/asker.ts';
import { audit } from '../access/audit.ts';
import type { DataKeys } from '../access/data-keys.ts';
import type { Role } from '../model/account.ts';
import type { AuditAction } from '../model/audit.ts';
import { PersonIdentity, type IdentityKind, type Person } from '../model/people.ts';
import { endOn, lockRegister, personOf } from './change.ts';
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
  const { em } = asking;
  const { region, kind, from } = input;
  const person = await personToChange(asking, input);
  await endOn(em, 'person_identity', region, person.id, from);
  em.create(PersonIdentity, { regionId: region, id: v7(), person, kind, validFrom: from });
  await em.flush();
  return told(asking, 'CHANGE_IDENTITY', person, from);
}

/** From a day the person has these posts and no others; none, when they leave. */
export async function assignPerson(asking: Asking, input: OfPerson & { posts: GivenPost[]; from: string }): Promise<Person> {
  const { em } = asking;
  const { region, from } = input;
  const person = await personToChange(asking, input);
  const posts = await readPosts(em, region, `${person.code} ${person.name}`, input.posts, from);
  await replacePosts(em, person, posts, from);
  return told(asking, 'ASSIGN_PERSON', person, from);
}

/** Keeps the numbers of the person's cards; what is not given stays. */
export async function setPersonNumbers(asking: Asking, keys: DataKeys, input: OfPerson & GivenNumbers): Promise<Person> {
  const person = await personToChange(asking, input);
  await keepNumbers(asking.em, keys, person, input);
  return told(asking, 'SET_PERSON_NUMBERS', person);
}
