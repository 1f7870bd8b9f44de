import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseUrl, type Connection } from '../../server/db/connection.ts';
import { assertPlainRole, openDatabase, openOwner } from '../../server/db/database.ts';
import { startEmbedded, stopEmbedded } from '../../server/db/embedded.ts';
import { appRole, provideAppRole, withClient } from '../../server/db/roles.ts';

let server: Connection;
let directory: string;
const unused = { directory: '/nowhere' };

beforeAll(async () => {
  mkdirSync('.data/test', { recursive: true });
  const above = mkdtempSync(resolve('.data/test/d-'));
  chmodSync(above, 0o755);
  directory = join(above, 'pg');
  // a cluster of its own, since roles belong to the whole cluster
  server = (await startEmbedded({ directory, flush: false })).owner;
  await provideAppRole(server, 'plain');
  await run('create database roles_test');
  server = { ...server, database: 'roles_test' };
  await run(`create role boss superuser login password 'x'; create role sees_all bypassrls login password 'x';
    create role maker login password 'x'; create role heir login password 'x' in role maker;
    create role secret_boss login password 'x' in role boss;
    create role humble login password 'x'; create role builder createrole login password 'x';
    grant create on schema public to maker, builder; create table of_maker (); alter table of_maker owner to maker`);
});

afterAll(async () => {
  await stopEmbedded(directory);
  rmSync(join(directory, '..'), { recursive: true });
});

const run = (statement: string) => withClient(server, (client) => client.query(statement));
const as = (user: string, password = 'x') => ({ ...server, user, password });
const url = ({ user, password, host, port, database }: Connection) => `postgres://${user}:${encodeURIComponent(password)}@x:${port}/${database}?host=${encodeURIComponent(host)}`;

describe('assertPlainRole', () => {
  test.each([
    ['boss', /is a superuser/],
    ['sees_all', /may bypass row-level security/],
    ['maker', /owns the table of_maker/],
    ['heir', /owns the table of_maker/],
    ['secret_boss', /is a superuser/],
  ])('refuses %s', async (user, reason) => {
    await expect(withClient(as(user), assertPlainRole)).rejects.toThrow(reason);
  });

  test('accepts a login without power', async () => {
    await expect(withClient(as('humble'), assertPlainRole)).resolves.toBeUndefined();
  });
});

describe('the embedded database', () => {
  test('is made once and keeps the password of the plain login beside the cluster', async () => {
    const open = () => openDatabase({ embedded: { directory, flush: false } });
    const [first, second] = await Promise.all([open(), open()]);
    expect(second.app).toEqual(first.app);
    expect(first.app).toMatchObject({ user: appRole, database: 'fenpei' });
    expect(statSync(join(directory, 'app.password')).mode & 0o777).toBe(0o600);
    await withClient(second.app, (client) => client.query('select 1'));
  });
});

describe('a named database', () => {
  test('takes the plain login of the application, and no owner', async () => {
    await provideAppRole(server, 'plain');
    const database = await openDatabase({ embedded: unused, url: url(as(appRole, 'plain')) });
    expect(database).toMatchObject({ app: { user: appRole, password: 'plain' }, embedded: false });
    expect(database).not.toHaveProperty('owner');
    await run(`alter role ${appRole} bypassrls`);
    await expect(openDatabase({ embedded: unused, url: url(as(appRole, 'plain')) })).rejects.toThrow(/may bypass row-level security/);
  });

  test('gives its owner to migrations, and its plain login the password that is written down, without the powers that it had', async () => {
    await run(`alter role ${appRole} bypassrls`);
    expect(await openOwner(url(server), url(as(appRole, 'written')))).toMatchObject({ user: server.user });
    expect(await openOwner(url(server), undefined)).toMatchObject({ user: server.user });
    await withClient(as(appRole, 'written'), assertPlainRole);
    await withClient(server, async (client) => {
      expect((await client.query('select rolbypassrls from pg_roles where rolname = $1', [appRole])).rows).toEqual([{ rolbypassrls: false }]);
    });
  });

  test.each([
    ['an owner that may make no role', () => openOwner(url(as('humble')), url({ ...as(appRole), database: server.database })), /humble may not make or change the role fenpei_app/],
    ['an owner that did not make the role', () => openOwner(url(as('builder')), url(as(appRole))), /builder may not make or change the role fenpei_app/],
    ['a login other than fenpei_app for the application', () => openOwner(url(server), url(as('humble'))), /must log in as fenpei_app/],
    ['the owner as the login of the server', () => openDatabase({ embedded: unused, url: url(server) }), /must log in as fenpei_app.*DATABASE_OWNER_URL/],
    ['a wrong password', () => openOwner(url(as('humble', 'wrong')), undefined), /DATABASE_OWNER_URL: .* refuses the user humble/],
    ['a database that is not there', () => openDatabase({ embedded: unused, url: url({ ...as(appRole), database: 'elsewhere' }) }), /refuses the user|there is no database elsewhere/],
  ])('refuses %s', async (_case, open, reason) => {
    await expect(open()).rejects.toThrow(reason);
  });
});

describe('an address', () => {
  test('is read with its escapes', () => {
    expect(parseUrl('postgres://a%40b:p%2Fw@[::1]:6432/f%20p?sslmode=require', 'DATABASE_URL'))
      .toEqual({ host: '::1', port: 6432, user: 'a@b', password: 'p/w', database: 'f p', ssl: { rejectUnauthorized: false } });
  });

  test('has the default port and no TLS', () => {
    expect(parseUrl('postgresql://u:p@h/d', 'DATABASE_URL')).toEqual({ host: 'h', port: 5432, user: 'u', password: 'p', database: 'd' });
  });

  test.each([
    ['nonsense', /is not an address/],
    ['mysql://u:p@h/d', /must start with postgres:\/\//],
    ['postgres://u:p@h', /names no database/],
    ['postgres://h/d', /names no user/],
    ['postgres://u:p@h/d?sslmode=prefer', /sslmode=prefer is not known/],
  ])('%s is refused', (text, reason) => {
    expect(() => parseUrl(text, 'DATABASE_URL')).toThrow(reason);
  });
});
