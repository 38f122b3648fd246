import { inTransaction } from '@throughgate/database';
import { backoff, pause } from '@throughgate/service';
import pg from 'pg';
import type { Logger } from 'pino';
import type { EventLog } from '../../log/event-log.ts';
import { groupOf, readGenerations } from '../generations/generation.ts';

/** Whose generations are cleared away. */
export interface StaleOptions {
  readonly name: string;
  readonly pool: pg.Pool;
  readonly log: EventLog;
  readonly logger: Logger;
}

/** Longest wait, in milliseconds, for live consumers to leave the group of a generation that has ended. */
const patience = 15_000;

/** Drops the read model and the consumer group of each generation that is neither active nor being built. */
export async function dropStaleGenerations({ name, pool, log, logger }: StaleOptions): Promise<void> {
  const generations = await readGenerations(pool, name);
  const { rows } = await pool.query<{ schema: string }>(
    'SELECT nspname AS schema FROM pg_namespace WHERE nspname ~ $1',
    [`^${name}_[0-9]+$`],
  );
  for (const { schema } of rows) {
    const generation = Number(schema.slice(name.length + 1));
    if (generation === generations?.active || generation === generations?.building) continue;
    await forget(groupOf(name, generation), log, logger);
    await inTransaction(pool, async (client) => {
      await client.query("SET LOCAL lock_timeout = '5s'");
      await client.query(`DROP SCHEMA ${pg.escapeIdentifier(schema)} CASCADE`);
    });
    logger.info({ projection: name, generation }, 'old generation dropped');
  }
}

async function forget(group: string, log: EventLog, logger: Logger): Promise<void> {
  const deadline = Date.now() + patience;
  for (let attempts = 1; ; attempts += 1) {
    try {
      await log.deleteGroup(group);
      return;
    } catch (error) {
      if (Date.now() > deadline) {
        // A leftover group costs a few bytes; a leftover read model would cost as much as the read model.
        logger.warn({ err: error, group }, 'the positions of an old generation could not be deleted');
        return;
      }
      await pause(backoff(attempts, 100, 500), new AbortController().signal);
    }
  }
}
