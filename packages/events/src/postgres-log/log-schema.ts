/** The table whose presence tells that the schema is there. */
export const logRelation = 'event_log.position';

// Offsets are given out by append() under the lock of the partition's row, which is held until the commit. So
// commit order is offset order, a reader never sees a later record before an earlier one, and there are no gaps:
// the trap of a sequence, whose values are given out before the commit, does not arise. Partitions are locked in
// the order of their ids, so that appends to several partitions cannot wait for each other.
/** Tables and functions of the event log in PostgreSQL. */
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
CREATE TABLE event_log.record (
  partition_id integer NOT NULL,
  "offset" bigint NOT NULL,
  key text,
  headers json NOT NULL,
  value bytea,
  appended_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (partition_id, "offset")
);
CREATE TABLE event_log.position (
  group_name text NOT NULL,
  partition_id integer NOT NULL REFERENCES event_log.partition,
  next_offset bigint NOT NULL,
  PRIMARY KEY (group_name, partition_id)
) WITH (fillfactor = 50);
CREATE FUNCTION event_log.append(partitions integer[], keys text[], headers json[], contents bytea[])
RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM event_log.partition WHERE id = ANY (partitions) ORDER BY id FOR UPDATE;
  INSERT INTO event_log.record (partition_id, "offset", key, headers, value)
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
END $$;
`;
