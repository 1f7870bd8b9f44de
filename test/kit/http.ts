/** The API over real HTTP, with a browser's cookie. */
import { randomUUID } from 'node:crypto';
import type { Api } from '../../server/api.ts';
import type { OidcSettings } from '../../server/access/oidc.ts';
import type { MikroORM } from '@mikro-orm/postgresql';
import { password, type Login } from './county.ts';
import { testKeys } from './keys.ts';

export interface Answer {
  status: number;
  /** The body as it came. */
  text: string;
  data: Record<string, never> | null;
  errors: Array<{ message: string; extensions: Record<string, never> & { code?: string; at?: string; messages?: { zh: string; en: string } } }>;
  cookies: string[];
}

export class Visitor {
  private readonly base: string;
  cookie = '';

  constructor(base: string) {
    this.base = base;
  }

  fetch(path: string, init: RequestInit = {}): Promise<Response> {
    return fetch(this.base + path, { ...init, headers: { cookie: this.cookie, ...init.headers } });
  }

  /** Each request has a key of its own unless one is given; null sends none. */
  async ask(query: string, variables: Record<string, unknown> = {}, key: string | null = randomUUID()): Promise<Answer> {
    const headers = { 'content-type': 'application/json', ...(key === null ? {} : { 'idempotency-key': key }) };
    const response = await this.fetch('/graphql', { method: 'POST', headers, body: JSON.stringify({ query, variables }) });
    const text = await response.text();
    const cookies = response.headers.getSetCookie();
    for (const each of cookies) this.cookie = each.split(';', 1)[0] as string;
    return { status: response.status, text, cookies, data: null, errors: [], ...(JSON.parse(text) as Partial<Answer>) };
  }

  signIn(login: Login, secret = password): Promise<Answer> {
    return this.ask('mutation ($login: String!, $password: String!) { signIn(login: $login, password: $password) { login name grants { role region { code name } institution { code headcount } } } }', { login, password: secret });
  }
}

export interface Served {
  api: Api;
  base: string;
  /** A browser without a cookie, or signed in. */
  visitor(login?: Login): Promise<Visitor>;
}

/** The API on a free port of this machine. */
export async function serve(orm: MikroORM, webDirectory?: string, oidc?: OidcSettings): Promise<Served> {
  process.env.LOG_LEVEL ??= 'silent'; // before the server is loaded: failures that a test provokes are not told
  const { createApi } = await import('../../server/api.ts');
  const api = await createApi({ orm, dataKeys: testKeys, ...(webDirectory ? { webDirectory } : {}), oidc });
  const { port } = await api.listen(0, '127.0.0.1');
  const base = `http://127.0.0.1:${port}`;
  return {
    api, base,
    async visitor(login) {
      const visitor = new Visitor(base);
      if (login) await visitor.signIn(login);
      return visitor;
    },
  };
}
