import type { ChangeEvent, Projection } from '@throughgate/events';
import type pg from 'pg';
import { createEventReader, journeyAgencies, type Meaning } from './read-event.ts';
import { createReadModel } from './read-model.ts';
import { relink } from './relink.ts';

/** The read model behind `Offender`: who is who, what happened, and in which periods. */
export function journeyProjection(): Projection {
  const read = createEventReader();
  return {
    name: 'outcomes',
    agencies: journeyAgencies,
    createGeneration: createReadModel,
    async apply(client, events) {
      const meanings = events.map(read);
      const ids = await fileIds(client, events);
      const idOf = ({ agency, key }: ChangeEvent) => {
        const id = ids.get(`${agency} ${key}`);
        if (id === undefined) throw new Error(`unreachable: the file ${key} of ${agency} has no id`);
        return id;
      };
      await insertEvents(client, meanings, idOf);
      await stateSpells(client, meanings, idOf);
      await describeFiles(client, meanings, idOf);
    },
  };
}

type IdOf = (event: ChangeEvent) => string;

/** Ids of the events' files, given now to files that are new to the hub; their rows exist afterwards. */
async function fileIds(client: pg.ClientBase, events: readonly ChangeEvent[]): Promise<Map<string, string>> {
  const files = new Map(events.map(({ agency, key }) => [`${agency} ${key}`, { agency, key }]));
  const agencies = [...files.values()].map(({ agency }) => agency);
  const keys = [...files.values()].map(({ key }) => key);
  await client.query(
    `INSERT INTO public."FileId" (agency, key) SELECT * FROM unnest($1::text[], $2::text[]) ORDER BY 1, 2
     ON CONFLICT DO NOTHING`,
    [agencies, keys],
  );
  const { rows } = await client.query<{ id: string; agency: string; key: string }>(
    `WITH known AS (
       SELECT id, agency, key FROM public."FileId" JOIN unnest($1::text[], $2::text[]) AS given (agency, key)
       USING (agency, key)
     ), created AS (
       INSERT INTO file (id, agency, key, cluster_id) SELECT id, agency, key, id FROM known ON CONFLICT DO NOTHING
     )
     SELECT id, agency, key FROM known`,
    [agencies, keys],
  );
  return new Map(rows.map(({ id, agency, key }) => [`${agency} ${key}`, id]));
}

async function insertEvents(client: pg.ClientBase, meanings: readonly Meaning[], idOf: IdOf): Promise<void> {
  const rows = meanings.map(({ event, title }) => ({
    id: event.id,
    file_id: idOf(event),
    occurred_at: event.occurredAt,
    recorded_at: event.recordedAt,
    learnt_at: new Date(),
    agency: event.agency,
    type: event.type,
    title,
    subject_type: event.subject.type,
    subject_id: event.subject.id,
  }));
  await client.query('INSERT INTO event SELECT * FROM jsonb_populate_recordset(NULL::event, $1::jsonb)', [
    JSON.stringify(rows),
  ]);
}

/** Stores what events say of periods; a later version of the file wins over an earlier one that comes late. */
async function stateSpells(client: pg.ClientBase, meanings: readonly Meaning[], idOf: IdOf): Promise<void> {
  const rows = new Map<string, object>();
  for (const { event, spells } of meanings) {
    for (const { id, kind, from, to } of spells) {
      const file_id = idOf(event);
      const { agency, version } = event;
      rows.set(`${file_id} ${kind} ${id}`, { file_id, id, kind, agency, begins: from, ends: to, version });
    }
  }
  if (rows.size === 0) return;
  await client.query(
    `INSERT INTO spell SELECT * FROM jsonb_populate_recordset(NULL::spell, $1::jsonb)
     ON CONFLICT (file_id, kind, id) DO UPDATE
       SET begins = excluded.begins, ends = excluded.ends, version = excluded.version
       WHERE spell.version < excluded.version`,
    [JSON.stringify([...rows.values()])],
  );
}

/** Stores who files are about, and links files anew whose description changed. */
async function describeFiles(client: pg.ClientBase, meanings: readonly Meaning[], idOf: IdOf): Promise<void> {
  const described = new Map<string, Meaning>();
  for (const meaning of meanings) if (meaning.person) described.set(idOf(meaning.event), meaning);
  if (described.size === 0) return;
  const rows = [...described].map(([id, { event, person }]) => ({
    id,
    forename: person?.forename,
    surname: person?.surname,
    date_of_birth: person?.dateOfBirth,
    sex: person?.sex,
    described_at: event.recordedAt,
    described_version: event.version,
  }));
  const { rows: changed } = await client.query<{ id: string }>(
    `UPDATE file SET forename = new.forename, surname = new.surname, date_of_birth = new.date_of_birth,
       sex = new.sex, described_at = new.described_at, described_version = new.described_version
     FROM jsonb_populate_recordset(NULL::file, $1::jsonb) AS new
     WHERE file.id = new.id AND file.described_version < new.described_version
     RETURNING file.id`,
    [JSON.stringify(rows)],
  );
  if (changed.length === 0) return;
  const changedIds = changed.map(({ id }) => id);
  const identifiers = changedIds.flatMap((file_id) =>
    Object.entries(described.get(file_id)?.person?.identifiers ?? {}).flatMap(([kind, value]) =>
      value === null ? [] : [{ kind, value, file_id }],
    ),
  );
  await client.query('DELETE FROM identifier WHERE file_id = ANY ($1::uuid[])', [changedIds]);
  await client.query(
    'INSERT INTO identifier SELECT * FROM jsonb_populate_recordset(NULL::identifier, $1::jsonb) ON CONFLICT DO NOTHING',
    [JSON.stringify(identifiers)],
  );
  await relink(client, changedIds);
}
