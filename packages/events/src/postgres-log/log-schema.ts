/** The table whose presence tells that the schema is there. */
export const logRelation = 'event_log.position';

/** Tables of the event log in PostgreSQL, but for that of its records. */
export const logDdl = `
CREATE TABLE event_log.topic (
  name text PRIMARY KEY,
  partitions integer NOT NULL CHECK (partitions > 0)
);
CREATE TABLE event_log.partition (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  topic text NOT NULL REFERENCES event_log.topic,
  number integer NOT NULL,
  next_offset bigint NOT NULL DEFAULT 0,
  UNIQUE (topic, number)
) WITH (fillfactor = 50);
CREATE TABLE event_log.position (
  group_name text NOT NULL,
  partition_id integer NOT NULL REFERENCES event_log.partition,
  next_offset bigint NOT NULL,
  PRIMARY KEY (group_name, partition_id)
) WITH (fillfactor = 50);
`;

/** The table of records; its presence tells that they are kept in segments. */
export const segmentRelation = 'event_log.segment';

/**
 * Records come in segments: what is appended to a partition at once is one row, compressed. A log that was made when each record was a row
 * keeps those, under another name: a process of that version, which would not see what is appended now, fails in place of passing it over.
 */
export const segmentDdl = `
CREATE TABLE event_log.segment (
  partition_id integer NOT NULL,
  first_offset bigint NOT NULL,
  records integer NOT NULL CHECK (records > 0),
  codec smallint NOT NULL,
  bytes integer NOT NULL,
  content bytea STORAGE EXTERNAL NOT NULL,
  appended_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (partition_id, first_offset)
);
DO $$
BEGIN
  IF to_regclass('event_log.record') IS NOT NULL THEN
    ALTER TABLE event_log.record RENAME TO single_record;
    DROP FUNCTION event_log.append;
  END IF;
END $$;
`;
