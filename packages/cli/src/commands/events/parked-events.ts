import { hubAgencyNames } from '@throughgate/contracts';
import { createPool } from '@throughgate/database';
import { ensureOutbox, listParked, type ParkedEvent, releaseParked } from '@throughgate/events';
import { joinInfrastructure, neededSetting } from '@throughgate/runtime';
import type { Settings } from '@throughgate/runtime/settings';
import { type Logger, OperatorError } from '@throughgate/service';
import type pg from 'pg';
import { Registry } from 'prom-client';
import { printTable } from '../../output/table.ts';

/** Services that have an outbox. */
const withOutbox = [...hubAgencyNames, 'registry'] as const;

/** The outboxes that a command is about. */
export interface Outboxes {
  /** One service of the hub. @default all that have an outbox */
  readonly service?: string | undefined;
  /** DATABASE_URL is the database of one service that was started alone, and not an administrator's. */
  readonly alone: boolean;
}

/** `hub events parked list`: position, type and reason, nothing about a person. */
export async function listParkedEvents(
  { limit, ...which }: Outboxes & { readonly limit: number },
  settings: Settings,
  logger: Logger,
): Promise<void> {
  const found: { service: string; event: ParkedEvent }[] = [];
  await eachOutbox(which, settings, logger, async (service, pool) => {
    for (const event of await listParked(pool, { limit })) found.push({ service, event });
  });
  printTable(
    ['service', 'position', 'type', 'version', 'parked', 'reason'],
    found
      .slice(0, limit)
      .map(({ service, event: { position, type, version, parkedAt, reason } }) => [
        ...[service, position, type, String(version), parkedAt.toISOString(), reason],
      ]),
    'No parked events.',
  );
}

/**
 * `hub events parked retry <position|--all>`: has the relay try them again; what the log still does not take is parked
 * anew. Raises `OperatorError` when no event is parked at the position.
 */
export async function retryParkedEvents(
  { position, ...which }: Outboxes & { readonly position: string | undefined },
  settings: Settings,
  logger: Logger,
): Promise<void> {
  const rows: string[][] = [];
  await eachOutbox(which, settings, logger, async (service, pool) => {
    const released = await releaseParked(pool, position === undefined ? 'all' : [position]);
    if (released > 0) rows.push([service, String(released)]);
  });
  if (position !== undefined && rows.length === 0) {
    throw new OperatorError(
      `No event is parked at position ${position}. \`hub events parked list\` lists those that are.`,
    );
  }
  printTable(['service', 'released'], rows, 'No parked events.');
}

async function eachOutbox(
  { service, alone }: Outboxes,
  settings: Settings,
  logger: Logger,
  work: (service: string, pool: pg.Pool) => Promise<void>,
): Promise<void> {
  if (alone) return withPool(neededSetting(settings, 'databaseUrl'), (pool) => work(service ?? '-', pool));
  const infrastructure = await joinInfrastructure(settings, logger);
  try {
    for (const name of withOutbox) {
      if (service !== undefined && service !== name) continue;
      await withPool(infrastructure.databases[name], (pool) => work(name, pool));
    }
  } finally {
    await infrastructure.close();
  }

  async function withPool(url: string, use: (pool: pg.Pool) => Promise<void>): Promise<void> {
    const pool = createPool(url, { name: 'hub', metrics: new Registry(), logger, max: 1 });
    try {
      await ensureOutbox(pool);
      await use(pool);
    } finally {
      await pool.end();
    }
  }
}
