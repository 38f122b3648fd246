import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { OperatorError } from '@throughgate/service';
import type { EpisodeKind } from '../declaration/episode-kind.ts';
import { timestampOf } from '../store/column-types.ts';
import { episodeTable } from '../store/episode-table.ts';
import { readRows } from '../store/read-rows.ts';
import { exportMetadata } from './export-metadata.ts';
import { keyedHash } from './keyed-hash.ts';
import { openForReading } from './open-for-reading.ts';
import { yearColumn } from './year-column.ts';

/** What is exported, and where to. */
export interface ExportEpisodesOptions {
  /** The store's file. No process may have it open. */
  readonly path: string;
  readonly kinds: readonly EpisodeKind[];
  /** Asked for the moment as of which episodes are told, once the file and the folder are there. */
  knownAt(): Promise<Date>;
  /** Folder that is missing or empty. */
  readonly to: string;
  /** Version of the hub, for the description. */
  readonly version: string;
  /** Most memory that DuckDB takes for data, as it writes it. @default '512MB' */
  readonly memoryLimit?: string;
  /** Called when so many of all kinds are written. */
  readonly onProgress?: (done: number, total: number) => void;
}

/** What was exported. */
interface Exported {
  /** As of when. */
  readonly knownAt: Date;
  /** How many episodes of each kind. */
  readonly kinds: readonly { readonly kind: string; readonly rows: number }[];
}

/**
 * Writes the episodes of a store's file, as they were known at a moment, as Parquet (zstd) below `kind=<kind>/year=<year>`, the year of the first day
 * that the kind declares, and `metadata.json`, written last, that describes the columns. Episodes and people are told apart by HMAC-SHA-256 with a key
 * that is made for the export and forgotten: the same person has the same hash in all kinds of one export, and another in the next. Neither
 * record keys nor numbers of people leave the hub.
 *
 * Raises {@link OperatorError} for a folder that is not empty or cannot be made, a file that a process works with or that cannot be read, and a moment
 * of which the file knows nothing. What was written is removed then.
 */
export async function exportEpisodes(options: ExportEpisodesOptions): Promise<Exported> {
  const { path, kinds, version, memoryLimit = '512MB', onProgress } = options;
  const to = resolve(options.to);
  const instance = await openForReading(path, memoryLimit);
  try {
    const connection = await instance.connect();
    try {
      takeFolder(to);
      try {
        const knownAt = await options.knownAt();
        await checkKnown(connection, options, knownAt);
        const exported: { kind: string; rows: number }[] = [];
        const hash = keyedHash(randomBytes(32));
        for (const kind of kinds) {
          const result = await connection.runAndReadAll(copyText(kind, to, hash.sql), {
            ...hash.parameters,
            known_at: timestampOf(knownAt.getTime()),
          });
          exported.push({ kind: kind.name, rows: Number(result.getRows()[0]?.[0] ?? 0) });
          onProgress?.(exported.length, kinds.length);
        }
        const described = exportMetadata({ kinds, exported, knownAt, version });
        writeFileSync(join(to, 'metadata.json'), `${JSON.stringify(described, null, 2)}\n`);
        return { knownAt, kinds: exported };
      } catch (error) {
        for (const name of readdirSync(to)) rmSync(join(to, name), { recursive: true });
        throw error;
      }
    } finally {
      connection.closeSync();
    }
  } finally {
    instance.closeSync();
  }
}

function copyText(kind: EpisodeKind, to: string, hashed: (text: string) => string): string {
  const day = yearColumn(kind);
  const columns = [
    `${hashed(`'${kind.name} ' || id`)} AS id`,
    ...(kind.about === 'person' ? [`${hashed("'person ' || person_id::VARCHAR")} AS person`] : []),
    ...Object.entries(kind.columns).map(([name, { names }]) =>
      names ? `${hashed(`'${name} ' || "${name}"`)} AS "${name}"` : `"${name}"`,
    ),
    `${day === undefined ? 'NULL::BIGINT' : `year("${day}")`} AS year`,
  ];
  const folder = join(to, `kind=${kind.name}`).replaceAll("'", "''");
  // In the order of hashes: that of the store would tell who came to the hub when.
  return `COPY (SELECT ${columns.join(', ')} FROM (${episodeTable(kind).asKnown}) ORDER BY id)
    TO '${folder}' (FORMAT parquet, COMPRESSION zstd, PARTITION_BY (year))`;
}

/** Raises an error where the file does not keep these kinds, or did not at that moment. */
async function checkKnown(
  connection: DuckDBConnection,
  { path, kinds }: ExportEpisodesOptions,
  knownAt: Date,
): Promise<void> {
  const read = async <Row>(sql: string) => readRows<Row>(await connection.runAndReadAll(sql));
  const inFile = await read<{ table_name: string; column_name: string }>(
    "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'main'",
  );
  const there = new Set(inFile.map(({ table_name, column_name }) => `${table_name}.${column_name}`));
  const missing = kinds.find((kind) => {
    const { base, columns } = episodeTable(kind);
    return columns.some(({ name }) => !there.has(`${base}.${name}`));
  });
  if (missing) {
    throw new OperatorError(
      `The measures' file ${path} is of another version of the hub, with other columns of ${missing.name}: start the hub once, and export when it has caught up.`,
    );
  }
  const begun = new Map(
    (await read<{ kind: string; since: Date }>('SELECT kind, since FROM kept_since')).map(
      ({ kind, since }) => [kind, since],
    ),
  );
  for (const { name } of kinds) {
    const since = begun.get(name);
    if (since === undefined) {
      throw new OperatorError(
        `The measures' file ${path} has not yet everybody's episodes of ${name}: let the hub run until it has caught up.`,
      );
    }
    if (since > knownAt) {
      throw new OperatorError(
        `The measures' file ${path} knows episodes of ${name} from ${since.toISOString()} on, and nothing as of ${knownAt.toISOString()}.`,
      );
    }
  }
}

/** Makes a folder that only its owner may enter. Raises {@link OperatorError} for one that is not empty. */
function takeFolder(to: string): void {
  let names: readonly string[];
  try {
    mkdirSync(to, { recursive: true, mode: 0o700 });
    names = readdirSync(to);
  } catch (error) {
    throw new OperatorError(`The folder ${to} cannot be made: ${(error as Error).message}`);
  }
  if (names.length > 0)
    throw new OperatorError(`The folder ${to} is not empty: an export takes a new or an empty one.`);
}
