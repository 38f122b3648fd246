import type { Statements } from '@throughgate/database';
import { createBell } from '../support/bell.ts';

/** Stores how far a group is, over the connection that holds its partitions: with that goes the right to move it. */
export interface PositionStore {
  /** The group has taken what is before `next`. Returns at once. */
  move(partitionId: number, next: bigint): void;
  /** Resolves when all moves so far are stored, or when storing failed, which was told. */
  flush(): Promise<void>;
}

/**
 * Milliseconds from one statement to the next: moves of all partitions meanwhile go together. What a crash loses of them is handed over
 * again, as after any crash, and recognised.
 */
const pace = 100;

/** Creates a {@link PositionStore}: the first move is stored at once. `onFailure` is told when positions cannot be stored. */
export function createPositionStore(
  database: Statements,
  group: string,
  onFailure: (error: Error) => void,
): PositionStore {
  const moved = new Map<number, bigint>();
  const hurry = createBell();
  let isFlushed = false;
  let atWork: Promise<void> | undefined;
  return {
    move(partitionId, next) {
      moved.set(partitionId, next);
      atWork ??= store();
    },
    async flush() {
      isFlushed = true;
      if (atWork) hurry.ring();
      await atWork;
      isFlushed = false;
    },
  };

  async function store(): Promise<void> {
    try {
      while (moved.size > 0) {
        const now = [...moved];
        moved.clear();
        await database.query({
          name: 'throughgate-log-positions',
          text: `INSERT INTO event_log.position (group_name, partition_id, next_offset)
            SELECT $1, id, next FROM unnest($2::integer[], $3::bigint[]) AS moved (id, next) ORDER BY id
            ON CONFLICT (group_name, partition_id) DO UPDATE SET next_offset = excluded.next_offset`,
          values: [group, now.map(([id]) => id), now.map(([, next]) => String(next))],
        });
        if (!isFlushed) await hurry.wait(pace);
      }
    } catch (error) {
      onFailure(error as Error);
    }
    atWork = undefined;
  }
}
