import type { Ref } from '@mikro-orm/core';
import { BelongsTo, Money, OneOf, Regional, Text, YesNo, closedList } from './field.ts';
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

/** An institution (机构): hospital, village clinic or public-health unit. */
@Regional('institution', { description: 'An institution (机构).' })
export class Institution extends RegionalRow {
  @Text({ api: true })
  code!: string;

  @Text({ api: true })
  name!: string;

  @OneOf(() => InstitutionKind, { api: true })
  kind!: InstitutionKind;

  @BelongsTo(() => Consortium, 'consortium_id', { nullable: true })
  consortium!: Ref<Consortium> | null;

  @OneOf(() => ConsortiumRole, { nullable: true, api: true })
  consortiumRole!: ConsortiumRole | null;

  /** Annual allowances certified after the clean-up (清理规范后的津贴补贴). */
  @Money()
  certifiedAllowances: bigint = 0n;
}

/** A department (科室) of an institution. */
@Regional('department')
export class Department extends RegionalRow {
  @BelongsTo(() => Institution, 'institution_id')
  institution!: Ref<Institution>;

  @Text()
  code!: string;

  @Text()
  name!: string;
}

/** A post grade (岗位等级) with its monthly basic standard. */
@Regional('post_grade')
export class PostGrade extends RegionalRow {
  @Text()
  code!: string;

  @Text()
  name!: string;

  @Text()
  series!: string;

  @Money()
  monthlyStandard!: bigint;
}

/** A member of staff (工作人员) in a post of an institution. */
@Regional('person', { description: 'A member of staff (工作人员).' })
export class Person extends RegionalRow {
  @Text({ api: true })
  code!: string;

  @Text({ api: true })
  name!: string;

  @BelongsTo(() => Institution, 'institution_id')
  institution!: Ref<Institution>;

  @BelongsTo(() => Department, 'department_id', { nullable: true })
  department!: Ref<Department> | null;

  @BelongsTo(() => PostGrade, 'post_grade_id')
  postGrade!: Ref<PostGrade>;

  /** On the formal establishment (在编). */
  @YesNo()
  formal!: boolean;

  @YesNo()
  leader!: boolean;

  @Money()
  decemberPostWage!: bigint;

  @Money()
  decemberGradeWage!: bigint;
}
