import type pg from 'pg';
import { facts } from '../../src/facts/index.ts';

/** What readers see of the read model, row by row, but for when it was learnt: the same for equal read models. */
const statements: Readonly<Record<string, string>> = {
  file: `SELECT file.agency, file.key, forename, surname, date_of_birth, sex, described_at, described_version,
      (SELECT json_agg(other.agency || ' ' || other.key ORDER BY other.agency, other.key)
       FROM outcomes.file other WHERE other.cluster_id = file.cluster_id) AS person
    FROM outcomes.file ORDER BY agency, key`,
  identifier: `SELECT agency, key, kind, value FROM outcomes.identifier JOIN outcomes.file ON file.id = file_id
    ORDER BY agency, key, kind, value`,
  event: `SELECT event.id, event.agency, key, occurred_at, recorded_at, type, title, subject_type, subject_id
    FROM outcomes.event JOIN outcomes.file ON file.id = file_id ORDER BY event.id`,
  spell: `SELECT spell.id, spell.agency, key, kind, begins, ends, version
    FROM outcomes.spell JOIN outcomes.file ON file.id = file_id ORDER BY spell.agency, key, kind, spell.id`,
  ...Object.fromEntries(
    facts.map(({ table, about }) => [
      table,
      about === 'person'
        ? `SELECT file.agency AS of, key, to_jsonb(fact) - 'file_id' AS fact
           FROM outcomes.${table} AS fact JOIN outcomes.file ON file.id = file_id ORDER BY file.agency, key, fact.id`
        : `SELECT to_jsonb(fact) AS fact FROM outcomes.${table} AS fact ORDER BY agency, entry, id`,
    ]),
  ),
};

/** The read model's content, without the ids that the hub gave: alike in every hub that read the same log. */
export async function contentOf(pool: pg.Pool): Promise<Record<string, unknown[]>> {
  const content: Record<string, unknown[]> = {};
  for (const [table, statement] of Object.entries(statements)) {
    content[table] = (await pool.query(statement)).rows;
  }
  return content;
}

/** A hash of every row of every table that readers see, ids and all. */
export async function rowHashes(pool: pg.Pool): Promise<Record<string, string>> {
  const hashes: Record<string, string> = {};
  for (const table of Object.keys(statements)) {
    const { rows } = await pool.query<{ hash: string }>(
      `SELECT count(*) || ' ' || md5(string_agg(md5(one::text), '' ORDER BY md5(one::text))) AS hash
       FROM outcomes.${table} AS one`,
    );
    hashes[table] = rows[0]?.hash ?? '';
  }
  return hashes;
}
