import { chownSync } from 'node:fs';
import type { PostgresBinaries } from './postgres-binaries.ts';
import type { ProcessUser } from './postgres-user.ts';

/** Where an embedded PostgreSQL lives and as whom it runs. */
export interface ClusterPlace {
  /** Kept with the hub's data whoever runs PostgreSQL: the password, and the lock. */
  readonly home: string;
  /** Beside the cluster, and so reachable for the user who runs PostgreSQL: the server's log. */
  readonly base: string;
  /** PostgreSQL's data directory, which exists once the cluster is initialised. */
  readonly data: string;
  readonly binaries: PostgresBinaries;
  readonly user: ProcessUser;
}

/** Gives a path to the user who runs PostgreSQL, where that is another user than ours. */
export function giveTo(user: ProcessUser, path: string): void {
  if (user.uid !== undefined && user.gid !== undefined) chownSync(path, user.uid, user.gid);
}
