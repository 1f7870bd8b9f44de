import type { Ref } from '@mikro-orm/core';
import { BelongsTo, Instant, Money, Regional, Whole } from './field.ts';
import { Budget } from './budget.ts';
import { Consortium } from './organisation.ts';
import { RegionalRow } from './regional.ts';
import { Run } from './run.ts';

/** The year-end settlement of a budget (年终清算). */
@Regional('settlement', { description: 'The year-end settlement of a budget (年终清算).' })
export class Settlement extends RegionalRow {
  @Whole({ api: true })
  year!: number;

  @BelongsTo(() => Budget, 'budget_id')
  budget!: Ref<Budget>;

  @BelongsTo(() => Run, 'run_id')
  run!: Ref<Run>;

  /** When it was posted, and when a correction took its place; null while it stands. */
  @Instant({ api: true })
  knownFrom!: Date;

  @Instant({ api: true, nullable: true })
  knownUntil: Date | null = null;
}

/** One consortium in a settlement: what it had, used, kept or overspent. */
@Regional('settlement_line', { description: 'One consortium in a settlement.' })
export class SettlementLine extends RegionalRow {
  @BelongsTo(() => Settlement, 'settlement_id')
  settlement!: Ref<Settlement>;

  @BelongsTo(() => Consortium, 'consortium_id')
  consortium!: Ref<Consortium>;

  @Money({ api: true })
  package!: bigint;

  @Money({ api: true })
  used!: bigint;

  @Money({ api: true })
  surplus!: bigint;

  @Money({ api: true })
  overspend!: bigint;
}
