/** Somebody enters the register, with an identity, posts and the numbers of their cards. */
import { requireRole, type Asking } from '../access/asker.ts';
import { audit } from '../access/audit.ts';
import type { DataKeys } from '../access/data-keys.ts';
import type { IdentityKind, Person } from '../model/people.ts';
import { lockRegister, requireFreeCode, requireText } from './change.ts';
import { keepNumbers, type GivenNumbers } from './person-numbers.ts';
import { readPosts, type GivenPost } from './posts.ts';
import { recordPerson } from './records.ts';

export interface RegisterPerson extends GivenNumbers {
  region: number;
  code: string;
  name: string;
  identity: IdentityKind;
  posts: GivenPost[];
  from: string;
}

export async function registerPerson(asking: Asking, keys: DataKeys, input: RegisterPerson): Promise<Person> {
  const { em, asker, now } = asking;
  const { region, identity, from } = input;
  requireRole(asker, region, ['HEALTH_BUREAU', 'HR_BUREAU']);
  await lockRegister(em, region);
  const code = await requireFreeCode(em, 'person', region, input.code);
  const name = requireText(input.name, 'name');
  const posts = await readPosts(em, region, `${code} ${name}`, input.posts, from);
  const person = recordPerson(em, { regionId: region, code, name, identity, wage: null, posts, from, knownFrom: now });
  await em.flush();
  await keepNumbers(em, keys, person, input);
  await audit(asking, region, { action: 'REGISTER_PERSON', subject: { zh: `${code} ${name} 自 ${from}`, en: `${code} ${name} from ${from}` }, as: ['HEALTH_BUREAU', 'HR_BUREAU'] });
  return person;
}
