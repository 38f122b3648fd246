import { RegistryError } from '../registry-error.ts';
import type { Database } from './database.ts';
import { type StoredVersion, toStoredVersion } from './stored-version.ts';

const digestForm = /^(?:sha256:)?([0-9a-f]{8,64})$/;

/**
 * Finds the version of a subgraph whose digest is, or begins with, the digits given.
 * Raises HUB-C044 (404) when the registry never had the subgraph, and HUB-C045 when no version fits (404), or several do (409).
 */
export async function findVersion(database: Database, name: string, version: string): Promise<StoredVersion> {
  const digits = digestForm.exec(version)?.[1];
  const rows =
    digits === undefined
      ? []
      : await database.subgraphVersion.findMany({
          where: { name, digest: { startsWith: `sha256:${digits}` } },
          take: 2,
        });
  const [row, another] = rows;
  if (another) {
    throw new RegistryError(
      'HUB-C045',
      409,
      `Several versions of ${name} begin with ${digits}; give more digits.`,
    );
  }
  if (row) return toStoredVersion(row);
  if ((await database.subgraphVersion.count({ where: { name } })) === 0) throw noSuchSubgraph(name);
  const form = digits === undefined ? ': a version is 8 or more of the hexadecimal digits of its digest' : '';
  throw new RegistryError('HUB-C045', 404, `${name} has no version ${version}${form}.`);
}

/** Finds the version of a subgraph that is live. Raises HUB-C044 (404) when it is not in the graph. */
export async function findLiveVersion(database: Database, name: string): Promise<StoredVersion> {
  const live = await database.liveSubgraph.findUnique({ where: { name }, include: { version: true } });
  if (!live) throw noSuchSubgraph(name);
  return toStoredVersion(live.version);
}

/** The error for a subgraph that there is not. */
export function noSuchSubgraph(name: string): RegistryError {
  return new RegistryError('HUB-C044', 404, `The graph has no subgraph ${name}.`);
}
