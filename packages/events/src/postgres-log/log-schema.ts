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
 * keeps those, under another name: a consumer of that version, which would not see what is appended now, fails in place of passing it over.
 * A relay of that version goes on appending rows by the function that it knows.
 */
export const segmentDdl = `
CREATE TABLE event_log.segment (
  partition_id integer NOT NULL,
  first_offset bigint NOT NULL,
  records integer NOT NULL CHECK (records > 0),
  codec smallint NOT NULL,
  bytes integer NOT NULL,
  content bytea NOT NULL,
  appended_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (partition_id, first_offset)
);
ALTER TABLE event_log.segment ALTER COLUMN content SET STORAGE EXTERNAL;
DO $$
BEGIN
  IF to_regclass('event_log.record') IS NOT NULL THEN
    ALTER TABLE event_log.record RENAME TO single_record;
    CREATE OR REPLACE FUNCTION event_log.append(partitions integer[], keys text[], headers json[], contents bytea[])
    RETURNS void LANGUAGE plpgsql AS $append$
    BEGIN
      PERFORM FROM event_log.partition WHERE id = ANY (partitions) ORDER BY id FOR UPDATE;
      INSERT INTO event_log.single_record (partition_id, "offset", key, headers, value)
        SELECT new.partition_id,
               p.next_offset + row_number() OVER (PARTITION BY new.partition_id ORDER BY new.nth) - 1,
               new.key, new.header, new.content
        FROM unnest(partitions, keys, headers, contents)
             WITH ORDINALITY AS new (partition_id, key, header, content, nth)
        JOIN event_log.partition p ON p.id = new.partition_id;
      UPDATE event_log.partition p SET next_offset = p.next_offset + new.count
        FROM (SELECT id, count(*) FROM unnest(partitions) AS id GROUP BY id) new
        WHERE p.id = new.id;
      PERFORM pg_notify('event_log', (SELECT string_agg(DISTINCT id::text, ',') FROM unnest(partitions) AS id));
    END $append$;
  END IF;
END $$;
`;
