/** What an operation may cost at most: one for each field of each row that it can give. */
import type { ApolloServerPlugin } from '@apollo/server';
import { GraphQLError, getNamedType, getNullableType, getVariableValues, isListType, type DocumentNode, type GraphQLSchema } from 'graphql';
import { getComplexity, type ComplexityEstimator } from 'graphql-query-complexity/cjs';
import type { Context } from '../access/context.ts';
import { Refusal } from '../core/refusal.ts';
import { costMax } from './bounds.ts';

/** Rows of a list that has no `first`: such lists are short. */
const shortList = 10;
/** Fields and spreads that are looked at; more are refused unseen. */
const nodesMax = 10_000;

const isConnection = (name: string) => name.endsWith('Connection');

const estimator: ComplexityEstimator = ({ type, field, args, childComplexity }) => {
  const { first } = args as { first?: unknown };
  if (isConnection(getNamedType(field.type).name)) return 1 + Math.max(0, typeof first === 'number' ? first : 1) * childComplexity;
  const rows = isListType(getNullableType(field.type)) && !isConnection(type.name) ? shortList : 1; // the edges of a connection are counted by its `first`
  return 1 + rows * childComplexity;
};

/** The cost of an operation; Infinity when it is too large to be looked at. */
export function costOf(schema: GraphQLSchema, query: DocumentNode, variables: Record<string, unknown>, operationName?: string): number {
  try {
    return getComplexity({ schema, query, variables, estimators: [estimator], maxQueryNodes: nodesMax, ...(operationName === undefined ? {} : { operationName }) });
  } catch (error) {
    if (error instanceof GraphQLError && error.message.startsWith('Query exceeds')) return Infinity;
    throw error;
  }
}

/** Refuses what costs too much before anything is executed (QUERY_TOO_COSTLY). */
export const costLimit: ApolloServerPlugin<Context> = {
  async requestDidStart() {
    return {
      async didResolveOperation({ schema, document, request, operation, operationName }) {
        const { coerced } = getVariableValues(schema, operation?.variableDefinitions ?? [], request.variables ?? {});
        if (!coerced) return; // execution refuses the variables
        const cost = costOf(schema, document, request.variables ?? {}, operationName ?? undefined);
        if (cost <= costMax) return;
        const found = Number.isFinite(cost) ? String(cost) : `> ${nodesMax}`;
        const refusal = new Refusal({ code: 'QUERY_TOO_COSTLY', at: 'query', values: { found, allowed: String(costMax) } });
        throw new GraphQLError(refusal.message, { originalError: refusal, extensions: { http: { status: 400 } } });
      },
    };
  },
};
