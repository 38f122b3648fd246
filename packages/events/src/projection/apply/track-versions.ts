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

/**
 * Notes the versions of newly applied events by file, in table `key_version` of `schema`; returns the versions
 * found missing. A version that comes late, as a replayed dead letter does, closes its gap.
 */
export async function trackVersions(
  client: pg.ClientBase,
  schema: string,
  events: readonly ChangeEvent[],
): Promise<readonly Gap[]> {
  if (events.length === 0) return [];
  const known = await readVersions(client, schema, events);
  const gaps: Gap[] = [];
  const files = new Map<string, Progress>();
  for (const { agency, key, version } of events) {
    const name = `${agency} ${key}`;
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
  await writeVersions(client, schema, [...files.values()]);
  return gaps;
}

async function readVersions(client: pg.ClientBase, schema: string, events: readonly ChangeEvent[]) {
  const { rows } = await client.query<{ agency: string; key: string; version: string }>(
    `SELECT agency, key, version FROM ${schema}.key_version
    WHERE (agency, key) IN (SELECT * FROM unnest($1::text[], $2::text[]))`,
    [events.map(({ agency }) => agency), events.map(({ key }) => key)],
  );
  return new Map(rows.map(({ agency, key, version }) => [`${agency} ${key}`, Number(version)]));
}

async function writeVersions(
  client: pg.ClientBase,
  schema: string,
  files: readonly Progress[],
): Promise<void> {
  await client.query(
    `INSERT INTO ${schema}.key_version AS old (agency, key, version, missing)
    SELECT agency, key, version, missing::int8multirange - filled::int8multirange
      FROM unnest($1::text[], $2::text[], $3::bigint[], $4::text[], $5::text[])
        AS new (agency, key, version, missing, filled)
    ON CONFLICT (agency, key) DO UPDATE SET version = excluded.version,
      missing = CASE WHEN old.missing = '{}' THEN excluded.missing ELSE
        old.missing + excluded.missing - (
          SELECT new.filled::int8multirange FROM unnest($1::text[], $2::text[], $5::text[])
            AS new (agency, key, filled)
          WHERE new.agency = excluded.agency AND new.key = excluded.key) END`,
    [
      files.map(({ agency }) => agency),
      files.map(({ key }) => key),
      files.map(({ version }) => version),
      files.map(({ missing }) => multirange(missing)),
      files.map(({ filled }) => multirange(filled)),
    ],
  );
}

function multirange(ranges: readonly [number, number][]): string {
  return `{${ranges.map(([from, until]) => `[${from},${until})`).join(',')}}`;
}
