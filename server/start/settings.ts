/** What the environment may set, read once. */
import { OperatorError } from '../db/fault.ts';

export interface Settings {
  port: number;
  host: string;
  /** Holds the embedded database; undefined: `.data` of the project. */
  dataDirectory: string | undefined;
  /** A PostgreSQL server to use in place of the embedded one. */
  databaseUrl: string | undefined;
  /** The owner of the tables, for `npm run migrate`, `backup` and `restore`; the server never logs in as it. */
  databaseOwnerUrl: string | undefined;
  /** The private key that signs exports; undefined: one that is made and kept beside the embedded database. */
  signingKey: string | undefined;
  /** The keys that seal the numbers of people, `id:base64`; undefined: one that is made and kept beside the embedded database. */
  dataKey: string | undefined;
  /** Whether an empty database gets the demo county; undefined: only the embedded one does. */
  demo: boolean | undefined;
  /** Lets who has it read `/metrics`; undefined: only this machine itself may. */
  metricsToken: string | undefined;
  logLevel: string;
  /** `served` when Vite's development server gives the web application and nothing is to be built. */
  web: 'build' | 'served';
  /** The identity provider that people may sign in by; undefined: none. */
  oidc: { issuer: string; clientId: string; clientSecret: string } | undefined;
  /** The address that links for people begin with; undefined: that at which the server listens. */
  publicUrl: string | undefined;
}

const nodeMin = [22, 17] as const;

/** Throws an OperatorError that names what is set wrongly, or the version of Node that is needed. An empty value is as none. */
export function readSettings(environment: NodeJS.ProcessEnv, nodeVersion: string): Settings {
  const [major = 0, minor = 0] = nodeVersion.split('.').map(Number);
  if (major < nodeMin[0] || (major === nodeMin[0] && minor < nodeMin[1])) {
    throw new OperatorError(`Node ${nodeMin.join('.')} or later is needed and this is ${nodeVersion}. "npm start" uses the Node that "npm ci" installed.`);
  }
  const given = (name: string) => environment[name] || undefined;
  return {
    port: readPort(given('PORT')),
    host: given('HOST') ?? '127.0.0.1',
    dataDirectory: given('DATA_DIR'),
    databaseUrl: given('DATABASE_URL'),
    databaseOwnerUrl: given('DATABASE_OWNER_URL'),
    signingKey: given('SIGNING_KEY'),
    dataKey: given('DATA_KEY'),
    demo: readSwitch('DEMO', given('DEMO')),
    metricsToken: given('METRICS_TOKEN'),
    logLevel: readLevel(given('LOG_LEVEL')),
    web: given('WEB') === 'served' ? 'served' : 'build',
    oidc: readOidc(given('OIDC_ISSUER'), given('OIDC_CLIENT_ID'), given('OIDC_CLIENT_SECRET')),
    publicUrl: readPublicUrl(given('PUBLIC_URL')),
  };
}

const levels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'];

function readLevel(text = 'warn'): string {
  if (!levels.includes(text)) throw new OperatorError(`LOG_LEVEL is ${text}; it must be one of ${levels.join(', ')}.`);
  return text;
}

function readPort(text: string | undefined): number {
  if (text === undefined) return 4000;
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535) throw new OperatorError(`PORT is ${text}; it must be a whole number up to 65535 (0: any free one).`);
  return port;
}

const loopback = new Set(['localhost', '127.0.0.1', '[::1]']);

/** All three or none; plain HTTP only on this machine, since what comes back decides who is let in. */
function readOidc(issuer: string | undefined, clientId: string | undefined, clientSecret: string | undefined): Settings['oidc'] {
  if (issuer === undefined && clientId === undefined && clientSecret === undefined) return undefined;
  if (issuer === undefined || clientId === undefined || clientSecret === undefined) throw new OperatorError('OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET are set together or not at all.');
  const url = URL.canParse(issuer) ? new URL(issuer) : undefined;
  const safe = url?.protocol === 'https:' || (url?.protocol === 'http:' && loopback.has(url.hostname));
  if (!safe) throw new OperatorError(`OIDC_ISSUER is ${issuer}; it must be an address that begins with https://.`);
  return { issuer, clientId, clientSecret };
}

function readPublicUrl(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !/^https?:$/.test(url.protocol) || url.pathname !== '/') throw new OperatorError(`PUBLIC_URL is ${text}; it must be an address such as https://pay.example.cn.`);
  return url.origin;
}

function readSwitch(name: string, text: string | undefined): boolean | undefined {
  if (text === undefined) return undefined;
  if (text !== '0' && text !== '1') throw new OperatorError(`${name} is ${text}; it must be 1 or 0.`);
  return text === '1';
}
