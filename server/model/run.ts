import { PrimaryKeyProp, type Ref } from '@mikro-orm/core';
import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import type { Origins, Policy, RawFacts } from '../core/policy/policy.ts';
import { BelongsTo, Day, Instant, Json, OneOf, Regional, Text, TextList, Whole, closedList } from './field.ts';
import { Institution } from './organisation.ts';
import { RegionalRow } from './regional.ts';

export const PolicyState = closedList('PolicyState', { PROPOSED: 'PROPOSED', PUBLISHED: 'PUBLISHED', WITHDRAWN: 'WITHDRAWN' } as const);
export type PolicyState = keyof typeof PolicyState;

/** One version of a policy (政策版本): proposed, then published by another person; the text is the rule. */
@Regional('policy_version', { description: 'One version of a policy (政策版本); runs stand on published ones.' })
export class PolicyVersion extends RegionalRow {
  @Text({ api: true })
  slug!: string;

  @Text({ api: true })
  version!: string;

  @Text({ api: true, description: 'SHA-256 of the text, hexadecimal.' })
  hash!: string;

  @Text({ api: true })
  text!: string;

  @Text({ api: true, description: 'Kind of policy, as in the file.' })
  kind!: Policy['kind'];

  @Day({ api: true })
  appliesFrom!: string;

  @Text({ api: true, description: 'The text as written, when it lies over others; else empty.' })
  source: string = '';

  @TextList({ api: true, description: 'The documents that take part, as `slug@version`, the lowest first.' })
  layers: string[] = [];

  @Text({ api: true, description: 'Why it was proposed.' })
  reason: string = '';

  @OneOf(() => PolicyState, { api: true })
  state: PolicyState = 'PROPOSED';

  @Property({ type: 'uuid' })
  proposedById!: string;

  @Instant({ api: true })
  proposedAt!: Date;

  @Property({ type: 'uuid', nullable: true })
  decidedById: string | null = null;

  @Instant({ nullable: true, api: true })
  decidedAt: Date | null = null;
}

/** The inputs of a run as they were on the day (基础数据), kept by their hash and never changed. */
@Entity({ tableName: 'frozen_facts' })
export class FrozenFacts {
  [PrimaryKeyProp]?: ['regionId', 'hash'];

  @PrimaryKey({ type: 'integer', autoincrement: false })
  regionId!: number;

  @PrimaryKey({ type: 'text' })
  hash!: string;

  @Property({ type: 'json', columnType: 'jsonb' })
  facts!: RawFacts;

  @Property({ type: 'json', columnType: 'jsonb' })
  origins!: Origins;
}

export const StageName = closedList('Stage', {
  BUDGET: 'BUDGET',
  SETTLEMENT: 'SETTLEMENT',
  PAY_TOTAL: 'PAY_TOTAL',
  BASIC_PAY: 'BASIC_PAY',
  INCENTIVE_PAY: 'INCENTIVE_PAY',
} as const);
export type StageName = keyof typeof StageName;

export const RunState = closedList('RunState', {
  PREPARED: 'PREPARED',
  REVIEWING: 'REVIEWING',
  APPROVED: 'APPROVED',
  POSTED: 'POSTED',
  RETURNED: 'RETURNED',
} as const);
export type RunState = keyof typeof RunState;

/** One evaluation of a policy version on facts that can be approved (核算); only its state changes. */
@Regional('run', { description: 'One evaluation of a policy version on frozen facts (核算).' })
export class Run extends RegionalRow {
  @OneOf(() => StageName, { api: true })
  stage!: StageName;

  @Whole({ api: true })
  year!: number;

  /** The year, or the month of a pay run. */
  @Text({ api: true })
  period!: string;

  @BelongsTo(() => Institution, 'institution_id', { nullable: true })
  institution!: Ref<Institution> | null;

  @BelongsTo(() => PolicyVersion, 'policy_version_id')
  policyVersion!: Ref<PolicyVersion>;

  @Text()
  factsHash!: string;

  @Json({ api: true })
  decisions!: Record<string, string>;

  /** Printed amounts, `{ step: value | { row: value } }`. */
  @Json()
  amounts!: Record<string, string | Record<string, string>>;

  /** Ids of runs whose amounts are facts here. */
  @TextList()
  upstreamIds: string[] = [];

  /** Roles that must sign, in the policy's order. */
  @TextList()
  steps!: string[];

  @Text()
  engine!: string;

  @Text({ api: true, description: 'SHA-256 over policy, facts, decisions and amounts; what a signature is bound to.' })
  hash!: string;

  @OneOf(() => RunState, { api: true })
  state: RunState = 'PREPARED';

  @Text()
  reason: string = '';

  @Property({ type: 'uuid' })
  preparedById!: string;

  @Instant({ api: true })
  preparedAt!: Date;
}

/** A signature on a run (审批): who, in which role, on which hash. */
@Regional('approval')
export class Approval extends RegionalRow {
  @BelongsTo(() => Run, 'run_id')
  run!: Ref<Run>;

  @Text()
  step!: string;

  @Property({ type: 'uuid' })
  accountId!: string;

  @Text()
  runHash!: string;

  @Text()
  verdict!: 'SIGNED' | 'RETURNED';

  @Text()
  note: string = '';

  @Instant()
  at!: Date;
}
