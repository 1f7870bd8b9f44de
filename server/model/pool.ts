import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { v7 } from 'uuid';
import { Id, Shared, Text, Whole } from './field.ts';

/** The area in which a fund is pooled (统筹区): counties of one city. */
@Shared('pool', { description: 'The area in which a fund is pooled (统筹区).' })
export class Pool {
  @Id()
  id: string = v7();

  @Text({ api: true })
  code!: string;

  @Text({ api: true })
  name!: string;

  @Text({ api: true })
  nameEn!: string;

  @Whole({ api: true, description: 'The city whose counties it takes in.' })
  cityCode!: number;
}

/** A region's time in a pool. */
@Entity({ tableName: 'pool_region' })
export class PoolRegion {
  @PrimaryKey({ type: 'uuid' })
  poolId!: string;

  @PrimaryKey({ type: 'integer', autoincrement: false })
  regionCode!: number;

  @PrimaryKey({ type: 'text', columnType: 'date' })
  validFrom!: string;

  @Whole()
  cityCode!: number;

  @Property({ type: 'text', columnType: 'date', nullable: true })
  validUntil?: string | null;
}
