import { createSchema } from '@throughgate/database';
import type pg from 'pg';

// Headers are json, not jsonb, and so keep what jsonb refuses (the character NUL): a poison record must not be
// able to prevent its own dead letter.
const ddl = `
CREATE TABLE hub.dead_letter (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  projection text NOT NULL,
  topic text NOT NULL,
  partition integer NOT NULL,
  "offset" bigint NOT NULL,
  error_code text NOT NULL,
  reason text NOT NULL,
  key text,
  headers json NOT NULL,
  value bytea,
  first_seen timestamptz NOT NULL DEFAULT now(),
  replayed_at timestamptz,
  UNIQUE (projection, topic, partition, "offset")
);
CREATE TABLE hub.projection (
  name text PRIMARY KEY,
  active_generation integer NOT NULL,
  building_generation integer,
  last_generation integer NOT NULL,
  switched_at timestamptz NOT NULL DEFAULT now()
);
`;

// A table of its own, so that databases that have the others get it too.
const dismissals = `
CREATE TABLE hub.dead_letter_dismissal (
  dead_letter bigint PRIMARY KEY REFERENCES hub.dead_letter ON DELETE CASCADE,
  at timestamptz NOT NULL DEFAULT now(),
  by text NOT NULL,
  reason text NOT NULL
);
`;

/** Creates the tables that all projections of a database share, where they are missing. */
export async function ensureProjections(pool: pg.Pool): Promise<void> {
  await createSchema(pool, 'hub.projection', ddl);
  await createSchema(pool, 'hub.dead_letter_dismissal', dismissals);
}
