import { PrimaryKeyProp, type Opt } from '@mikro-orm/core';
import { Entity, PrimaryKey } from '@mikro-orm/decorators/legacy';
import { ObjectType } from 'type-graphql';
import { v7 } from 'uuid';
import { Id } from './field.ts';

/** What every row of a tenant table has: the region (行政区划代码) first in its key, and an id made here. */
@Entity({ abstract: true })
@ObjectType()
export abstract class RegionalRow {
  [PrimaryKeyProp]?: ['regionId', 'id'];

  @PrimaryKey({ type: 'integer', autoincrement: false })
  regionId!: number;

  @Id()
  id: Opt<string> = v7();
}
