import type { Ref } from '@mikro-orm/core';
import { Property } from '@mikro-orm/decorators/legacy';
import { BelongsTo, Instant, Json, OneOf, Regional, Text, Whole, closedList } from './field.ts';
import { Department, Institution } from './organisation.ts';
import { RegionalRow } from './regional.ts';
import { Run } from './run.ts';

export const SecondAllocationAct = closedList('SecondAllocationAct', { SAVED: 'SAVED', HANDED_IN: 'HANDED_IN', SET: 'SET', RETURNED: 'RETURNED' } as const);
export type SecondAllocationAct = keyof typeof SecondAllocationAct;

/** One version of what the head of a department gives to its people (二次分配); the newest stands, none is changed. */
@Regional('second_allocation')
export class SecondAllocation extends RegionalRow {
  @BelongsTo(() => Institution, 'institution_id')
  institution!: Ref<Institution>;

  @BelongsTo(() => Department, 'department_id')
  department!: Ref<Department>;

  @Text()
  period!: string;

  /** The decision of the policy. */
  @Text()
  decision!: string;

  @Whole()
  version!: number;

  @OneOf(() => SecondAllocationAct)
  act!: SecondAllocationAct;

  /** Yuan as printed, by staff number. */
  @Json()
  amounts!: Record<string, string>;

  /** Reasons by staff number. */
  @Json()
  reasons!: Record<string, string>;

  @Text()
  reason: string = '';

  /** The prepared run on whose pools it rests. */
  @BelongsTo(() => Run, 'run_id')
  run!: Ref<Run>;

  @Property({ type: 'uuid' })
  byId!: string;

  /** Who had lent the role. */
  @Property({ type: 'uuid', nullable: true })
  forId: string | null = null;

  @Instant()
  at!: Date;
}
