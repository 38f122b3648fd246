import type pg from 'pg';
import { factTables } from '../facts/index.ts';

/**
 * The tables of one generation of the journey's read model, beside those of the facts. A file is an agency's file of a person; a person is
 * a cluster of files, and the cluster's id is the least id among its files, which is the one that the hub knows
 * longest. So a cluster needs no table of its own, and the id of any file leads to its person even after
 * clusters joined.
 *
 * Files with `id = cluster_id` stand for people. One that no event has described yet has no identifiers, so it is
 * alone in its cluster and stands for nobody: `described_at` tells.
 *
 * `file_change` and `register_change` say by which transaction a file, its place among clusters, or an entry of a register
 * changed last: whoever follows the read model asks for what changed since a transaction.
 */
const tables = `
CREATE TABLE file (
  id uuid PRIMARY KEY,
  agency text NOT NULL,
  key text NOT NULL,
  cluster_id uuid NOT NULL,
  forename text,
  surname text,
  date_of_birth date,
  sex text,
  described_at timestamptz,
  described_version bigint NOT NULL DEFAULT 0,
  UNIQUE (agency, key)
);
CREATE INDEX ON file (cluster_id);
CREATE INDEX ON file (id) WHERE id = cluster_id AND described_at IS NOT NULL;

CREATE TABLE identifier (
  kind text NOT NULL,
  value text NOT NULL,
  file_id uuid NOT NULL,
  PRIMARY KEY (kind, value, file_id)
);
CREATE INDEX ON identifier (file_id);

CREATE TABLE event (
  id uuid NOT NULL,
  file_id uuid NOT NULL,
  occurred_at timestamptz(3) NOT NULL,
  recorded_at timestamptz(3) NOT NULL,
  learnt_at timestamptz(3) NOT NULL,
  agency text NOT NULL,
  type text NOT NULL,
  title text NOT NULL,
  subject_type text NOT NULL,
  subject_id text NOT NULL,
  PRIMARY KEY (id, agency)
);
CREATE INDEX ON event (file_id, occurred_at DESC, id DESC);

CREATE TABLE spell (
  file_id uuid NOT NULL,
  id text NOT NULL,
  kind text NOT NULL,
  agency text NOT NULL,
  begins date NOT NULL,
  ends date,
  version bigint NOT NULL,
  PRIMARY KEY (file_id, kind, id)
);

CREATE TABLE file_change (
  file_id uuid PRIMARY KEY,
  changed xid8 NOT NULL
);
CREATE INDEX ON file_change (changed, file_id);

CREATE TABLE register_change (
  agency text NOT NULL,
  entry text NOT NULL,
  changed xid8 NOT NULL,
  PRIMARY KEY (agency, entry)
);
CREATE INDEX ON register_change (changed);`;

/** Names the form of the tables above and of what is written to them; raised with every change, to make earlier ones anew. */
export const formOfTables = 'changes';

/** Lets two agencies give events the same id, in tables that were created when that could not be. */
export async function scopeEventIds(client: pg.ClientBase): Promise<void> {
  await client.query('ALTER TABLE event DROP CONSTRAINT event_pkey, ADD PRIMARY KEY (id, agency)');
}

/** Creates the empty tables of a generation in the schema that is first on the search path. */
export async function createReadModel(client: pg.ClientBase): Promise<void> {
  await client.query(tables);
  await client.query(factTables);
}
