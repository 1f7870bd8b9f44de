/** docker-compose.yml and Dockerfile, read as they would be run: no engine is needed to see that they fit the server. */
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { parseUrl } from '../server/db/connection.ts';
import { appRole } from '../server/db/roles.ts';
import { readSettings } from '../server/start/settings.ts';

interface Service {
  image?: string;
  build?: string;
  command?: string[];
  environment: Record<string, string>;
  volumes?: string[];
  ports?: string[];
  depends_on?: Record<string, { condition: string }>;
  healthcheck: { test: string[]; interval?: string };
  restart: string;
  stop_grace_period?: string;
}

const { services, volumes } = parse(readFileSync('docker-compose.yml', 'utf8')) as { services: Record<string, Service>; volumes: Record<string, null> };
const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };
const dockerfile = readFileSync('Dockerfile', 'utf8');

/** The value as compose gives it, every variable set to `secret-NAME` unless it has a default. */
const filled = (text: string) => text.replace(/\$\{(\w+)(?::([-?])([^}]*))?\}/g, (_all, name: string, sign: string | undefined, rest: string) => (sign === '-' ? rest : `secret-${name}`));
const environmentOf = ({ environment }: Service) => Object.fromEntries(Object.entries(environment).map(([name, value]) => [name, filled(value)]));
const service = (name: string) => services[name] as Service;

describe('docker-compose.yml', () => {
  test('has a database, a migration that ends, and a server that waits for both', () => {
    expect(Object.keys(services)).toEqual(['postgres', 'migrate', 'server']);
    expect(service('migrate')).toMatchObject({ depends_on: { postgres: { condition: 'service_healthy' } }, restart: 'no', healthcheck: { test: ['NONE'] } });
    expect(service('server')).toMatchObject({ depends_on: { migrate: { condition: 'service_completed_successfully' } }, restart: 'unless-stopped', stop_grace_period: '30s' });
    for (const { depends_on: needs = {} } of Object.values(services)) for (const name of Object.keys(needs)) expect(Object.keys(services)).toContain(name);
  });

  test('keeps the data of database and server in volumes that are declared', () => {
    const used = Object.values(services).flatMap(({ volumes: mounts = [] }) => mounts.map((mount) => mount.split(':')[0]));
    expect(used.toSorted()).toEqual(Object.keys(volumes).toSorted());
    expect(service('postgres').volumes).toEqual(['postgres:/var/lib/postgresql']);
  });

  test('gives the server its plain login alone, and the owner to the migration; no secret is written in it', () => {
    const [server, migrate] = [readSettings(environmentOf(service('server')), '24.0.0'), readSettings(environmentOf(service('migrate')), '24.0.0')];
    expect(parseUrl(server.databaseUrl as string, 'DATABASE_URL')).toMatchObject({ user: appRole, password: 'secret-APP_PASSWORD', host: 'postgres', database: 'fenpei' });
    expect([server.databaseOwnerUrl, server.demo, server.metricsToken]).toEqual([undefined, false, undefined]);
    expect(parseUrl(migrate.databaseOwnerUrl as string, 'DATABASE_OWNER_URL')).toMatchObject({ user: service('postgres').environment['POSTGRES_USER'], password: 'secret-POSTGRES_PASSWORD' });
    expect(migrate.databaseUrl).toBe(server.databaseUrl);
    for (const { environment } of Object.values(services)) {
      for (const [name, value] of Object.entries(environment)) if (/PASSWORD|TOKEN|KEY$/.test(name)) expect([name, value]).toEqual([name, expect.stringMatching(/^\$\{\w+(:-|:\?[^}]+)?\}$/)]);
    }
  });

  test('is reached on this machine alone, and tells its health by what the server answers', () => {
    expect(Object.values(services).flatMap(({ ports = [] }) => ports)).toEqual(['127.0.0.1:4000:4000']);
    expect(service('server').healthcheck.test.at(-1)).toContain('/readyz');
    expect(service('postgres').healthcheck.test.at(-1)).toBe('pg_isready -U fenpei_owner -d fenpei');
  });

  test('runs scripts that there are', () => {
    expect(Object.keys(scripts)).toContain(service('migrate').command?.at(-1));
    expect(dockerfile).toMatch(/^CMD \["npm", "start"\]$/m);
    expect(Object.keys(scripts)).toContain('start');
  });
});

describe('Dockerfile', () => {
  test('copies what there is, builds by the lock file, and runs as nobody in particular', () => {
    for (const [, files = ''] of dockerfile.matchAll(/^COPY (?!--from)(.+) \S+$/gm)) for (const file of files.split(' ')) expect([file, existsSync(file)]).toEqual([file, true]);
    expect(dockerfile).toContain('RUN npm ci');
    const last = dockerfile.slice(dockerfile.lastIndexOf('\nFROM '));
    expect(last).toMatch(/^USER node$/m);
    expect(existsSync('server/start/web-build.ts')).toBe(true);
    const ignored = readFileSync('.dockerignore', 'utf8').split('\n');
    for (const kept of ['.git', '.data', 'node_modules', 'test']) expect(ignored).toContain(kept);
  });
});
