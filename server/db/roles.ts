/** The login of the application: a plain role, so that row-level security binds it. */
import { createHash, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto';
import pg from 'pg';
import type { Connection } from './connection.ts';
import { codeOf, OperatorError } from './fault.ts';

/** The role that migrations grant to. */
export const appRole = 'fenpei_app';

/** Anything that runs one statement: a client, a pool or an ORM's connection behind an adapter. */
export interface Queryable {
  query<Row extends pg.QueryResultRow>(text: string, values?: unknown[]): Promise<{ rows: Row[] }>;
}

/** Opens a session, works in it and closes it. */
export async function withClient<T>(connection: Connection, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(connection);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Throws an OperatorError unless the login of this session is bound by row-level security: not itself, nor through a membership, a superuser, BYPASSRLS or an owner of tables. */
export async function assertPlainRole(client: Queryable): Promise<void> {
  const { rows: [found] } = await client.query<{ login: string; superuser: boolean; bypasses: boolean; owns: string | null }>(`
    select session_user as login,
      exists (select from pg_roles where rolsuper and pg_has_role(session_user, oid, 'member')) as superuser,
      exists (select from pg_roles where rolbypassrls and pg_has_role(session_user, oid, 'member')) as bypasses,
      (select relname from pg_class where relnamespace = to_regnamespace('public') and relkind in ('r', 'p')
        and pg_has_role(session_user, relowner, 'member') order by relname limit 1) as owns`);
  if (!found) throw new Error('PostgreSQL did not say who is logged in');
  const power = found.superuser ? 'is a superuser' : found.bypasses ? 'may bypass row-level security' : found.owns === null ? null : `owns the table ${found.owns}`;
  if (power !== null) {
    throw new OperatorError(`The application's login ${found.login} ${power} (itself or through a role it belongs to), so that regions would not be kept apart. Give the application a plain role.`);
  }
}

/** Makes or mends the role `fenpei_app` with this password. The statement carries a verifier, so that no log of the server can show the password. */
export async function provideAppRole(owner: Connection, password: string): Promise<void> {
  await withClient(owner, async (client) => {
    try {
      await client.query('begin');
      await client.query(`select pg_advisory_xact_lock(hashtext('${appRole}'))`); // two servers that start at once would update one row of the catalogue
      const { rows: [role] } = await client.query<{ rolsuper: boolean; rolbypassrls: boolean }>('select rolsuper, rolbypassrls from pg_roles where rolname = $1', [appRole]);
      const plain = !role || role.rolsuper || role.rolbypassrls ? 'nosuperuser nobypassrls' : ''; // where nothing is to be taken away, an owner without these rights may still set the password
      await client.query(`${role ? 'alter' : 'create'} role ${appRole} login ${plain} password ${client.escapeLiteral(scramVerifier(password))}`);
      await client.query('commit');
    } catch (error) {
      if (codeOf(error) !== '42501') throw error;
      throw new OperatorError(`${owner.user} may not make or change the role ${appRole}. Give it CREATEROLE (and make it the one that created the role), or create the role as an administrator, set DATABASE_URL to log in as it, and DATABASE_OWNER_URL to the owner.`);
    }
  });
}

/** What PostgreSQL stores of a password (RFC 5802, SCRAM-SHA-256). The password must be ASCII, since no SASLprep is done. */
export function scramVerifier(password: string, salt: Buffer = randomBytes(16)): string {
  const iterations = 4096;
  const salted = pbkdf2Sync(password, salt, iterations, 32, 'sha256');
  const keyed = (text: string) => createHmac('sha256', salted).update(text).digest();
  const storedKey = createHash('sha256').update(keyed('Client Key')).digest('base64');
  return `SCRAM-SHA-256$${iterations}:${salt.toString('base64')}$${storedKey}:${keyed('Server Key').toString('base64')}`;
}
