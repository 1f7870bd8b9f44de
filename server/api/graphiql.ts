/** GraphiQL at the address of the API, for browsers of the signed-in; others get the application, which asks them to sign in. */
import type { Request, RequestHandler, Response } from 'express';
import type { Context } from '../access/context.ts';

/** A browser that opens the address, and not a query by GET. */
function asksForPage(request: Request): boolean {
  return request.query['query'] === undefined && request.accepts(['application/json', 'text/html']) === 'text/html';
}

export function graphiql(webDirectory: string, makeContext: (request: Request, response: Response) => Promise<Context>): RequestHandler {
  return async (request, response, next) => {
    if (!asksForPage(request)) return next();
    const { asker } = await makeContext(request, response);
    response.sendFile(asker ? 'graphiql.html' : 'index.html', { root: webDirectory, maxAge: 0 });
  };
}
