import { createPool } from '@throughgate/database';
import type { EventLog } from '@throughgate/events';
import { migrateOutcomes } from '@throughgate/outcomes';
import { joinInfrastructure } from '@throughgate/runtime';
import type { Settings } from '@throughgate/runtime/settings';
import type { Logger } from '@throughgate/service';
import type pg from 'pg';
import { Registry } from 'prom-client';

/** Opens the outcomes database and the event log of the hub for the time that `work` takes, whether the hub runs or not. */
export async function withOutcomes<Result>(
  settings: Settings,
  logger: Logger,
  work: (opened: { pool: pg.Pool; eventLog: EventLog }) => Promise<Result>,
): Promise<Result> {
  await using cleanup = new AsyncDisposableStack();
  const infrastructure = await joinInfrastructure(settings, logger);
  cleanup.defer(() => infrastructure.close());
  const url = infrastructure.databases.outcomes;
  await migrateOutcomes(url);
  // A rebuild's statements may take longer than any that answers a person.
  const pool = createPool(url, { name: 'hub', metrics: new Registry(), logger, statementTimeout: 0 });
  cleanup.defer(() => pool.end());
  const failed = infrastructure.failed.then((error) => Promise.reject(error));
  return await Promise.race([work({ pool, eventLog: infrastructure.eventLog }), failed]);
}
