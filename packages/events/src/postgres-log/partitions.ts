import type pg from 'pg';
import { createPartitioner } from '../log/create-partitioner.ts';

/** One partition of the log. */
export interface Partition {
  readonly id: number;
  readonly topic: string;
  readonly number: number;
}

/** A topic as the log knows it. */
export interface Topic {
  /** Id in `event_log.partition` of each partition, by the partition's number. */
  readonly ids: readonly number[];
  readonly partitionOf: (key: string | null) => number;
}

/** Creates the topics that are missing, with `partitions` each. */
export async function createTopics(
  pool: pg.Pool,
  topics: readonly string[],
  partitions: number,
): Promise<void> {
  await pool.query(
    `WITH created AS (
      INSERT INTO event_log.topic SELECT name, $2 FROM unnest($1::text[]) AS name ORDER BY name
      ON CONFLICT DO NOTHING RETURNING name, partitions)
    INSERT INTO event_log.partition (topic, number)
      SELECT name, number FROM created, generate_series(0, partitions - 1) AS number ORDER BY 1, 2`,
    [topics, partitions],
  );
}

/** Finds topics by name; those that do not exist are left out. */
export type TopicDirectory = (topics: Iterable<string>) => Promise<ReadonlyMap<string, Topic>>;

/** Creates a directory that remembers what it found: the partitions of a topic never change. */
export function createTopicDirectory(pool: pg.Pool): TopicDirectory {
  const known = new Map<string, Topic>();
  return async (topics) => {
    const found = new Map<string, Topic>();
    for (const name of topics) {
      const topic = known.get(name) ?? (await read(name));
      if (topic === undefined) continue;
      known.set(name, topic);
      found.set(name, topic);
    }
    return found;
  };

  async function read(name: string): Promise<Topic | undefined> {
    const { rows } = await pool.query<{ id: number }>(
      'SELECT id FROM event_log.partition WHERE topic = $1 ORDER BY number',
      [name],
    );
    if (rows.length === 0) return undefined;
    return { ids: rows.map(({ id }) => id), partitionOf: createPartitioner(rows.length) };
  }
}
