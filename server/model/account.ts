import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { v7 } from 'uuid';
import { Day, Id, Instant, OneOf, Shared, Text, Whole, closedList } from './field.ts';

/** What an account may do in a region; the words of the policies, in the API's spelling. */
export const Role = closedList('Role', {
  HEALTH_BUREAU: 'HEALTH_BUREAU',
  HEALTH_BUREAU_APPROVER: 'HEALTH_BUREAU_APPROVER',
  INSURANCE_BUREAU: 'INSURANCE_BUREAU',
  FINANCE_BUREAU: 'FINANCE_BUREAU',
  HR_BUREAU: 'HR_BUREAU',
  POPULATION_OFFICE: 'POPULATION_OFFICE',
  HOSPITAL_HEAD: 'HOSPITAL_HEAD',
  INSTITUTION_FINANCE: 'INSTITUTION_FINANCE',
  PERSONNEL: 'PERSONNEL',
  FINANCE_OFFICER: 'FINANCE_OFFICER',
  STAFF: 'STAFF',
  AUDITOR: 'AUDITOR',
} as const);
export type Role = keyof typeof Role;

/** A person who signs in. Accounts are platform-wide; grants say where they may act. */
@Shared('account', { description: 'Who is signed in.' })
export class Account {
  @Id()
  id: string = v7();

  @Text({ api: true })
  login!: string;

  @Text({ api: true })
  name!: string;

  @Text()
  passwordHash!: string;
}

/** A signed-in browser; only the hash of its token is kept. */
@Entity({ tableName: 'session' })
export class Session {
  @PrimaryKey({ type: 'text' })
  tokenHash!: string;

  @Property({ type: 'uuid' })
  accountId!: string;

  @Instant()
  expiresAt!: Date;
}

/** A role of an account in a region, or in one institution of it, or as one member of staff. */
@Entity({ tableName: 'role_grant' })
export class RoleGrant {
  @PrimaryKey({ type: 'uuid' })
  id: string = v7();

  @Property({ type: 'uuid' })
  accountId!: string;

  @Whole()
  regionCode!: number;

  @OneOf(() => Role)
  role!: Role;

  @Property({ type: 'uuid', nullable: true })
  institutionId!: string | null;

  @Property({ type: 'uuid', nullable: true })
  personId!: string | null;

  @Day()
  validFrom!: string;

  @Day({ nullable: true })
  validUntil!: string | null;
}
