import type { Opt } from '@mikro-orm/core';
import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Field, Int, ObjectType } from 'type-graphql';
import { Text, closedList } from './field.ts';

export const RegionLevel = closedList('RegionLevel', { PROVINCE: 'PROVINCE', CITY: 'CITY', COUNTY: 'COUNTY' } as const);
export type RegionLevel = keyof typeof RegionLevel;

/** An administrative region (行政区), by its six-digit code; the tenant. */
@Entity({ tableName: 'region' })
@ObjectType({ description: 'An administrative region (行政区); its code is the national one.' })
export class Region {
  @PrimaryKey({ type: 'integer', autoincrement: false })
  @Field(() => Int)
  code!: number;

  /** Follows from the code; the table makes it. */
  @Property({ type: 'integer', nullable: true, generated: '(region_parent(code)) stored' })
  @Field(() => Int, { nullable: true, description: 'The city of a county, the province of a city.' })
  parentCode?: Opt<number> | null;

  @Text({ api: true })
  name!: string;

  @Text({ api: true })
  nameEn!: string;
}

/** Which level of the tree a code belongs to. */
export function levelOf(code: number): RegionLevel {
  if (code % 10_000 === 0) return 'PROVINCE';
  return code % 100 === 0 ? 'CITY' : 'COUNTY';
}
