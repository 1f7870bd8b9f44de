/** A real identity provider on a free port of this machine, and a browser without scripts that signs in there. */
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { Provider } from 'oidc-provider';

export interface TestProvider extends AsyncDisposable {
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** Begins to answer; `callback` is where it sends browsers back. */
  open(callback: string): void;
}

/** Listens; it answers once it knows where the application takes the browser back. Anybody may sign in under any name, which becomes the subject. */
export async function startProvider(): Promise<TestProvider> {
  const server = http.createServer();
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const [clientId, clientSecret] = ['fenpei', 'a-secret-of-the-test'];
  return {
    issuer, clientId, clientSecret,
    open(callback) {
      const provider = new Provider(issuer, {
        clients: [{ client_id: clientId, client_secret: clientSecret, redirect_uris: [callback], grant_types: ['authorization_code'], response_types: ['code'] }],
        pkce: { required: () => true },
        cookies: { keys: ['of the test'] },
        ttl: { Interaction: 600, Session: 600, Grant: 600, AccessToken: 600, IdToken: 600 },
        findAccount: (_context, id) => ({ accountId: id, claims: () => ({ sub: id, email: 'health@example.cn' }) }),
      });
      server.on('request', provider.callback());
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => { server.close(resolve); });
    },
  };
}

/** Cookies by origin, redirects followed up to `stop`. */
export class Wanderer {
  private readonly jars = new Map<string, Map<string, string>>();

  cookie(origin: string): string {
    return [...(this.jars.get(origin) ?? [])].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  async request(url: string, init: RequestInit = {}): Promise<Response> {
    const { origin } = new URL(url);
    const response = await fetch(url, { ...init, redirect: 'manual', headers: { cookie: this.cookie(origin), ...init.headers } });
    const jar = this.jars.get(origin) ?? new Map<string, string>();
    this.jars.set(origin, jar);
    for (const each of response.headers.getSetCookie()) {
      const [pair = '', ...attributes] = each.split('; ');
      const [name = '', value = ''] = [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)];
      const gone = attributes.some((attribute) => /^expires=/i.test(attribute) && Date.parse(attribute.slice(8)) < Date.now());
      if (gone) jar.delete(name);
      else jar.set(name, value);
    }
    return response;
  }

  /** Signs in under a name where the provider asks, agrees to what it asks, and gives the address to which it sends the browser back. */
  async signInAt(address: string, name: string, stop: string): Promise<string> {
    let url = address;
    let init: RequestInit = {};
    for (let step = 0; step < 20; step += 1) {
      if (url.startsWith(stop)) return url;
      const response = await this.request(url, init);
      const location = response.headers.get('location');
      init = {};
      if (location !== null) {
        url = new URL(location, url).href;
        continue;
      }
      const page = await response.text();
      const action = /<form[^>]*action="([^"]+)"/.exec(page)?.[1];
      const prompt = /name="prompt" value="(\w+)"/.exec(page)?.[1];
      if (!action || !prompt) throw new Error(`the provider shows no form: ${response.status} ${page.slice(0, 300)}`);
      url = new URL(action, url).href;
      init = { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: new URLSearchParams({ prompt, login: name, password: 'x' }).toString() };
    }
    throw new Error('the provider sends the browser around');
  }
}
