import { prepared } from '@throughgate/database';
import type pg from 'pg';
import type { ChangeEvent } from '../../event/change-event.ts';

/** What the versions of applied events tell about one file. */
export interface Gap {
  readonly agency: string;
  readonly key: string;
  /** First and last version that should have come before. */
  readonly from: number;
  readonly to: number;
}

interface Progress {
  readonly agency: string;
  readonly key: string;
  version: number;
  readonly missing: [from: number, until: number][];
  readonly filled: [from: number, until: number][];
}

/** The latest applied version of files, by {@link fileOf}. */
export type KnownVersions = ReadonlyMap<string, number>;

/** Names the file of an event in {@link KnownVersions}. */
function fileOf({ agency, key }: Pick<ChangeEvent, 'agency' | 'key'>): string {
  return `${agency} ${key}`;
}

/** What {@link trackVersions} found. */
export interface TrackedVersions {
  /** The versions found missing. */
  readonly gaps: readonly Gap[];
  /** The statement that notes the versions, in table `key_version` of the generation that is first on the search path. */
  readonly note: pg.QueryConfig;
}

/** Compares the versions of newly applied events with those known. A version that comes late, as a replayed dead letter does, closes its gap. */
export function trackVersions(events: readonly ChangeEvent[], known: KnownVersions): TrackedVersions {
  const gaps: Gap[] = [];
  const files = new Map<string, Progress>();
  for (const event of events) {
    const { agency, key, version } = event;
    const name = fileOf(event);
    let file = files.get(name);
    if (file === undefined) {
      file = { agency, key, version: known.get(name) ?? 0, missing: [], filled: [] };
      files.set(name, file);
    }
    if (version > file.version + 1) {
      gaps.push({ agency, key, from: file.version + 1, to: version - 1 });
      file.missing.push([file.version + 1, version]);
    }
    if (version <= file.version) file.filled.push([version, version + 1]);
    else file.version = version;
  }
  return { gaps, note: noteVersions([...files.values()]) };
}

/** The statement that asks for the latest applied versions of the events' files; {@link knownVersions} reads its answer. */
export function askVersions(events: readonly ChangeEvent[]): pg.QueryConfig {
  const files = filesOf(events);
  return prepared(
    `SELECT agency, key, version FROM unnest($1::text[], $2::text[]) AS asked (agency, key)
     JOIN key_version USING (agency, key)`,
    [files.map(({ agency }) => agency), files.map(({ key }) => key)],
  );
}

/** Reads what {@link askVersions} answered. */
export function knownVersions({ rows }: pg.QueryResult): KnownVersions {
  return new Map(
    (rows as readonly { agency: string; key: string; version: string }[]).map((row) => [
      fileOf(row),
      Number(row.version),
    ]),
  );
}

/** The files of events, each once. */
function filesOf(events: readonly ChangeEvent[]): readonly Pick<ChangeEvent, 'agency' | 'key'>[] {
  return [...new Map(events.map((event) => [fileOf(event), event])).values()];
}

function noteVersions(files: readonly Progress[]): pg.QueryConfig {
  const columns = [
    files.map(({ agency }) => agency),
    files.map(({ key }) => key),
    files.map(({ version }) => version),
  ];
  // A replayed dead letter beside may already have noted a later version: a version never goes back.
  if (files.every(({ missing, filled }) => missing.length === 0 && filled.length === 0)) {
    return prepared(
      `INSERT INTO key_version AS old (agency, key, version)
       SELECT agency, key, version FROM unnest($1::text[], $2::text[], $3::bigint[]) AS new (agency, key, version)
       ON CONFLICT (agency, key) DO UPDATE SET version = greatest(old.version, excluded.version)`,
      columns,
    );
  }
  return prepared(
    `INSERT INTO key_version AS old (agency, key, version, missing)
       SELECT agency, key, version, missing::int8multirange - filled::int8multirange
         FROM unnest($1::text[], $2::text[], $3::bigint[], $4::text[], $5::text[])
           AS new (agency, key, version, missing, filled)
       ON CONFLICT (agency, key) DO UPDATE SET version = greatest(old.version, excluded.version),
         missing = CASE WHEN old.missing = '{}' THEN excluded.missing ELSE
           old.missing + excluded.missing - (
             SELECT new.filled::int8multirange FROM unnest($1::text[], $2::text[], $5::text[])
               AS new (agency, key, filled)
             WHERE new.agency = excluded.agency AND new.key = excluded.key) END`,
    [
      ...columns,
      files.map(({ missing }) => multirange(missing)),
      files.map(({ filled }) => multirange(filled)),
    ],
  );
}

function multirange(ranges: readonly [number, number][]): string {
  return `{${ranges.map(([from, until]) => `[${from},${until})`).join(',')}}`;
}
