import { PrimaryKeyProp, type Ref } from '@mikro-orm/core';
import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { units, type Unit } from '../core/in-unit.ts';
import { BelongsTo, Day, Instant, Money, OneOf, Regional, Text, TextList, Whole, closedList } from './field.ts';
import { RegionalRow } from './regional.ts';
import { Run } from './run.ts';

export const PaperKind = closedList('PaperKind', { ALLOCATION_NOTICE: 'ALLOCATION_NOTICE', APPROVAL_FORM: 'APPROVAL_FORM', STATEMENT: 'STATEMENT' } as const);
export type PaperKind = keyof typeof PaperKind;

export const PaperUnit = closedList('PaperUnit', Object.fromEntries(units.map((unit) => [unit, unit])) as { [Each in Unit]: Each });

/** A paper under its number (公文): what it says, and the file as it was issued; never changed. */
@Regional('paper', { description: 'A paper that was issued under a document number (文号).' })
export class Paper extends RegionalRow {
  @Text()
  prefix!: string;

  @Whole({ api: true })
  year!: number;

  @Whole()
  number!: number;

  @OneOf(() => PaperKind, { api: true })
  kind!: PaperKind;

  @BelongsTo(() => Run, 'run_id')
  run!: Ref<Run>;

  @Text({ api: true, nullable: true, description: 'The code of the consortium or institution that it is for; null when it is for all.' })
  recipient!: string | null;

  @OneOf(() => PaperUnit, { api: true })
  unit!: Unit;

  /** Canonical JSON. */
  @Property({ type: 'text', lazy: true })
  content!: string;

  @Text({ api: true, description: 'SHA-256 of what it says; printed on it.' })
  contentHash!: string;

  @Property({ type: 'blob', columnType: 'bytea', lazy: true })
  file!: Buffer;

  @Text()
  fileHash!: string;

  @Property({ type: 'uuid' })
  issuedById!: string;

  @Property({ type: 'uuid', nullable: true })
  issuedForId: string | null = null;

  @Instant({ api: true })
  issuedAt!: Date;
}

/** That a paper is void (作废): why, who said so and when. Its number stays. */
@Entity({ tableName: 'paper_void' })
export class PaperVoid {
  [PrimaryKeyProp]?: ['regionId', 'paperId'];

  @PrimaryKey({ type: 'integer', autoincrement: false })
  regionId!: number;

  @PrimaryKey({ type: 'uuid' })
  paperId!: string;

  @Property({ type: 'text' })
  reason!: string;

  @Property({ type: 'uuid' })
  voidedById!: string;

  @Property({ type: 'uuid', nullable: true })
  voidedForId: string | null = null;

  @Property({ type: 'timestamptz' })
  voidedAt!: Date;
}

/** What stands before the year in a document number (机关代字), from a day on until another begins. */
@Regional('document_prefix', { description: 'What stands before the year in a document number (机关代字), from a day on until another begins.' })
export class DocumentPrefix extends RegionalRow {
  @Text({ api: true })
  prefix!: string;

  @Day({ api: true })
  validFrom!: string;

  @Property({ type: 'uuid' })
  setById!: string;

  @Instant({ api: true })
  setAt!: Date;
}

/** The account of the accounting system (会计科目) that stands for an account class of the policies. */
@Regional('chart_account')
export class ChartAccount extends RegionalRow {
  @Text()
  accountClass!: string;

  @Text()
  code!: string;

  @Text()
  title!: string;

  @Day()
  validFrom!: string;

  @Property({ type: 'uuid' })
  setById!: string;

  @Instant()
  setAt!: Date;
}

/** The vouchers of months as they were exported the first time. */
@Regional('voucher_export')
export class VoucherExport extends RegionalRow {
  @Text()
  fromMonth!: string;

  @Text()
  toMonth!: string;

  @Day()
  untilDay!: string;

  @TextList()
  classes!: string[];

  @Whole()
  entries!: number;

  @Money()
  total!: bigint;

  @Text()
  content!: string;

  @Text()
  contentHash!: string;

  @Property({ type: 'uuid' })
  exportedById!: string;

  @Instant()
  exportedAt!: Date;
}
