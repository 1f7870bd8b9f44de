import { Property } from '@mikro-orm/decorators/legacy';
import { Regional, Text } from './field.ts';
import { RegionalRow } from './regional.ts';

/** A source of money kept apart from the others (基金). */
@Regional('fund')
export class Fund extends RegionalRow {
  @Text()
  code!: string;

  @Text()
  name!: string;

  /** The area in which it is pooled; null where the county keeps it alone. */
  @Property({ type: 'uuid', nullable: true })
  poolId?: string | null;
}
