/** Connections that the database closed are given back to the pool. */
import type pg from 'pg';

/**
 * A transaction whose connection is lost cannot roll back, and whoever began it then never gives the connection back: the pool would be
 * smaller by one after every such loss. Here the end of a connection in use gives it back, and giving it back a second time does nothing.
 */
export function giveBackLost(pool: pg.Pool): void {
  pool.on('acquire', (client) => {
    const release = client.release.bind(client);
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
  });
}
