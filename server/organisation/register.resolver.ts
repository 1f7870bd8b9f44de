/** Verbs on places. */
import { Arg, Ctx, ID, Int, Mutation, Resolver } from 'type-graphql';
import { act, type Context } from '../access/context.ts';
import { Department, Institution, InstitutionKind, PostGrade } from '../model/organisation.ts';
import { DayScalar, MoneyScalar } from '../model/scalars.ts';
import { closeInstitution } from './close-institution.ts';
import { mergeInstitutions } from './merge-institutions.ts';
import { moveInstitution } from './move-institution.ts';
import { registerInstitution } from './register-institution.ts';
import { registerDepartment, setGradeStandard } from './register-parts.ts';
import { reviseInstitution } from './revise-institution.ts';
import { MemberInput } from './views.ts';

@Resolver()
export class RegisterResolver {
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
