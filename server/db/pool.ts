/** Connections that the database closed are given back to the pool. */
import type pg from 'pg';

/** Gives a connection back when it ends while it is in use; giving it back a second time does nothing. */
function giveBackAtEnd(client: pg.PoolClient): pg.PoolClient {
  const release = client.release;
  let given = false;
  const giveBack = (lost?: Error | boolean) => {
    if (given) return;
    given = true;
    client.removeListener('end', onEnd);
    release(lost);
  };
  const onEnd = () => giveBack(true);
  client.once('end', onEnd);
  client.release = giveBack;
  return client;
}

/**
 * A transaction whose connection is lost cannot roll back, and whoever began it then never gives the connection back: the pool would be
 * smaller by one after every such loss.
 */
export function giveBackLost(pool: pg.Pool): void {
  const connect = pool.connect.bind(pool) as () => Promise<pg.PoolClient>;
  const callBack = pool.connect.bind(pool) as (done: unknown) => void;
  pool.connect = ((done?: unknown) => (done ? callBack(done) : connect().then(giveBackAtEnd))) as typeof pool.connect;
}
