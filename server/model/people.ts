import type { Ref } from '@mikro-orm/core';
import { Property } from '@mikro-orm/decorators/legacy';
import { KnownRow } from './dated.ts';
import { BelongsTo, Money, OneOf, Regional, Share, Text, YesNo, closedList } from './field.ts';
import { Department, Institution, PostGrade } from './organisation.ts';
import { RegionalRow } from './regional.ts';

/** A member of staff (工作人员). */
@Regional('person', { description: 'A member of staff (工作人员).' })
export class Person extends RegionalRow {
  @Text({ api: true })
  code!: string;

  @Text({ api: true })
  name!: string;

  /** The day that was asked about; null: today. */
  @Property({ type: 'text', persist: false })
  shownOn?: string | null;
}

export const IdentityKind = closedList('IdentityKind', {
  ESTABLISHMENT: 'ESTABLISHMENT',
  REGISTERED: 'REGISTERED',
  CONTRACT: 'CONTRACT',
  REHIRED: 'REHIRED',
  VILLAGE_DOCTOR: 'VILLAGE_DOCTOR',
} as const);
export type IdentityKind = keyof typeof IdentityKind;

/** How a person is employed, for a time. */
@Regional('person_identity', { description: 'How a person is employed (身份), for a time: on the establishment (编制内), on record (备案制), by contract (编外), rehired after retirement (退休返聘), village doctor (村医).' })
export class PersonIdentity extends KnownRow {
  @BelongsTo(() => Person, 'person_id')
  person!: Ref<Person>;

  @OneOf(() => IdentityKind, { api: true })
  kind!: IdentityKind;
}

/** What a person earns a month by post and grade (岗位工资, 薪级工资), for a time. */
@Regional('person_wage', { description: 'What a person earns a month by post and grade (岗位工资, 薪级工资), for a time.' })
export class PersonWage extends KnownRow {
  @BelongsTo(() => Person, 'person_id')
  person!: Ref<Person>;

  @Money({ api: true, description: 'By post (岗位工资).' })
  postWage!: bigint;

  @Money({ api: true, description: 'By salary grade (薪级工资).' })
  gradeWage!: bigint;
}

/** A person's time in a post of an institution. */
@Regional('assignment', { description: 'A person\'s time in a post of an institution (任职).' })
export class Assignment extends KnownRow {
  @BelongsTo(() => Person, 'person_id')
  person!: Ref<Person>;

  @BelongsTo(() => Institution, 'institution_id')
  institution!: Ref<Institution>;

  @BelongsTo(() => Department, 'department_id', { nullable: true })
  department!: Ref<Department> | null;

  @BelongsTo(() => PostGrade, 'post_grade_id')
  postGrade!: Ref<PostGrade>;

  @Share({ api: true, description: 'Of a full post; those of one day are together at most 1.' })
  share!: string;

  @YesNo({ api: true, description: 'Whether this institution runs the person\'s pay; one at a time does.' })
  main!: boolean;

  @YesNo({ api: true, description: 'The main leader of the institution.' })
  leader!: boolean;
}

/** A person's main post: ids of person and institution, names of the rest. */
export interface Post {
  person: string;
  institution: string;
  department: string | null;
  grade: string;
  gradeName: string;
}

export const NumberKind = closedList('NumberKind', { ID_CARD: 'ID_CARD', BANK_CARD: 'BANK_CARD' } as const);
export type NumberKind = keyof typeof NumberKind;
