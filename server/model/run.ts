import { PrimaryKeyProp, type Opt, type Ref } from '@mikro-orm/core';
import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import type { ApprovalState } from '../core/approval.ts';
import type { Origins, Policy, RawFacts } from '../core/policy/policy.ts';
import type { Decided } from '../core/run-text.ts';
import { BelongsTo, Day, Instant, Json, OneOf, Regional, StageField, Text, TextList, Whole, closedList } from './field.ts';
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

  /** Who had lent the role by which it was proposed. */
  @Property({ type: 'uuid', nullable: true })
  proposedForId: string | null = null;

  @Instant({ api: true })
  proposedAt!: Date;

  @Property({ type: 'uuid', nullable: true })
  decidedById: string | null = null;

  /** Who had lent the role by which that was decided. */
  @Property({ type: 'uuid', nullable: true })
  decidedForId: string | null = null;

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

/** A stage as runs write it: `BUDGET`, or one of the policy's own, `MONTHLY_ADVANCE`. */
export type StageName = string;

export const RunState = closedList('RunState', {
  PREPARED: 'PREPARED',
  SUBMITTED: 'SUBMITTED',
  REVIEWING: 'REVIEWING',
  APPROVED: 'APPROVED',
  POSTED: 'POSTED',
  RETURNED: 'RETURNED',
} as const satisfies Record<ApprovalState, ApprovalState>);
export type RunState = ApprovalState;

/** One evaluation of a policy version on facts that can be approved (核算); only its state changes. */
@Regional('run', { description: 'One evaluation of a policy version on frozen facts (核算).' })
export class Run extends RegionalRow {
  @StageField({ api: true })
  stage!: StageName;

  @Whole({ api: true })
  year!: number;

  /** The year or the month, as the stage comes. */
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

  @Text({ api: true, description: 'The engine that gave the amounts.' })
  engine!: string;

  @Whole({ api: true, description: 'The number of the policy language that gave the amounts.' })
  language!: number;

  /** Who took each decision and why. */
  @Json()
  decided!: Decided;

  /** Rows whose amounts wait. */
  @TextList({ api: true, description: 'Rows whose amounts wait and are not posted.' })
  held: string[] = [];

  /** The posted run that this one corrects. */
  @Property({ type: 'uuid', nullable: true })
  correctsId: string | null = null;

  /** The returned run that this one takes the place of. */
  @Property({ type: 'uuid', nullable: true })
  redoesId: string | null = null;

  @Text({ api: true, description: 'SHA-256 over policy, facts, decisions, amounts and what is held; what a signature is bound to.' })
  hash!: string;

  @OneOf(() => RunState, { api: true })
  state: RunState = 'SUBMITTED';

  @Text()
  reason: string = '';

  /** Of a correction: for which of the reasons that the policy permits. */
  @Text({ nullable: true })
  changeKind: string | null = null;

  @Property({ type: 'uuid' })
  preparedById!: string;

  /** Who had lent the role by which it was prepared. */
  @Property({ type: 'uuid', nullable: true })
  preparedForId: string | null = null;

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

  /** Who had lent the role by which it was signed. */
  @Property({ type: 'uuid', nullable: true })
  forId: string | null = null;

  @Text()
  runHash!: string;

  @Text()
  verdict!: 'SIGNED' | 'RETURNED';

  /** The step that a return goes back to. */
  @Text({ nullable: true })
  toStep: string | null = null;

  /** How many returns were before it; the database counts. */
  @Property({ type: 'integer', persist: false })
  round!: Opt<number>;

  @Text()
  note: string = '';

  @Instant()
  at!: Date;
}

/** An item of a run that waits (暂缓): its row, why, and the sums that are not posted, in fen. */
@Entity({ tableName: 'held_item' })
export class HeldItem {
  [PrimaryKeyProp]?: ['regionId', 'runId', 'row'];

  @PrimaryKey({ type: 'integer', autoincrement: false })
  regionId!: number;

  @PrimaryKey({ type: 'uuid' })
  runId!: string;

  @PrimaryKey({ type: 'text' })
  row!: string;

  @Property({ type: 'text' })
  reason!: string;

  @Property({ type: 'uuid' })
  heldById!: string;

  @Property({ type: 'timestamptz' })
  heldAt!: Date;

  @Property({ type: 'json', columnType: 'jsonb' })
  movements!: Array<{ step: string; from: string; to: string; amount: string }>;
}

/** Whoever approves a run although a run it rests on was corrected: which correction, and why. */
@Regional('stale_acceptance')
export class StaleAcceptance extends RegionalRow {
  @Property({ type: 'uuid' })
  runId!: string;

  @Property({ type: 'uuid' })
  correctionId!: string;

  @Property({ type: 'uuid' })
  accountId!: string;

  @Text()
  reason!: string;

  @Instant()
  at!: Date;
}

/** One value of a fact that was given by hand: for which time it holds, and in which time it was known. */
@Regional('known_fact', { description: 'One value of a fact: for which time it holds, and in which time it was known.' })
export class KnownFact extends RegionalRow {
  @StageField({ api: true })
  stage!: StageName;

  @Text({ api: true })
  period!: string;

  @Property({ type: 'uuid', nullable: true })
  institutionId!: string | null;

  @Text({ api: true, description: '`standard`, `consortia/A/heads`' })
  path!: string;

  @Text({ api: true })
  value!: string;

  @Day({ api: true })
  validFrom!: string;

  @Day({ api: true })
  validUntil!: string;

  @Instant({ api: true })
  knownFrom!: Date;

  @Instant({ api: true, nullable: true, description: 'When another value took its place; null for what is known now.' })
  knownUntil!: Date | null;

  @Property({ type: 'uuid' })
  recordedById!: string;

  @Text({ api: true })
  reason!: string;
}
