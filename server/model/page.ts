/** Long lists in pages (Relay connections). A cursor is the place of a row in the list's own order, so that rows added meanwhile shift nothing. */
import { ArgsType, Field, Int, ObjectType, type ClassType } from 'type-graphql';
import { refuse } from '../core/refusal.ts';
import { PageInfo } from './page-info.ts';

/** Rows of one page. */
export const rowsMax = 500;

export interface Page<Node> {
  edges: Array<{ cursor: string; node: Node }>;
  pageInfo: PageInfo;
}

/** The arguments of every list in pages. */
@ArgsType()
export class PageArgs {
  @Field(() => Int, { defaultValue: 100, description: 'Rows of the page, at most 500.' }) first!: number;
  @Field(() => String, { nullable: true, description: 'The cursor after which the page begins.' }) after!: string | null;
}

/** The place of a row: the values that the list is ordered by. */
export const printPlace = (values: readonly string[]): string => Buffer.from(JSON.stringify(values)).toString('base64url');

function placeIn(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}

/** Reads a cursor of so many values (CURSOR_UNREADABLE); null for the beginning. */
export function readPlace(after: string | null | undefined, values: number): string[] | null {
  if (after === null || after === undefined) return null;
  const place = placeIn(after);
  const readable = Array.isArray(place) && place.length === values && place.every((value) => typeof value === 'string');
  return readable ? place as string[] : refuse('CURSOR_UNREADABLE', 'after', { found: after.slice(0, 80) });
}

/** How many rows to ask the database for: one more than the page has (LIMIT_TOO_HIGH). */
export function rowsToRead({ first }: Pick<PageArgs, 'first'>): number {
  return first >= 1 && first <= rowsMax ? first + 1 : refuse('LIMIT_TOO_HIGH', 'first', { allowed: String(rowsMax), found: String(first) });
}

/** The page from the rows that were read. */
export function pageOf<Node>(found: readonly Node[], { first }: Pick<PageArgs, 'first'>, cursorOf: (node: Node) => string): Page<Node> {
  const edges = found.slice(0, first).map((node) => ({ cursor: cursorOf(node), node }));
  return { edges, pageInfo: { hasNextPage: found.length > first, endCursor: edges.at(-1)?.cursor ?? null } };
}

/** The types `<name>Connection` and `<name>Edge` of the API. */
export function connectionOf<Node extends object>(name: string, node: () => ClassType<Node>): ClassType<Page<Node>> {
  @ObjectType(`${name}Edge`)
  class Edge {
    @Field(() => String) cursor!: string;
    @Field(node) node!: Node;
  }

  @ObjectType(`${name}Connection`)
  class Connection implements Page<Node> {
    @Field(() => [Edge]) edges!: Edge[];
    @Field(() => PageInfo) pageInfo!: PageInfo;
  }
  return Connection;
}
