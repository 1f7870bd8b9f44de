/** The status of a refused operation, as GraphQL over HTTP asks for it. */
import type { ApolloServerPlugin } from '@apollo/server';
import type { Context } from '../access/context.ts';

/**
 * Whoever asks for `application/graphql-response+json` is told by the status 400 that an operation was refused.
 * For plain `application/json`, where a proxy could have said the same, the errors tell it and the status is 200.
 */
export const statusByMediaType: ApolloServerPlugin<Context> = {
  async requestDidStart() {
    return {
      async willSendResponse({ request, response }) {
        const named = request.http?.headers.get('accept')?.includes('application/graphql-response+json') ?? false;
        if (!named && response.http.status === 400 && request.query !== undefined) delete response.http.status;
      },
    };
  },
};
