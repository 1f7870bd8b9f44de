import { PrimaryKeyProp } from '@mikro-orm/core';
import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Field, ObjectType } from 'type-graphql';
import { Day, Text } from './field.ts';
import { Words } from './words.ts';

/** A preset (政策库): the rules of a locality that every region may read, try and take over. */
@Entity({ tableName: 'library_policy' })
@ObjectType({ description: 'A preset of the library (政策库).' })
export class LibraryPolicy {
  [PrimaryKeyProp]?: ['slug', 'version'];

  @PrimaryKey({ type: 'text' })
  @Field(() => String)
  slug!: string;

  @PrimaryKey({ type: 'text' })
  @Field(() => String)
  version!: string;

  @Text({ api: true, description: 'SHA-256 of the text, hexadecimal.' })
  hash!: string;

  @Text({ api: true })
  text!: string;

  @Text({ api: true, description: 'Kind of policy, as in the file.' })
  kind!: string;

  @Property({ type: 'json', columnType: 'jsonb' })
  @Field(() => Words)
  title!: Words;

  @Text({ api: true, description: 'National code of the place: province, city or county.' })
  placeCode!: string;

  @Property({ type: 'json', columnType: 'jsonb' })
  @Field(() => Words)
  place!: Words;

  @Day({ api: true })
  appliesFrom!: string;
}
