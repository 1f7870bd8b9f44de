/** Working calendars, and what institutions said of their lines of a run. */
import { PrimaryKeyProp } from '@mikro-orm/core';
import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import type { Silence } from '../core/confirmation.ts';
import { Day, Instant, Text, TextList, Whole, YesNo, Regional } from './field.ts';
import { RegionalRow } from './regional.ts';

/** The published arrangement of working days of a year (工作日历), as known from an instant on. */
@Entity({ tableName: 'working_calendar' })
export class WorkingCalendar {
  [PrimaryKeyProp]?: ['year', 'knownFrom'];

  @PrimaryKey({ type: 'integer', autoincrement: false })
  year!: number;

  @PrimaryKey({ type: 'timestamptz' })
  knownFrom!: Date;

  @Text()
  hash!: string;

  @Text()
  document!: string;

  @Day()
  issuedOn!: string;

  @Text()
  address!: string;

  @TextList()
  daysOff!: string[];

  @TextList()
  daysWorked!: string[];
}

/** A run was handed in and is to be confirmed line by line. */
@Regional('confirmation_call')
export class ConfirmationCall extends RegionalRow {
  @Property({ type: 'uuid' })
  runId!: string;

  @Whole()
  workingDays!: number;

  @Text()
  silence!: Silence;

  @Day()
  handedInOn!: string;

  /** The last day on which something may be said. */
  @Day()
  dueOn!: string;
}

/** The key of what belongs to one line of a run. */
@Entity({ abstract: true })
abstract class OfLine {
  [PrimaryKeyProp]?: ['regionId', 'runId', 'row'];

  @PrimaryKey({ type: 'integer', autoincrement: false })
  regionId!: number;

  @PrimaryKey({ type: 'uuid' })
  runId!: string;

  @PrimaryKey({ type: 'text' })
  row!: string;
}

/** Which institution confirms a line of a run. */
@Entity({ tableName: 'confirmation_line' })
export class ConfirmationLine extends OfLine {
  @Property({ type: 'uuid' })
  institutionId!: string;
}

/** What an institution said of its line (确认或异议); of silence, what it counts as. */
@Entity({ tableName: 'confirmation' })
export class Confirmation extends OfLine {
  @Property({ type: 'uuid' })
  institutionId!: string;

  @Text()
  runHash!: string;

  @Text()
  verdict!: 'CONFIRMED' | 'DISPUTED';

  /** Null when nothing was said in time. */
  @Property({ type: 'uuid', nullable: true })
  accountId!: string | null;

  @Property({ type: 'uuid', nullable: true })
  forId!: string | null;

  @Text()
  reason!: string;

  @Instant()
  at!: Date;
}

/** What the preparing office answered to a dispute. */
@Entity({ tableName: 'confirmation_answer' })
export class ConfirmationAnswer extends OfLine {
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
