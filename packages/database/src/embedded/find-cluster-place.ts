import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, realpathSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type Logger, OperatorError } from '@throughgate/service';
import type { ClusterPlace } from './cluster-place.ts';
import { copyPostgresBinaries, findPostgresBinaries } from './postgres-binaries.ts';
import { canAccess, isRoot, type ProcessUser, postgresUser } from './postgres-user.ts';
import { stopLeftover } from './stop-leftover.ts';

/**
 * For a hub that runs as root in a directory closed to other users: a place outside it, kept across starts
 * (unlike /tmp), that the user `postgres` can reach.
 */
const openDirectory = '/var/lib/throughgate';

/**
 * Decides where PostgreSQL keeps its data and finds its binaries.
 *
 * An ordinary user has both where they belong: below `dataDirectory`, and in node_modules. PostgreSQL refuses to
 * run as root, so there it runs as the user `postgres`; where that user cannot reach the data directory (a clone
 * under /root, or in a temporary directory of mode 0700) or the binaries, they go below /var/lib/throughgate,
 * and one line of the log says so. Deleting `dataDirectory` starts afresh in either case.
 */
export function findClusterPlace(dataDirectory: string, logger: Logger): ClusterPlace {
  const home = join(dataDirectory, 'postgres');
  const fresh = !existsSync(home);
  mkdirSync(home, { recursive: true });
  const binaries = findPostgresBinaries();
  const data = join(home, 'data');
  if (!isRoot()) {
    if (existsSync(data) && statSync(data).uid !== process.getuid?.()) {
      throw new OperatorError(
        `The database in ${data} belongs to another user, as it does after a start as root. ` +
          'Start the hub as that user, or choose another data directory with HUB_DATA.',
      );
    }
    return { home, base: home, data, binaries, user: {} };
  }

  const user = existsSync(data) ? ownerOf(data) : postgresUser();
  const reachable = canAccess(user, 'x', home);
  const runnable =
    canAccess(user, 'x', binaries.postgres) && canAccess(user, 'r', join(binaries.home, 'share'));
  const base = reachable ? home : join(openDirectory, shortName(dataDirectory));
  const place: ClusterPlace = {
    home,
    base,
    data: join(base, 'data'),
    binaries: runnable ? binaries : copyPostgresBinaries(binaries, openDirectory),
    user,
  };
  if (!reachable && fresh && existsSync(base)) {
    // What an earlier hub left whose data directory has been deleted since.
    stopLeftover(place, logger);
    rmSync(base, { recursive: true });
  }
  mkdirSync(base, { recursive: true, mode: 0o755 });
  if (!reachable || !runnable) {
    logger.info(
      { data: place.data, binaries: place.binaries.home },
      `PostgreSQL does not run as root, and user ${user.uid} cannot reach ${reachable ? binaries.home : home}: ` +
        'the database is kept in "data" and runs from "binaries"',
    );
  }
  return place;
}

/** A cluster made by an ordinary user goes on running as that user when root starts the hub. */
function ownerOf(data: string): ProcessUser {
  const { uid, gid } = statSync(data);
  return uid === 0 ? postgresUser() : { uid, gid };
}

function shortName(directory: string): string {
  return createHash('sha256').update(realpathSync(directory)).digest('hex').slice(0, 16);
}
