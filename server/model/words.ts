import { Field, ObjectType } from 'type-graphql';

/** A text in the two languages of the product. */
@ObjectType({ description: 'A text in Chinese and in English.' })
export class Words {
  @Field(() => String)
  zh!: string;

  @Field(() => String)
  en!: string;
}
