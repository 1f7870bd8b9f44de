import { Entity } from '@mikro-orm/decorators/legacy';
import { ObjectType } from 'type-graphql';
import { Day, Instant } from './field.ts';
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

/** What holds for days and is known for a time: never changed, only closed when it is known otherwise. */
@Entity({ abstract: true })
@ObjectType()
export abstract class KnownRow extends DatedRow {
  @Instant({ api: true })
  knownFrom!: Date;

  @Instant({ nullable: true, api: true, description: 'When it was known otherwise; null for what is known now.' })
  knownUntil: Date | null = null;
}
