import { prepared } from '@throughgate/database';
import type { ChangeEvent } from '@throughgate/events';
import type pg from 'pg';
import type { IdOf } from './file-ids.ts';
import type { Meaning, PersonDetails } from './read-event.ts';
import { lockLinkage, relink } from './relink.ts';

interface Description {
  readonly event: ChangeEvent;
  readonly person: PersonDetails;
}

/**
 * Stores who files are about, and links files anew whose identifiers changed. A description in a later version of
 * the file wins over an earlier one that comes late. Returns what {@link relink} does.
 */
export async function describeFiles(
  client: pg.ClientBase,
  meanings: readonly Meaning[],
  idOf: IdOf,
): Promise<ReadonlySet<string>> {
  const descriptions = new Map<string, Description>();
  for (const { event, person } of meanings) {
    if (!person) continue;
    const id = idOf(event);
    const earlier = descriptions.get(id);
    if (!earlier || earlier.event.version < event.version) descriptions.set(id, { event, person });
  }
  if (descriptions.size === 0) return new Set();
  await lockLinkage(client);
  const changed = await updateFiles(client, descriptions);
  const identified = await replaceIdentifiers(client, descriptions, changed);
  return identified.length > 0 ? relink(client, identified) : new Set();
}

/** Stores descriptions that are later than what is stored, and returns the ids of their files. */
async function updateFiles(
  client: pg.ClientBase,
  descriptions: ReadonlyMap<string, Description>,
): Promise<readonly string[]> {
  const rows = [...descriptions].map(([id, { event, person }]) => ({
    id,
    forename: person.forename,
    surname: person.surname,
    date_of_birth: person.dateOfBirth,
    sex: person.sex,
    described_at: event.recordedAt,
    described_version: event.version,
  }));
  const { rows: changed } = await client.query<{ id: string }>(
    prepared(
      `UPDATE file SET forename = new.forename, surname = new.surname, date_of_birth = new.date_of_birth,
       sex = new.sex, described_at = new.described_at, described_version = new.described_version
     FROM json_to_recordset($1) AS new (id uuid, forename text, surname text, date_of_birth date, sex text,
       described_at timestamptz, described_version bigint)
     WHERE file.id = new.id AND file.described_version < new.described_version
     RETURNING file.id`,
      [JSON.stringify(rows)],
    ),
  );
  return changed.map(({ id }) => id);
}

/** Makes the identifiers of files those of their descriptions, and returns the ids of the files that this changed. */
async function replaceIdentifiers(
  client: pg.ClientBase,
  descriptions: ReadonlyMap<string, Description>,
  fileIds: readonly string[],
): Promise<readonly string[]> {
  const held = fileIds.flatMap((fileId) =>
    (descriptions.get(fileId)?.person.identifiers ?? []).map(({ kind, value }) => ({ fileId, kind, value })),
  );
  const { rows } = await client.query<{ file_id: string }>(
    prepared(
      `WITH held AS (SELECT * FROM unnest($2::text[], $3::text[], $4::uuid[]) AS held (kind, value, file_id)),
     added AS (INSERT INTO identifier (kind, value, file_id) SELECT * FROM held ON CONFLICT DO NOTHING RETURNING file_id),
     dropped AS (
       DELETE FROM identifier old WHERE file_id = ANY ($1::uuid[])
           AND (kind, value, file_id) NOT IN (SELECT kind, value, file_id FROM held)
         RETURNING file_id)
     SELECT file_id FROM added UNION SELECT file_id FROM dropped`,
      [
        fileIds,
        held.map(({ kind }) => kind),
        held.map(({ value }) => value),
        held.map(({ fileId }) => fileId),
      ],
    ),
  );
  return rows.map(({ file_id }) => file_id);
}
