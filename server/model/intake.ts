/** Files that were handed in, and what their rows become. */
import { BigIntType, type Opt, type Ref } from '@mikro-orm/core';
import { Property } from '@mikro-orm/decorators/legacy';
import { BelongsTo, Instant, Json, OneOf, Regional, Text, Whole, YesNo, closedList } from './field.ts';
import { RegionalRow } from './regional.ts';

/** What the rows of a file become. */
export const ImportTarget = closedList('ImportTarget', { SPENDING: 'SPENDING', INSTITUTION_SPENDING: 'INSTITUTION_SPENDING', CARE_CASES: 'CARE_CASES', OBLIGATIONS: 'OBLIGATIONS' } as const);
export type ImportTarget = keyof typeof ImportTarget;

/**
 * OPEN: columns are being mapped; CHECKING and LOADING: a job is at work; CHECKED: the dry run has a report;
 * DONE: the rows stand; FAILED: nothing of it stands, `failure` says why.
 */
export const ImportState = closedList('ImportState', { OPEN: 'OPEN', CHECKING: 'CHECKING', CHECKED: 'CHECKED', LOADING: 'LOADING', DONE: 'DONE', FAILED: 'FAILED' } as const);
export type ImportState = keyof typeof ImportState;

/** A file as it was handed in (导入文件), kept once for its content. */
@Regional('import_file', { description: 'A file as it was handed in (导入文件), kept once for its content.' })
export class ImportFile extends RegionalRow {
  @Text({ api: true })
  name!: string;

  @Text({ api: true, description: 'SHA-256 of the bytes.' })
  hash!: string;

  @Property({ type: new BigIntType('number') })
  size!: number;

  @Property({ type: 'uuid' })
  uploadedById!: string;

  @Instant({ api: true })
  uploadedAt!: Date;
}

/** One reading of a file into a target (导入). */
@Regional('import', { description: 'One reading of a file into what its rows become (导入).' })
export class Import extends RegionalRow {
  @BelongsTo(() => ImportFile, 'file_id')
  file!: Ref<ImportFile>;

  @OneOf(() => ImportTarget, { api: true })
  target!: ImportTarget;

  @OneOf(() => ImportState, { api: true })
  state!: ImportState;

  /** A `Reading` of the slice. */
  @Json()
  reading!: object;

  /** The header of each column of the target that the file has. */
  @Json()
  columns!: Record<string, string>;

  @YesNo({ api: true, description: 'Whether the spending of a consortium follows the sum of its institutions.' })
  followSum!: boolean;

  /** A `Report` of the slice. */
  @Json({ nullable: true })
  report: Opt<object> | null = null;

  @Text({ nullable: true, api: true, description: 'What a confirmation is bound to.' })
  reportHash: string | null = null;

  @Whole({ api: true, description: 'Rows that the dry run counted.' })
  rows!: number;

  @Whole({ api: true, description: 'Rows that were looked at, or are loaded.' })
  position!: number;

  /** The faults for which it failed. */
  @Json({ nullable: true })
  failure: Opt<object> | null = null;

  @Property({ type: 'uuid' })
  startedById!: string;

  @Instant({ api: true })
  startedAt!: Date;

  @Property({ type: 'uuid', nullable: true })
  confirmedById: string | null = null;

  @Instant({ nullable: true, api: true })
  finishedAt: Date | null = null;
}
