/** Lists that the API gives in pages, read until they are whole. */
import { useEffect } from 'react';
import { graphql } from '../gql/index.ts';
import type { RestFragment } from '../gql/graphql.ts';

export const Rest = graphql(`fragment Rest on PageInfo { hasNextPage endCursor }`);

interface Connection<Node> {
  edges: ReadonlyArray<{ node: Node }>;
  pageInfo: RestFragment;
}

/** The rows of a list, as far as they have been read. */
export function nodesOf<Node>(connection: { edges: ReadonlyArray<{ node: Node }> } | undefined): Node[] {
  return connection?.edges.map(({ node }) => node) ?? [];
}

/** Where each list goes on, by its variable; undefined when all are whole. A list that is whole gives an empty page. */
export function cursorsOfRest(lists: Readonly<Record<string, Connection<unknown> | undefined>>): Record<string, string | null> | undefined {
  const found = Object.entries(lists).flatMap(([variable, list]) => (list ? [[variable, list.pageInfo] as const] : []));
  if (!found.some(([, { hasNextPage }]) => hasNextPage)) return undefined;
  return Object.fromEntries(found.map(([variable, { endCursor }]) => [variable, endCursor]));
}

/** Reads the pages that are missing, one after the other; `lists` names the variable that each list begins after. What has been read is shown meanwhile. */
export function useRest(fetchMore: (more: { variables: Record<string, string | null> }) => Promise<unknown>, lists: Readonly<Record<string, Connection<unknown> | undefined>>): void {
  const cursors = JSON.stringify(cursorsOfRest(lists) ?? null);
  useEffect(() => {
    const variables = JSON.parse(cursors) as Record<string, string | null> | null;
    if (variables) void fetchMore({ variables });
  }, [cursors, fetchMore]);
}
