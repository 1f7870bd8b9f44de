/**
 * The PostgreSQL that comes with the project: a child process on a Unix socket (on Windows a loopback port), with its data in one directory.
 *
 * Several processes may use one server. The one that started it holds it and alone stops it. When the holder was killed
 * the server goes on, and the next process that starts takes it over; so does a process that stops later and finds it held by nobody.
 */
import type { Connection } from './connection.ts';
import { serverAccount } from './embedded/account.ts';
import { findBinaries } from './embedded/binaries.ts';
import { layOut, makeCluster, type Cluster } from './embedded/cluster.ts';
import { Hold } from './embedded/hold.ts';
import { reachServer, runningPostmaster, stopServer } from './embedded/postmaster.ts';

export interface EmbeddedOptions {
  /** Holds the data, the log and, where its path is short enough, the socket. Made at the first start. */
  directory: string;
  /** False leaves out the flush to disk of a new cluster: for data that may be lost. True when left out. */
  flush?: boolean;
  /** Settings of the server, such as `{ fsync: 'off' }`; they bind only the process that starts it. */
  settings?: Record<string, string>;
}

export interface EmbeddedServer {
  /** Logs in as the owner of the cluster, to the database `postgres`. */
  owner: Connection;
  directory: string;
  /** Whether this process held the server when it was reached. */
  held: boolean;
  /** Stops the server when this process holds it or nobody does. True when it was stopped. */
  stop(): Promise<boolean>;
}

/** Makes the cluster at the first start, starts its server or joins the one that runs, and waits until it answers. Throws an OperatorError with the reason. */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedServer> {
  const cluster = locate(options.directory);
  await makeCluster(cluster, options.flush ?? true);
  let owner: Connection, hold: Hold, taken: Awaited<ReturnType<Hold['take']>>;
  do {
    owner = await reachServer(cluster, options.settings ?? {});
    hold = new Hold(owner);
    taken = await hold.take();
  } while (taken === 'gone');
  return {
    owner,
    directory: cluster.directory,
    held: taken === 'ours',
    async stop() {
      if (runningPostmaster(cluster) === null || (await hold.take()) !== 'ours') return false;
      await stopServer(cluster, 'fast');
      return true;
    },
  };
}

/** Stops the server of this directory at once, whoever holds it: for throw-away clusters. */
export async function stopEmbedded(directory: string): Promise<void> {
  await stopServer(locate(directory), 'immediate');
}

function locate(directory: string): Cluster {
  const account = serverAccount();
  return layOut(directory, account, findBinaries(account));
}
