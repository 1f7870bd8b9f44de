import { Field, ObjectType } from 'type-graphql';

/** How a list goes on after a page of it. */
@ObjectType()
export class PageInfo {
  @Field(() => Boolean)
  hasNextPage!: boolean;

  @Field(() => String, { nullable: true })
  endCursor!: string | null;
}
