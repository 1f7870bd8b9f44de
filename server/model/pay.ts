import { PrimaryKeyProp, type Ref } from '@mikro-orm/core';
import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { BigIntType } from '@mikro-orm/core';
import type { Published } from '../core/policy/published.ts';
import type { Role } from './account.ts';
import { BelongsTo, Day, Instant, Money, Month, OneOf, Regional, Text, Whole, YesNo, closedList } from './field.ts';
import { Institution } from './organisation.ts';
import { Person } from './people.ts';
import { RegionalRow } from './regional.ts';
import { Run } from './run.ts';

/** The performance-pay total of an institution and year (绩效工资总量); nothing is released above it. */
@Regional('pay_total', { description: 'The performance-pay total of an institution and year (绩效工资总量).' })
export class PayTotal extends RegionalRow {
  @Whole({ api: true })
  year!: number;

  @BelongsTo(() => Institution, 'institution_id')
  institution!: Ref<Institution>;

  @BelongsTo(() => Run, 'run_id')
  run!: Ref<Run>;

  @Money({ api: true })
  total!: bigint;

  @Money({ api: true, description: 'The basic share (基础性绩效工资).' })
  basic!: bigint;

  @Money({ api: true, description: 'The incentive share (奖励性绩效工资).' })
  incentive!: bigint;

  /** Raised in the transaction that releases pay; a check in the table holds it at or below the total. */
  @Money({ api: true })
  released: bigint = 0n;

  /** Its two parts; each is held at or below its share by a check. */
  @Money()
  releasedBasic: bigint = 0n;

  @Money()
  releasedIncentive: bigint = 0n;

  /** When it was posted, and when a correction took its place; null while it stands. */
  @Instant({ api: true })
  knownFrom!: Date;

  @Instant({ api: true, nullable: true })
  knownUntil: Date | null = null;
}

export const PayKind = closedList('PayKind', { BASIC: 'BASIC', INCENTIVE: 'INCENTIVE' } as const);
export type PayKind = keyof typeof PayKind;

/** One distribution of pay in an institution and month (发放批次). */
@Regional('pay_run', { description: 'One distribution of pay in an institution and month (发放批次).' })
export class PayRun extends RegionalRow {
  @BelongsTo(() => Institution, 'institution_id')
  institution!: Ref<Institution>;

  @Whole({ api: true })
  year!: number;

  @Month({ api: true })
  period!: string;

  @OneOf(() => PayKind, { api: true })
  kind!: PayKind;

  @BelongsTo(() => Run, 'run_id')
  run!: Ref<Run>;

  @Money({ api: true, description: 'Of a correction, the difference to what was paid before.' })
  total!: bigint;

  @Whole({ api: true })
  people!: number;

  @YesNo({ api: true, description: 'Whether its lines are differences to an earlier distribution.' })
  correction: boolean = false;

  @Instant({ api: true, nullable: true })
  paidAt!: Date | null;
}

/** One item of pay for one person in a pay run (发放明细). Bulk rows: written by one statement, held by the run. */
@Entity({ tableName: 'pay_line' })
export class PayLine {
  [PrimaryKeyProp]?: ['regionId', 'payRunId', 'personId', 'step'];

  @PrimaryKey({ type: 'integer', autoincrement: false })
  regionId!: number;

  @PrimaryKey({ type: 'uuid' })
  payRunId!: string;

  @PrimaryKey({ type: 'uuid' })
  personId!: string;

  /** The step of the policy that gave the amount. */
  @PrimaryKey({ type: 'text' })
  step!: string;

  @Property({ type: new BigIntType('bigint') })
  amount!: bigint;
}

/** The publication of a pay run (公示), as the policy asked for it when it was published. */
@Regional('notice', { description: 'The publication of a pay run (公示).' })
export class Notice extends RegionalRow {
  @BelongsTo(() => PayRun, 'pay_run_id')
  payRun!: Ref<PayRun>;

  @Property({ type: 'uuid' })
  publishedById!: string;

  @Instant({ api: true })
  publishedAt!: Date;

  @Day({ api: true, description: 'The last day on which an objection is taken; it is paid from the day after.' })
  closesOn!: string;

  @Whole({ api: true, nullable: true, description: 'As the policy says; null where whoever published it named the last day.' })
  workingDays!: number | null;

  @Text()
  names!: Published['names'];

  @Text()
  numbers!: Published['numbers'];

  @Text()
  amounts!: Published['amounts'];

  @Text()
  objections!: Published['objections'];

  /** The role that rules on objections. */
  @Text()
  ruledBy!: Role;

  /** Of one that is open to everybody. */
  @Text({ nullable: true })
  token!: string | null;
}

/** What a member of staff says against a line of a notice (公示异议). */
@Regional('pay_objection')
export class PayObjection extends RegionalRow {
  @BelongsTo(() => Notice, 'notice_id')
  notice!: Ref<Notice>;

  @BelongsTo(() => PayRun, 'pay_run_id')
  payRun!: Ref<PayRun>;

  @BelongsTo(() => Person, 'person_id')
  person!: Ref<Person>;

  /** The item; null: the whole line. */
  @Text({ nullable: true })
  step!: string | null;

  @Text()
  reason!: string;

  @Property({ type: 'uuid' })
  accountId!: string;

  @Instant()
  at!: Date;
}

/** What the office that the policy names said to it (复核). */
@Regional('pay_objection_ruling')
export class PayObjectionRuling extends RegionalRow {
  @Property({ type: 'uuid' })
  objectionId!: string;

  @YesNo()
  upheld!: boolean;

  @Text()
  reason!: string;

  @Property({ type: 'uuid' })
  accountId!: string;

  @Property({ type: 'uuid', nullable: true })
  forId!: string | null;

  @Instant()
  at!: Date;
}
