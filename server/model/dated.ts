import { Entity } from '@mikro-orm/decorators/legacy';
import { ObjectType } from 'type-graphql';
import { Day } from './field.ts';
import { RegionalRow } from './regional.ts';

/** What holds for an interval of days: `validFrom` included, `validUntil` not; open while it is null. */
@Entity({ abstract: true })
@ObjectType()
export abstract class DatedRow extends RegionalRow {
  @Day({ api: true })
  validFrom!: string;

  @Day({ nullable: true, api: true, description: 'The first day on which it no longer holds; null while it is open.' })
  validUntil?: string | null;
}
