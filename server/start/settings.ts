/** What the environment may set, read once. */
import { OperatorError } from '../db/fault.ts';

export interface Settings {
  port: number;
  host: string;
  /** Holds the embedded database; undefined: `.data` of the project. */
  dataDirectory: string | undefined;
  /** A PostgreSQL server to use in place of the embedded one. */
  databaseUrl: string | undefined;
  databaseOwnerUrl: string | undefined;
  /** The private key that signs exports; undefined: one that is made and kept beside the embedded database. */
  signingKey: string | undefined;
  /** The keys that seal the numbers of people, `id:base64`; undefined: one that is made and kept beside the embedded database. */
  dataKey: string | undefined;
  /** Whether an empty database gets the demo county; undefined: only the embedded one does. */
  demo: boolean | undefined;
  /** `served` when Vite's development server gives the web application and nothing is to be built. */
  web: 'build' | 'served';
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
    web: given('WEB') === 'served' ? 'served' : 'build',
  };
}

function readPort(text: string | undefined): number {
  if (text === undefined) return 4000;
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535) throw new OperatorError(`PORT is ${text}; it must be a whole number up to 65535 (0: any free one).`);
  return port;
}

function readSwitch(name: string, text: string | undefined): boolean | undefined {
  if (text === undefined) return undefined;
  if (text !== '0' && text !== '1') throw new OperatorError(`${name} is ${text}; it must be 1 or 0.`);
  return text === '1';
}
