import { BigIntType, PrimaryKeyProp, type Ref } from '@mikro-orm/core';
import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { BelongsTo, Day, Instant, Json, Regional } from './field.ts';
import { Fund } from './fund.ts';
import { RegionalRow } from './regional.ts';
import { Run } from './run.ts';

/** An entry of the fund's own journal (记账凭证); its postings add up to zero. */
@Regional('journal_entry', { description: 'An entry of a fund\'s journal (记账凭证).' })
export class JournalEntry extends RegionalRow {
  @BelongsTo(() => Fund, 'fund_id')
  fund!: Ref<Fund>;

  @BelongsTo(() => Run, 'run_id')
  run!: Ref<Run>;

  @Day({ api: true })
  on!: string;

  @Json()
  memo!: { zh: string; en: string };

  @Property({ type: 'uuid' })
  postedById!: string;

  @Instant({ api: true })
  postedAt!: Date;
}

/** One line of an entry (分录行): positive is debit, negative credit. Lines 2n and 2n+1 are one transfer. */
@Entity({ tableName: 'posting' })
export class Posting {
  [PrimaryKeyProp]?: ['regionId', 'entryId', 'line'];

  @PrimaryKey({ type: 'integer', autoincrement: false })
  regionId!: number;

  @PrimaryKey({ type: 'uuid' })
  entryId!: string;

  @PrimaryKey({ type: 'integer', autoincrement: false })
  line!: number;

  @Property({ type: 'text' })
  account!: string;

  @Property({ type: new BigIntType('bigint') })
  amount!: bigint;

  /** The step, and row, of the run that moved this amount. */
  @Property({ type: 'text' })
  step!: string;

  @Property({ type: 'text', nullable: true })
  row!: string | null;
}
