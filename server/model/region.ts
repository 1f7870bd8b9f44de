import { Entity, PrimaryKey } from '@mikro-orm/decorators/legacy';
import { Field, Int, ObjectType } from 'type-graphql';
import { Text, Whole } from './field.ts';

/** An administrative region (行政区), by its six-digit code; the tenant. */
@Entity({ tableName: 'region' })
@ObjectType({ description: 'An administrative region (行政区); its code is the national one.' })
export class Region {
  @PrimaryKey({ type: 'integer', autoincrement: false })
  @Field(() => Int)
  code!: number;

  @Whole({ nullable: true })
  parentCode!: number | null;

  @Text({ api: true })
  name!: string;

  @Text({ api: true })
  nameEn!: string;
}
