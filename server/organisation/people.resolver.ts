import { Arg, Ctx, FieldResolver, GraphQLISODateTime, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { act, look, type Context } from '../access/context.ts';
import { dayOf } from '../clock.ts';
import { inTransaction } from '../db.ts';
import { Department, Institution, PostGrade } from '../model/organisation.ts';
import { Assignment, IdentityKind, Person, PersonIdentity } from '../model/people.ts';
import { DayScalar } from '../model/scalars.ts';
import { knownAt, readAsOf } from '../run/known.ts';
import { assignPerson, changeIdentity, setPersonNumbers } from './change-person.ts';
import { peopleOn } from './people.ts';
import { maskedNumbers } from './person-numbers.ts';
import { registerPerson } from './register-person.ts';
import { personSeen, registerSeen } from './sees-people.ts';
import { unmaskPerson } from './unmask-person.ts';
import { CardNumbers, PersonConnection, PostInput } from './views.ts';

const idCardGiven = 'Number of the identity card (居民身份证, GB 11643).';
const bankCardGiven = 'Number of the bank card to which pay goes.';

@Resolver()
export class PeopleResolver {
  @Query(() => PersonConnection, { description: 'People with a post on a day, today when it is left out, by staff number; for the bureaus of the region and the officers of an institution.' })
  people(
    @Ctx() context: Context, @Arg('region', () => Int) region: number, @Arg('institution', () => ID, { nullable: true }) institution: string | null,
    @Arg('text', () => String, { nullable: true }) text: string | null, @Arg('asOf', () => DayScalar, { nullable: true }) asOf: string | null,
    @Arg('first', () => Int, { defaultValue: 50 }) first: number, @Arg('after', () => String, { nullable: true }) after: string | null,
  ): Promise<PersonConnection> {
    const { em, asker } = look(context, region);
    return peopleOn(em, {
      region, seen: registerSeen(asker, region), institution: institution ?? null, text: text ?? null, day: asOf ?? dayOf(context.now), first, after: after ?? null,
    });
  }

  @Query(() => Person)
  person(@Ctx() context: Context, @Arg('region', () => Int) region: number, @Arg('id', () => ID) id: string): Promise<Person> {
    return personSeen(look(context, region), region, id, dayOf(context.now));
  }

  @Mutation(() => Person)
  registerPerson(
    @Ctx() context: Context, @Arg('region', () => Int) region: number, @Arg('code', () => String, { description: 'Staff number.' }) code: string,
    @Arg('name', () => String) name: string, @Arg('identity', () => IdentityKind) identity: IdentityKind, @Arg('posts', () => [PostInput]) posts: PostInput[],
    @Arg('idCard', () => String, { nullable: true, description: idCardGiven }) idCard: string | null,
    @Arg('bankCard', () => String, { nullable: true, description: bankCardGiven }) bankCard: string | null, @Arg('from', () => DayScalar) from: string,
  ): Promise<Person> {
    const input = { region, code, name, identity, posts: posts.map(withDepartment), idCard: idCard ?? null, bankCard: bankCard ?? null, from };
    return act(context, region, (asking) => registerPerson(asking, context.dataKeys, input));
  }

  @Mutation(() => Person)
  changeIdentity(
    @Ctx() context: Context, @Arg('region', () => Int) region: number, @Arg('person', () => ID) person: string,
    @Arg('kind', () => IdentityKind) kind: IdentityKind, @Arg('from', () => DayScalar) from: string,
  ): Promise<Person> {
    return act(context, region, (asking) => changeIdentity(asking, { region, person, kind, from }));
  }

  @Mutation(() => Person, { description: 'From a day on the person has these posts and no others; none, when they leave.' })
  assignPerson(
    @Ctx() context: Context, @Arg('region', () => Int) region: number, @Arg('person', () => ID) person: string,
    @Arg('posts', () => [PostInput]) posts: PostInput[], @Arg('from', () => DayScalar) from: string,
  ): Promise<Person> {
    return act(context, region, (asking) => assignPerson(asking, { region, person, posts: posts.map(withDepartment), from }));
  }

  @Mutation(() => Person, { description: 'Keeps the numbers of a person\'s cards; what is not given stays.' })
  setPersonNumbers(
    @Ctx() context: Context, @Arg('region', () => Int) region: number, @Arg('person', () => ID) person: string,
    @Arg('idCard', () => String, { nullable: true, description: idCardGiven }) idCard: string | null,
    @Arg('bankCard', () => String, { nullable: true, description: bankCardGiven }) bankCard: string | null,
  ): Promise<Person> {
    return act(context, region, (asking) => setPersonNumbers(asking, context.dataKeys, { region, person, idCard: idCard ?? null, bankCard: bankCard ?? null }));
  }

  @Mutation(() => CardNumbers, { description: 'Shows the full numbers of a person for a purpose; who asked is in the audit log. Needs no key, and its answer is not kept under one.' })
  async unmaskPerson(
    @Ctx() context: Context, @Arg('region', () => Int) region: number, @Arg('id', () => ID) id: string, @Arg('purpose', () => String) purpose: string,
  ): Promise<CardNumbers> {
    const { asker, now } = look(context, region);
    const numbers = await inTransaction(context.orm, [region], (em) => unmaskPerson({ em, asker, now }, context.dataKeys, { region, person: id, purpose }));
    return { idCard: numbers.ID_CARD, bankCard: numbers.BANK_CARD };
  }
}

const withDepartment = (post: PostInput) => ({ ...post, department: post.department ?? null });

/** What only those see who may see the register: anybody else is told that there is no such person. */
@Resolver(() => Person)
export class PersonRegisterResolver {
  private seen(context: Context, { regionId, id }: Person) {
    return personSeen(look(context, regionId), regionId, id, dayOf(context.now));
  }

  @FieldResolver(() => IdentityKind, { nullable: true, description: 'How the person is employed on the day that is shown.' })
  async identity(@Ctx() context: Context, @Root() person: Person): Promise<IdentityKind | null> {
    return context.identities.load(`${person.regionId}/${person.shownOn ?? dayOf(context.now)}/${person.id}`);
  }

  @FieldResolver(() => [PersonIdentity], { description: 'The oldest first.' })
  async identities(@Ctx() context: Context, @Root() person: Person, @Arg('asOf', () => GraphQLISODateTime, { nullable: true, description: 'As it was known at an instant.' }) asOf: Date | null): Promise<PersonIdentity[]> {
    const known = knownAt(readAsOf(asOf, context.now));
    const { regionId, id } = await this.seen(context, person);
    return look(context, regionId).em.find(PersonIdentity, { regionId, person: { id }, ...known }, { orderBy: { validFrom: 'asc' } });
  }

  @FieldResolver(() => [Assignment], { description: 'Posts, the oldest first.' })
  async assignments(@Ctx() context: Context, @Root() person: Person, @Arg('asOf', () => GraphQLISODateTime, { nullable: true, description: 'As it was known at an instant.' }) asOf: Date | null): Promise<Assignment[]> {
    const known = knownAt(readAsOf(asOf, context.now));
    const { regionId, id } = await this.seen(context, person);
    return look(context, regionId).em.find(Assignment, { regionId, person: { id }, ...known }, { orderBy: [{ validFrom: 'asc' }, { main: 'desc' }, { id: 'asc' }] });
  }

  @FieldResolver(() => String, { nullable: true, description: 'Masked: the first and last four signs.' })
  async idCard(@Ctx() context: Context, @Root() person: Person): Promise<string | null> {
    const { regionId, id } = await this.seen(context, person);
    return (await maskedNumbers(look(context, regionId).em, regionId, id)).ID_CARD;
  }

  @FieldResolver(() => String, { nullable: true, description: 'Masked: the first and last four digits.' })
  async bankCard(@Ctx() context: Context, @Root() person: Person): Promise<string | null> {
    const { regionId, id } = await this.seen(context, person);
    return (await maskedNumbers(look(context, regionId).em, regionId, id)).BANK_CARD;
  }
}

@Resolver(() => Assignment)
export class AssignmentResolver {
  @FieldResolver(() => Institution)
  institution(@Root() assignment: Assignment): Promise<Institution> {
    return assignment.institution.loadOrFail({ dataloader: true });
  }

  @FieldResolver(() => Department, { nullable: true })
  department(@Root() assignment: Assignment): Promise<Department> | null {
    return assignment.department && assignment.department.loadOrFail({ dataloader: true });
  }

  @FieldResolver(() => PostGrade)
  postGrade(@Root() assignment: Assignment): Promise<PostGrade> {
    return assignment.postGrade.loadOrFail({ dataloader: true });
  }
}
