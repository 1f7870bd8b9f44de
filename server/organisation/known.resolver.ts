/** What the register knows of sums that pay goes by, in two times: what holds for which days, as it is known now or was at an instant. */
import { Arg, Ctx, FieldResolver, GraphQLISODateTime, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { bureaus, payslipRoles, requireRole, seesInstitution } from '../access/asker.ts';
import { act, auditView, look, type Context } from '../access/context.ts';
import { dayOf } from '../clock.ts';
import { refuse } from '../core/refusal.ts';
import { Institution, InstitutionAllowance, PostGrade, PostGradeStandard } from '../model/organisation.ts';
import { Person, PersonWage } from '../model/people.ts';
import { DayScalar, MoneyScalar } from '../model/scalars.ts';
import { knownAt, readAsOf } from '../run/known.ts';
import { setPersonWage } from './change-person.ts';
import { setCertifiedAllowances } from './register-parts.ts';
import { personSeen } from './sees-people.ts';

@Resolver()
export class KnownResolver {
  @Query(() => [PostGradeStandard], { description: 'The monthly basic standards of the post grades, by grade and day, as they are known now or were at an instant.' })
  gradeStandards(
    @Ctx() context: Context, @Arg('region', () => Int) region: number, @Arg('asOf', () => GraphQLISODateTime, { nullable: true }) asOf: Date | null,
  ): Promise<PostGradeStandard[]> {
    const { em, asker } = look(context, region);
    requireRole(asker, region, [...bureaus, ...payslipRoles]);
    return em.find(PostGradeStandard, { regionId: region, ...knownAt(readAsOf(asOf, context.now)) }, { orderBy: [{ postGrade: { code: 'asc' } }, { validFrom: 'asc' }] });
  }

  @Query(() => [PersonWage], { description: 'What a person earns by post and grade, the earliest days first, as it is known now or was at an instant.' })
  async personWages(
    @Ctx() context: Context, @Arg('region', () => Int) region: number, @Arg('person', () => ID) id: string, @Arg('asOf', () => GraphQLISODateTime, { nullable: true }) asOf: Date | null,
  ): Promise<PersonWage[]> {
    const asking = look(context, region);
    const at = readAsOf(asOf, context.now);
    const person = await personSeen(asking, region, id, dayOf(context.now));
    await auditView(context, region, 'VIEW_PERSON_WAGES', { zh: `${person.code} ${person.name}`, en: `${person.code} ${person.name}` });
    return asking.em.find(PersonWage, { regionId: region, person: { id: person.id }, ...knownAt(at) }, { orderBy: { validFrom: 'asc' } });
  }

  @Query(() => [InstitutionAllowance], { description: 'The certified allowances of an institution, the earliest days first, as they are known now or were at an instant.' })
  certifiedAllowances(
    @Ctx() context: Context, @Arg('region', () => Int) region: number, @Arg('institution', () => ID) id: string, @Arg('asOf', () => GraphQLISODateTime, { nullable: true }) asOf: Date | null,
  ): Promise<InstitutionAllowance[]> {
    const { em, asker } = look(context, region);
    if (!seesInstitution(asker, region, id)) refuse('NOT_FOUND', 'institution', { what: { zh: '机构', en: 'institution' }, found: id });
    return em.find(InstitutionAllowance, { regionId: region, institution: { id }, ...knownAt(readAsOf(asOf, context.now)) }, { orderBy: { validFrom: 'asc' } });
  }

  @Mutation(() => Person, { description: 'What a person earns a month by post (岗位工资) and salary grade (薪级工资) from a day; it holds until what is known to begin next.' })
  setPersonWage(
    @Ctx() context: Context, @Arg('region', () => Int) region: number, @Arg('person', () => ID) person: string,
    @Arg('postWage', () => MoneyScalar) postWage: bigint, @Arg('gradeWage', () => MoneyScalar) gradeWage: bigint, @Arg('from', () => DayScalar) from: string,
  ): Promise<Person> {
    return act(context, region, (asking) => setPersonWage(asking, { region, person, postWage, gradeWage, from }));
  }

  @Mutation(() => Institution, { description: 'The allowances of an institution a year, certified from a day on; they hold until what is known to begin next.' })
  setCertifiedAllowances(
    @Ctx() context: Context, @Arg('region', () => Int) region: number, @Arg('id', () => ID) id: string,
    @Arg('amount', () => MoneyScalar) amount: bigint, @Arg('from', () => DayScalar) from: string,
  ): Promise<Institution> {
    return act(context, region, (asking) => setCertifiedAllowances(asking, { region, id, amount, from }));
  }
}

@Resolver(() => PostGradeStandard)
export class PostGradeStandardResolver {
  @FieldResolver(() => PostGrade)
  postGrade(@Root() standard: PostGradeStandard): Promise<PostGrade> {
    return standard.postGrade.loadOrFail({ dataloader: true });
  }
}
