/** Verbs on places, and what those who use them look up beforehand. */
import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { act, look, type Context } from '../access/context.ts';
import { inTransaction } from '../db.ts';
import { Department, Institution, InstitutionKind, PostGrade, PostGradeStandard } from '../model/organisation.ts';
import { DayScalar, MoneyScalar } from '../model/scalars.ts';
import { closeInstitution } from './close-institution.ts';
import { mergeInstitutions } from './merge-institutions.ts';
import { planMerger } from './merger.ts';
import { moveInstitution } from './move-institution.ts';
import { registerInstitution } from './register-institution.ts';
import { registerDepartment, setGradeStandard } from './register-parts.ts';
import { reviseInstitution } from './revise-institution.ts';
import { MemberInput, MergerPlan } from './views.ts';

@Resolver()
export class RegisterResolver {
  @Query(() => [PostGrade], { description: 'By series, then by their codes.' })
  postGrades(@Ctx() context: Context, @Arg('region', () => Int) region: number): Promise<PostGrade[]> {
    return look(context, region).em.find(PostGrade, { regionId: region }, { orderBy: { series: 'asc', code: 'asc' } });
  }

  @Query(() => MergerPlan, { description: 'Who would move where by a merger; refuses what the merger would be refused for.' })
  async mergerPlan(
    @Ctx() context: Context, @Arg('region', () => Int) region: number, @Arg('predecessors', () => [ID]) predecessors: string[],
    @Arg('successor', () => ID) successor: string, @Arg('from', () => DayScalar) from: string,
  ): Promise<MergerPlan> {
    const { asker, now } = look(context, region);
    const { moved, newDepartments } = await inTransaction(context.orm, [region], (em) => planMerger({ em, asker, now }, { region, predecessors, successor, from }));
    return { people: moved, newDepartments };
  }

  @Mutation(() => Institution, { description: 'Registers an institution that is there from a day on.' })
  registerInstitution(
    @Ctx() context: Context, @Arg('region', () => Int) region: number, @Arg('code', () => String) code: string, @Arg('name', () => String) name: string,
    @Arg('kind', () => InstitutionKind) kind: InstitutionKind, @Arg('member', () => MemberInput, { nullable: true }) member: MemberInput | null,
    @Arg('certifiedAllowances', () => MoneyScalar, { defaultValue: 0n, description: 'A year.' }) certifiedAllowances: bigint, @Arg('from', () => DayScalar) from: string,
  ): Promise<Institution> {
    return act(context, region, (asking) => registerInstitution(asking, { region, code, name, kind, member: member ?? null, certifiedAllowances, from }));
  }

  @Mutation(() => Institution, { description: 'Gives an institution another name or kind from a day.' })
  reviseInstitution(
    @Ctx() context: Context, @Arg('region', () => Int) region: number, @Arg('id', () => ID) id: string, @Arg('name', () => String) name: string,
    @Arg('kind', () => InstitutionKind) kind: InstitutionKind, @Arg('from', () => DayScalar) from: string,
  ): Promise<Institution> {
    return act(context, region, (asking) => reviseInstitution(asking, { region, id, name, kind, from }));
  }

  @Mutation(() => Institution, { description: 'Moves an institution to another consortium or role from a day; without `member` it leaves its consortium.' })
  moveInstitution(
    @Ctx() context: Context, @Arg('region', () => Int) region: number, @Arg('id', () => ID) id: string,
    @Arg('member', () => MemberInput, { nullable: true }) member: MemberInput | null, @Arg('from', () => DayScalar) from: string,
  ): Promise<Institution> {
    return act(context, region, (asking) => moveInstitution(asking, { region, id, member: member ?? null, from }));
  }

  @Mutation(() => Institution, { description: 'Merges institutions into another from a day, with their people; gives the one that goes on.' })
  mergeInstitutions(
    @Ctx() context: Context, @Arg('region', () => Int) region: number, @Arg('predecessors', () => [ID]) predecessors: string[],
    @Arg('successor', () => ID) successor: string, @Arg('from', () => DayScalar) from: string,
  ): Promise<Institution> {
    return act(context, region, (asking) => mergeInstitutions(asking, { region, predecessors, successor, from }));
  }

  @Mutation(() => Institution, { description: 'Closes an institution from a day; nobody may be in post any more.' })
  closeInstitution(
    @Ctx() context: Context, @Arg('region', () => Int) region: number, @Arg('id', () => ID) id: string, @Arg('from', () => DayScalar) from: string,
  ): Promise<Institution> {
    return act(context, region, (asking) => closeInstitution(asking, { region, id, from }));
  }

  @Mutation(() => Department)
  registerDepartment(
    @Ctx() context: Context, @Arg('region', () => Int) region: number, @Arg('institution', () => ID) institution: string,
    @Arg('code', () => String) code: string, @Arg('name', () => String) name: string,
  ): Promise<Department> {
    return act(context, region, (asking) => registerDepartment(asking, { region, institution, code, name }));
  }

  @Mutation(() => PostGrade, { description: 'Sets the monthly basic standard of a post grade, by its code, from a day.' })
  setGradeStandard(
    @Ctx() context: Context, @Arg('region', () => Int) region: number, @Arg('grade', () => String) grade: string,
    @Arg('monthly', () => MoneyScalar) monthly: bigint, @Arg('from', () => DayScalar) from: string,
  ): Promise<PostGrade> {
    return act(context, region, (asking) => setGradeStandard(asking, { region, grade, monthly, from }));
  }
}

@Resolver(() => PostGrade)
export class PostGradeResolver {
  @FieldResolver(() => [PostGradeStandard], { description: 'Its monthly basic standards, the oldest first.' })
  standards(@Ctx() context: Context, @Root() { regionId, id }: PostGrade): Promise<PostGradeStandard[]> {
    return look(context, regionId).em.find(PostGradeStandard, { regionId, postGrade: { id } }, { orderBy: { validFrom: 'asc' } });
  }
}
