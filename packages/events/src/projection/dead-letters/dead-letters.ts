import type pg from 'pg';
import type { Logger } from 'pino';
import type { LogRecord } from '../../log/event-log.ts';
import { replayRecord } from '../apply/apply-batch.ts';
import { type DeadLetterReason, deadLetterReason, unreadable } from '../apply/dead-letter-reason.ts';
import { ensureProjections } from '../definition/ensure-projections.ts';
import type { Projection } from '../definition/projection.ts';
import {
  type Dismissal,
  type DismissedLetter,
  type DismissedLetters,
  dismissDeadLetters,
} from './dismiss-dead-letters.ts';

/** A record that a projection could not apply, without its content. */
export interface DeadLetter extends DeadLetterReason {
  readonly id: string;
  readonly projection: string;
  readonly topic: string;
  readonly partition: number;
  readonly offset: bigint;
  readonly firstSeen: Date;
  /** Whether there is a record to apply: of what the log could not give, only the position is known. */
  readonly isReplayable: boolean;
  /** When it was applied after all. */
  readonly replayedAt: Date | undefined;
  /** Who decided that it need not be applied, and why; `undefined` when nobody did. It can be replayed all the same. */
  readonly dismissed: Dismissal | undefined;
}

/** A dead letter with the record that it holds, which may be about a person: show it to those who may see it. */
export interface OpenedDeadLetter extends DeadLetter {
  readonly record: LogRecord;
}

/** What became of a replay. `failed` leaves the dead letter as it was, with the new reason. */
export interface Replay {
  readonly id: string;
  readonly outcome: 'applied' | 'already applied' | 'failed';
  readonly reason: string | undefined;
}

/** The dead letters of the projections in one database. */
export interface DeadLetters {
  /** Pages through them by id; those neither replayed nor dismissed unless `all`. */
  list(page?: { after?: string; limit?: number; all?: boolean }): Promise<readonly DeadLetter[]>;
  /** `undefined` when there is none of this id. */
  show(id: string): Promise<OpenedDeadLetter | undefined>;
  /** Applies one again through the path that every event takes. Raises an error for an unknown id. */
  replay(id: string): Promise<Replay>;
  /** Replays all that are neither replayed nor dismissed, in the order of the log. */
  replayAll(): Promise<readonly Replay[]>;
  /** Notes that somebody decided that they need not be applied. Raises an error for an unknown id, and then dismisses none. */
  dismiss(which: DismissedLetters, why: Omit<Dismissal, 'at'>): Promise<readonly DismissedLetter[]>;
}

/** What {@link deadLetters} works with. */
export interface DeadLettersOptions {
  readonly pool: pg.Pool;
  /** The projections whose dead letters can be replayed. */
  readonly projections: readonly Projection[];
  readonly logger: Logger;
}

interface Row {
  id: string;
  projection: string;
  topic: string;
  partition: number;
  offset: string;
  error_code: string;
  reason: string;
  key: string | null;
  headers: Record<string, string>;
  value: Buffer | null;
  first_seen: Date;
  replayed_at: Date | null;
  dismissed_at: Date | null;
  dismissed_by: string | null;
  dismissed_because: string | null;
}

/** Dead letters with what was said when they were dismissed. */
const letters = `(SELECT letter.*, at AS dismissed_at, by AS dismissed_by, dismissal.reason AS dismissed_because
  FROM hub.dead_letter AS letter LEFT JOIN hub.dead_letter_dismissal AS dismissal ON dead_letter = letter.id) AS letter`;

/** Opens the dead letters of a database. */
export function deadLetters({ pool, projections, logger }: DeadLettersOptions): DeadLetters {
  const byName = new Map(projections.map((projection) => [projection.name, projection]));

  return {
    async list({ after = '0', limit = 100, all = false } = {}) {
      await ensureProjections(pool);
      const { rows } = await pool.query<Row>(
        `SELECT id, projection, topic, partition, "offset", error_code, reason, first_seen, replayed_at,
          dismissed_at, dismissed_by, dismissed_because
        FROM ${letters} WHERE id > $1 AND ($3 OR (replayed_at IS NULL AND dismissed_at IS NULL)) ORDER BY id LIMIT $2`,
        [after, limit, all],
      );
      return rows.map(toDeadLetter);
    },
    async show(id) {
      const row = await find(id);
      return row && { ...toDeadLetter(row), record: recordOf(row) };
    },
    async replay(id) {
      const row = await find(id);
      if (row === undefined) throw new Error(`There is no dead letter ${id}`);
      return replay(row);
    },
    async replayAll() {
      await ensureProjections(pool);
      const { rows } = await pool.query<{ id: string }>(
        `SELECT id FROM ${letters} WHERE replayed_at IS NULL AND dismissed_at IS NULL
        ORDER BY projection, topic, partition, "offset"`,
      );
      const replays: Replay[] = [];
      for (const { id } of rows) {
        const row = await find(id);
        if (row) replays.push(await replay(row));
      }
      return replays;
    },
    async dismiss(which, why) {
      await ensureProjections(pool);
      return dismissDeadLetters(pool, which, why);
    },
  };

  async function find(id: string): Promise<Row | undefined> {
    if (!/^\d{1,18}$/.test(id)) return undefined;
    await ensureProjections(pool);
    const { rows } = await pool.query<Row>(`SELECT * FROM ${letters} WHERE id = $1`, [id]);
    return rows[0];
  }

  async function replay(row: Row): Promise<Replay> {
    const { id } = row;
    const projection = byName.get(row.projection);
    if (projection === undefined) throw new Error(`Projection ${row.projection} is not part of this hub`);
    if (row.error_code === unreadable) return { id, outcome: 'failed', reason: notReplayable(row) };
    try {
      const applied = await replayRecord({ projection, pool, logger }, recordOf(row), id);
      return { id, outcome: applied ? 'applied' : 'already applied', reason: undefined };
    } catch (error) {
      const { code, reason } = deadLetterReason(error);
      await pool.query('UPDATE hub.dead_letter SET error_code = $2, reason = $3 WHERE id = $1', [
        id,
        code,
        reason,
      ]);
      logger.warn({ deadLetter: id, projection: projection.name, code }, 'replay failed');
      return { id, outcome: 'failed', reason };
    }
  }
}

function notReplayable({ projection, reason }: Row): string {
  return `there is nothing to replay: ${reason}. When the log can be read there, a rebuild of ${projection} reads it again; otherwise dismiss it.`;
}

function toDeadLetter(row: Row): DeadLetter {
  return {
    id: row.id,
    projection: row.projection,
    topic: row.topic,
    partition: row.partition,
    offset: BigInt(row.offset),
    code: row.error_code,
    reason: row.reason,
    isReplayable: row.error_code !== unreadable,
    firstSeen: row.first_seen,
    replayedAt: row.replayed_at ?? undefined,
    dismissed:
      row.dismissed_at === null
        ? undefined
        : { at: row.dismissed_at, by: row.dismissed_by ?? '', reason: row.dismissed_because ?? '' },
  };
}

function recordOf({ topic, partition, offset, key, headers, value }: Row): LogRecord {
  return { topic, partition, offset: BigInt(offset), key, headers, value };
}
