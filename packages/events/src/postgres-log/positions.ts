import type pg from 'pg';
import type { PartitionLag } from '../log/event-log.ts';
import { holds, memberKey } from './advisory-keys.ts';

/** How far `group` has come in each partition of `topics`. */
export async function readLag(
  pool: pg.Pool,
  group: string,
  topics: readonly string[],
): Promise<readonly PartitionLag[]> {
  const { rows } = await pool.query<{ topic: string; number: number; position: string; next_offset: string }>(
    `SELECT p.topic, p.number, coalesce(g.next_offset, 0) AS position, p.next_offset
    FROM event_log.partition p
    LEFT JOIN event_log.position g ON g.partition_id = p.id AND g.group_name = $1
    WHERE p.topic = ANY ($2) ORDER BY p.topic, p.number`,
    [group, topics],
  );
  return rows.map((row) => ({
    topic: row.topic,
    partition: row.number,
    position: BigInt(row.position),
    end: BigInt(row.next_offset),
  }));
}

/** Has a group without members begin at these positions. */
export async function setPositions(
  pool: pg.Pool,
  group: string,
  positions: readonly Pick<PartitionLag, 'topic' | 'partition' | 'position'>[],
): Promise<void> {
  await pool.query(
    `INSERT INTO event_log.position (group_name, partition_id, next_offset)
    SELECT $1, p.id, wanted.position
    FROM unnest($2::text[], $3::integer[], $4::bigint[]) AS wanted (topic, number, position)
    JOIN event_log.partition p ON p.topic = wanted.topic AND p.number = wanted.number
    ON CONFLICT (group_name, partition_id) DO UPDATE SET next_offset = excluded.next_offset`,
    [
      group,
      positions.map(({ topic }) => topic),
      positions.map(({ partition }) => partition),
      positions.map(({ position }) => String(position)),
    ],
  );
}

/** Forgets a group's positions; rejects while the group has members. */
export async function forgetGroup(pool: pg.Pool, group: string): Promise<void> {
  const { rows } = await pool.query<{ members: string }>(
    `SELECT count(*) AS members FROM event_log.topic t JOIN pg_locks l ON ${holds(memberKey('$1', 't.name'))}`,
    [group],
  );
  if (rows[0]?.members !== '0') throw new Error(`Group ${group} still has consumers; stop them first.`);
  await pool.query('DELETE FROM event_log.position WHERE group_name = $1', [group]);
}
