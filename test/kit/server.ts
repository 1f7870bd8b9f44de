/** The server as a start assembles it, over a database of a test. */
import 'reflect-metadata';
import type { MikroORM } from '@mikro-orm/postgresql';
import { createApi } from '../../server/api.ts';
import { initOrm } from '../../server/db.ts';
import type { FreshDatabase } from './database.ts';
import { testKeys } from './keys.ts';

export interface TestServer extends AsyncDisposable {
  /** `http://127.0.0.1:` and a free port. */
  address: string;
  orm: MikroORM;
}

/** Serves the API, and the built web application where its directory is given. Disposing of it leaves the database. */
export async function serve(database: FreshDatabase, webDirectory?: string): Promise<TestServer> {
  const orm = await initOrm(database.app);
  const api = await createApi({ orm, dataKeys: testKeys, ...(webDirectory === undefined ? {} : { webDirectory }) });
  const { port } = await api.listen(0, '127.0.0.1');
  return {
    address: `http://127.0.0.1:${port}`,
    orm,
    async [Symbol.asyncDispose]() {
      await api.close();
      await orm.close();
    },
  };
}
