import type { Ref } from '@mikro-orm/core';
import { Property } from '@mikro-orm/decorators/legacy';
import { BelongsTo, Instant, Money, Month, Regional, Text, Whole } from './field.ts';
import { Fund } from './fund.ts';
import { Consortium } from './organisation.ts';
import { RegionalRow } from './regional.ts';
import { Run } from './run.ts';

/** The approved global budget of a fund and year (总额预算). */
@Regional('budget', { description: 'The approved global budget of a year (总额预算).' })
export class Budget extends RegionalRow {
  @Whole({ api: true })
  year!: number;

  @BelongsTo(() => Fund, 'fund_id')
  fund!: Ref<Fund>;

  @BelongsTo(() => Run, 'run_id')
  run!: Ref<Run>;

  @Money({ api: true })
  financing!: bigint;

  /** Raised with the packages that are given out of it; a check in the table holds it at or below the financing. */
  @Money({ api: true, description: 'The sum of its packages.' })
  allocated!: bigint;

  /** When it was posted, and when a correction took its place; null while it stands. */
  @Instant({ api: true })
  knownFrom!: Date;

  @Instant({ api: true, nullable: true })
  knownUntil: Date | null = null;
}

/** The part of a budget that one consortium is prepaid (打包预算). */
@Regional('consortium_package', { description: 'The prepaid package of a consortium (打包预算).' })
export class ConsortiumPackage extends RegionalRow {
  @BelongsTo(() => Budget, 'budget_id')
  budget!: Ref<Budget>;

  @BelongsTo(() => Consortium, 'consortium_id')
  consortium!: Ref<Consortium>;

  @Whole({ api: true })
  heads!: number;

  @Money({ api: true })
  amount!: bigint;
}

/** What a consortium's package paid in a month (支出): claims of its members wherever treated, and contract fees. */
@Regional('spending', { description: 'What a package paid in one month (支出).' })
export class Spending extends RegionalRow {
  @BelongsTo(() => Consortium, 'consortium_id')
  consortium!: Ref<Consortium>;

  @Month({ api: true })
  month!: string;

  @Money({ api: true })
  claims!: bigint;

  @Money({ api: true })
  contractFees!: bigint;

  @Property({ type: 'uuid' })
  recordedById!: string;

  @Instant()
  recordedAt!: Date;

  /** The record that this one replaces; facts are added, never changed. */
  @Property({ type: 'uuid', nullable: true })
  replacesId!: string | null;

  /** The import that it was read by, with the sheet and row of the file; null for what was typed or came by the API. */
  @Property({ type: 'uuid', nullable: true })
  importId: string | null = null;

  @Text({ nullable: true })
  sourceSheet: string | null = null;

  @Whole({ nullable: true })
  sourceRow: number | null = null;

  /** When it was recorded, and when another record took its place; null while it stands. */
  @Instant({ api: true })
  knownFrom!: Date;

  @Instant({ api: true, nullable: true })
  knownUntil: Date | null = null;
}

/** The part of a consortium's overspend that is certified as reasonable (合理超支认定). */
@Regional('certificate', { description: 'Overspend certified as reasonable (合理超支认定).' })
export class Certificate extends RegionalRow {
  @BelongsTo(() => Consortium, 'consortium_id')
  consortium!: Ref<Consortium>;

  @Whole({ api: true })
  year!: number;

  @Money({ api: true })
  amount!: bigint;

  @Text({ api: true })
  cause!: string;

  @Property({ type: 'uuid' })
  certifiedById!: string;

  @Instant()
  certifiedAt!: Date;

  @Property({ type: 'uuid', nullable: true })
  replacesId!: string | null;

  /** When it was recorded, and when another record took its place; null while it stands. */
  @Instant({ api: true })
  knownFrom!: Date;

  @Instant({ api: true, nullable: true })
  knownUntil: Date | null = null;
}
