/** Where a PostgreSQL database is and how to log in to it. */
import { readFileSync } from 'node:fs';
import { OperatorError } from './fault.ts';

export interface Connection {
  /** A host name, or the directory of a Unix socket. */
  host: string;
  port: number;
  user: string;
  password: string;
  database: string;
  /** TLS; left out: none. */
  ssl?: { rejectUnauthorized: boolean; ca?: string };
}

/**
 * Reads `postgres://user:password@host:port/database?sslmode=…&sslrootcert=…&host=/socket/directory`.
 * `sslmode` means what it means to psql: `require` encrypts, `verify-ca` and `verify-full` also check the certificate.
 * Throws an OperatorError that names the variable and never shows the password.
 */
export function parseUrl(text: string, variable: string): Connection {
  if (!URL.canParse(text)) throw new OperatorError(`${variable} is not an address such as postgres://user:password@host:5432/fenpei.`);
  const url = new URL(text);
  if (url.protocol !== 'postgres:' && url.protocol !== 'postgresql:') {
    throw new OperatorError(`${variable} must start with postgres:// and not with ${url.protocol}//.`);
  }
  const host = url.searchParams.get('host') ?? decodeURIComponent(url.hostname).replace(/^\[(.*)\]$/, '$1');
  const user = decodeURIComponent(url.username);
  const database = decodeURIComponent(url.pathname.slice(1));
  for (const [part, value] of Object.entries({ host, user, database })) {
    if (value === '') throw new OperatorError(`${variable} names no ${part}; expected postgres://user:password@host:5432/fenpei.`);
  }
  return {
    host, user, database,
    port: Number(url.port || 5432),
    password: decodeURIComponent(url.password),
    ...tls(url.searchParams, variable),
  };
}

function tls(parameters: URLSearchParams, variable: string): Pick<Connection, 'ssl'> {
  const mode = parameters.get('sslmode') ?? 'disable';
  if (mode === 'disable') return {};
  if (!['require', 'verify-ca', 'verify-full'].includes(mode)) {
    throw new OperatorError(`${variable}: sslmode=${mode} is not known; use disable, require, verify-ca or verify-full.`);
  }
  const root = parameters.get('sslrootcert');
  return { ssl: { rejectUnauthorized: mode !== 'require', ...(root === null ? {} : { ca: readFileSync(root, 'utf8') }) } };
}
