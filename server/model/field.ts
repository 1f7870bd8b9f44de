/**
 * One decorator per kind of field: the column and the GraphQL field in one line, types explicit.
 * Emitted decorator metadata is off: with it on, two classes that name each other fail at start.
 */
import { BigIntType, DecimalType, type EntityName } from '@mikro-orm/core';
import { Entity, Formula, ManyToOne, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Field, GraphQLISODateTime, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { DayScalar, JsonScalar, MoneyScalar, MonthScalar, ShareScalar, StageScalar } from './scalars.ts';

interface Options {
  /** Column name; the snake case of the property when left out. */
  column?: string;
  nullable?: boolean;
  /** A field is public in the API only where its class says so. */
  api?: boolean;
  description?: string;
}

type Decorate = (target: object, property: string) => void;

function field(graphqlType: () => unknown, columnType: object, options: Options): Decorate {
  const { column, nullable = false, api = false, description } = options;
  return (target, property) => {
    Property({ ...columnType, nullable, ...(column ? { fieldName: column } : {}) })(target, property);
    if (api) Field(graphqlType as never, { nullable, ...(description ? { description } : {}) })(target, property);
  };
}

/** Client-made UUID v7 as the second part of a tenant table's key, or the whole key of a reference table. */
export const Id = (): Decorate => (target, property) => {
  PrimaryKey({ type: 'uuid' })(target, property);
  Field(() => ID)(target, property);
};

export const Text = (options: Options = {}) => field(() => String, { type: 'text' }, options);
export const Whole = (options: Options = {}) => field(() => Int, { type: 'integer' }, options);
export const YesNo = (options: Options = {}) => field(() => Boolean, { type: 'boolean' }, options);
export const Money = (options: Options = {}) => field(() => MoneyScalar, { type: new BigIntType('bigint') }, options);
export const Share = (options: Options = {}) => field(() => ShareScalar, { type: new DecimalType('string'), precision: 5, scale: 4 }, options);
export const Day = (options: Options = {}) => field(() => DayScalar, { type: 'text', columnType: 'date' }, options);
export const Month = (options: Options = {}) => field(() => MonthScalar, { type: 'text' }, options);
export const StageField = (options: Options = {}) => field(() => StageScalar, { type: 'text' }, options);
export const Instant = (options: Options = {}) => field(() => GraphQLISODateTime, { type: 'timestamptz' }, options);
export const Json = (options: Options = {}) => field(() => JsonScalar, { type: 'json', columnType: 'jsonb' }, options);
export const TextList = (options: Options = {}) => field(() => [String], { type: 'array', columnType: 'text[]' }, options);

/** One value of a closed list, text in the table and an enum in the API. */
export function OneOf(values: () => object, options: Options = {}): Decorate {
  return field(values, { type: 'text' }, options);
}

/** What a dated row says on the day that is looked at: a column of the row that a function of the database gives for (region_id, id). */
export function Shown(rowFunction: string, column: string, graphqlType: () => unknown): Decorate {
  return (target, property) => {
    Formula<{ regionId: number; id: string }>((columns) => `(${rowFunction}(${columns.regionId}, ${columns.id})).${column}`, { type: 'text' })(target as never, property);
    Field(graphqlType as never)(target, property);
  };
}

/** Names an enum for the API. */
export function closedList<T extends Record<string, string>>(name: string, values: T): T {
  registerEnumType(values, { name });
  return values;
}

/** A reference to a row of the same region; the key is (region_id, id). */
export function BelongsTo<T extends object>(entity: () => EntityName<T>, column: string, options: { nullable?: boolean } = {}): Decorate {
  return (target, property) =>
    ManyToOne({
      entity: entity as never, ref: true, nullable: options.nullable ?? false,
      joinColumns: ['region_id', column], referencedColumnNames: ['region_id', 'id'], ownColumns: [column],
      deleteRule: 'no action', updateRule: 'no action',
    })(target, property);
}

/** A tenant table: row-level security over the set of regions that the session may see. */
export function Regional(tableName: string, api?: { name?: string; description: string }): ClassDecorator {
  return (target) => {
    Entity({ tableName })(target as never);
    if (api) (api.name ? ObjectType(api.name, { description: api.description }) : ObjectType({ description: api.description }))(target as never);
  };
}

/** A reference table: the same for every region. */
export function Shared(tableName: string, api?: { description: string }): ClassDecorator {
  return (target) => {
    Entity({ tableName })(target as never);
    if (api) ObjectType({ description: api.description })(target as never);
  };
}
