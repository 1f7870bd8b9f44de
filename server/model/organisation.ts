import type { Opt, Ref } from '@mikro-orm/core';
import { Property } from '@mikro-orm/decorators/legacy';
import { DatedRow, KnownRow } from './dated.ts';
import { BelongsTo, Money, OneOf, Regional, Shown, Text, closedList } from './field.ts';
import { RegionalRow } from './regional.ts';

/** A medical consortium (医共体): a head hospital, its branches and village clinics. */
@Regional('consortium', { description: 'A medical consortium (医共体).' })
export class Consortium extends RegionalRow {
  @Text({ api: true })
  code!: string;

  @Text({ api: true })
  name!: string;
}

export const InstitutionKind = closedList('InstitutionKind', {
  COUNTY_HOSPITAL: 'COUNTY_HOSPITAL',
  TOWNSHIP_HOSPITAL: 'TOWNSHIP_HOSPITAL',
  VILLAGE_CLINIC: 'VILLAGE_CLINIC',
  PUBLIC_HEALTH: 'PUBLIC_HEALTH',
} as const);
export type InstitutionKind = keyof typeof InstitutionKind;

export const ConsortiumRole = closedList('ConsortiumRole', { HEAD: 'HEAD', BRANCH: 'BRANCH', CLINIC: 'CLINIC' } as const);
export type ConsortiumRole = keyof typeof ConsortiumRole;

/** An institution (机构): hospital, village clinic or public-health unit. Name and kind are those of the day that is looked at. */
@Regional('institution', { description: 'An institution (机构). Name and kind are those of the day that is asked about, else of today.' })
export class Institution extends RegionalRow {
  @Text({ api: true })
  code!: string;

  @Shown('institution_shown', 'name', () => String)
  readonly name!: Opt<string>;

  @Shown('institution_shown', 'kind', () => InstitutionKind)
  readonly kind!: Opt<InstitutionKind>;

  /** The day that was asked about; null: today. */
  @Property({ type: 'text', persist: false })
  shownOn?: string | null;
}

/** What an institution is called and is, for a time. */
@Regional('institution_version', { description: 'What an institution is called and is, for a time.' })
export class InstitutionVersion extends DatedRow {
  @BelongsTo(() => Institution, 'institution_id')
  institution!: Ref<Institution>;

  @Text({ api: true })
  name!: string;

  @OneOf(() => InstitutionKind, { api: true })
  kind!: InstitutionKind;
}

/** An institution's time in a consortium. */
@Regional('institution_membership', { description: 'An institution\'s time in a consortium.' })
export class InstitutionMembership extends KnownRow {
  @BelongsTo(() => Institution, 'institution_id')
  institution!: Ref<Institution>;

  @BelongsTo(() => Consortium, 'consortium_id')
  consortium!: Ref<Consortium>;

  @OneOf(() => ConsortiumRole, { api: true })
  role!: ConsortiumRole;
}

/** Where an institution belongs on a day; all by code, with the ids. */
export interface Member {
  institution: string;
  code: string;
  consortium: string;
  consortiumCode: string;
  consortiumName: string;
  role: ConsortiumRole;
}

/** A department (科室) of an institution. */
@Regional('department', { description: 'A department (科室) of an institution.' })
export class Department extends RegionalRow {
  @BelongsTo(() => Institution, 'institution_id')
  institution!: Ref<Institution>;

  @Text({ api: true })
  code!: string;

  @Text({ api: true })
  name!: string;
}

/** A post grade (岗位等级). */
@Regional('post_grade', { description: 'A post grade (岗位等级).' })
export class PostGrade extends RegionalRow {
  @Text({ api: true })
  code!: string;

  @Text({ api: true })
  name!: string;

  @Text({ api: true })
  series!: string;
}

/** The monthly basic standard of a grade, for a time. */
@Regional('post_grade_standard', { description: 'The monthly basic standard of a grade, for a time.' })
export class PostGradeStandard extends KnownRow {
  @BelongsTo(() => PostGrade, 'post_grade_id')
  postGrade!: Ref<PostGrade>;

  @Money({ api: true })
  monthly!: bigint;
}

/** Annual allowances of an institution, certified after the clean-up (清理规范后的津贴补贴), for a time. */
@Regional('institution_allowance', { description: 'Annual allowances of an institution, certified after the clean-up (清理规范后的津贴补贴), for a time.' })
export class InstitutionAllowance extends KnownRow {
  @BelongsTo(() => Institution, 'institution_id')
  institution!: Ref<Institution>;

  @Money({ api: true, description: 'A year.' })
  amount!: bigint;
}
