import { PrimaryKeyProp, type Opt } from '@mikro-orm/core';
import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { v7 } from 'uuid';
import { Day, Id, Instant, Json, OneOf, Shared, Text, Whole, closedList, YesNo } from './field.ts';

/** What an account may do in a region; the words of the policies, in the API's spelling. */
export const Role = closedList('Role', {
  HEALTH_BUREAU: 'HEALTH_BUREAU',
  HEALTH_BUREAU_APPROVER: 'HEALTH_BUREAU_APPROVER',
  INSURANCE_BUREAU: 'INSURANCE_BUREAU',
  FINANCE_BUREAU: 'FINANCE_BUREAU',
  HR_BUREAU: 'HR_BUREAU',
  POPULATION_OFFICE: 'POPULATION_OFFICE',
  HOSPITAL_HEAD: 'HOSPITAL_HEAD',
  DEPARTMENT_HEAD: 'DEPARTMENT_HEAD',
  INSTITUTION_FINANCE: 'INSTITUTION_FINANCE',
  PERSONNEL: 'PERSONNEL',
  FINANCE_OFFICER: 'FINANCE_OFFICER',
  STAFF: 'STAFF',
  AUDITOR: 'AUDITOR',
  ADMINISTRATOR: 'ADMINISTRATOR',
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

  /** Null until an invitation is accepted, and for whoever signs in by an identity provider alone. */
  @Text({ nullable: true })
  passwordHash!: string | null;
}

/** A signed-in browser; only the hash of its token is kept. */
@Entity({ tableName: 'session' })
export class Session {
  @PrimaryKey({ type: 'text' })
  tokenHash!: string;

  /** What the session is called where its holder lists and ends it. */
  @Property({ type: 'uuid' })
  id: string = v7();

  @Property({ type: 'uuid' })
  accountId!: string;

  @Instant()
  startedAt!: Date;

  /** Never goes back. */
  @Instant()
  seenAt!: Date;

  @Instant()
  expiresAt!: Date;

  /** What the browser called itself. */
  @Text()
  agent: string = '';
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

  /** Whether it reaches the branches of the consortium that the institution heads. */
  @YesNo()
  withBranches: Opt<boolean> = false;

  @Property({ type: 'uuid', nullable: true })
  departmentId: string | null = null;

  @Property({ type: 'uuid', nullable: true })
  personId!: string | null;

  @Day()
  validFrom!: string;

  /** The day on which it no longer holds. */
  @Day({ nullable: true })
  validUntil!: string | null;

  /** Null for what the command line or the demo granted. */
  @Property({ type: 'uuid', nullable: true })
  grantedById: string | null = null;
}

/** A role lent to somebody else for some days. */
@Entity({ tableName: 'delegation' })
export class Delegation {
  @PrimaryKey({ type: 'uuid' })
  id: string = v7();

  @Property({ type: 'uuid' })
  grantId!: string;

  @Property({ type: 'uuid' })
  fromId!: string;

  @Property({ type: 'uuid' })
  toId!: string;

  @Day()
  validFrom!: string;

  @Day()
  validUntil!: string;

  @Instant()
  madeAt!: Date;
}

/** A role that an invitation gives. */
export interface InvitedRole {
  role: Role;
  region: number;
  institution: string | null;
  /** Also its branches; left out: no. */
  withBranches?: boolean;
  department: string | null;
  person: string | null;
}

/** A link that is used once; only the hash of its token is kept. */
@Entity({ tableName: 'invitation' })
export class Invitation {
  @PrimaryKey({ type: 'uuid' })
  id: string = v7();

  @Text()
  tokenHash!: string;

  @Text()
  login!: string;

  @Text()
  name!: string;

  /** The account whose password is set anew; null for an invitation to become one, or to have more roles. */
  @Property({ type: 'uuid', nullable: true })
  accountId!: string | null;

  @Json()
  roles!: InvitedRole[];

  @Property({ type: 'uuid', nullable: true })
  madeById!: string | null;

  @Instant()
  madeAt!: Date;

  @Instant()
  expiresAt!: Date;

  @Instant({ nullable: true })
  closedAt: Date | null = null;
}

/** What an identity provider calls an account. */
@Entity({ tableName: 'identity' })
export class Identity {
  [PrimaryKeyProp]?: ['issuer', 'subject'];

  @PrimaryKey({ type: 'text' })
  issuer!: string;

  @PrimaryKey({ type: 'text' })
  subject!: string;

  @Property({ type: 'uuid' })
  accountId!: string;

  @Instant()
  linkedAt!: Date;
}

export const TokenScope = closedList('TokenScope', { READ: 'READ', PREPARE: 'PREPARE' } as const);
export type TokenScope = keyof typeof TokenScope;

/** A token by which a program asks in its holder's place; only its hash is kept. */
@Shared('access_token', { description: 'A token by which a program asks in its holder\'s place, within one region (个人访问令牌).' })
export class AccessToken {
  @Id()
  id: string = v7();

  @Property({ type: 'uuid' })
  accountId!: string;

  @Text()
  tokenHash!: string;

  @Text({ api: true })
  name!: string;

  @OneOf(() => TokenScope, { api: true, description: 'READ asks; PREPARE may also prepare and record, and never signs.' })
  scope!: TokenScope;

  @Whole({ column: 'region_code', api: true, description: 'The region, with those below it.' })
  region!: number;

  @Instant({ api: true })
  madeAt!: Date;

  @Instant({ api: true })
  expiresAt!: Date;

  @Instant({ nullable: true, api: true })
  usedAt: Date | null = null;

  /** Revoked, or found expired. */
  @Instant({ nullable: true })
  closedAt: Date | null = null;
}
