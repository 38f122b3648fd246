import { advisoryLock, sqlState } from '@throughgate/database';
import { Prisma } from '../generated/prisma/client.ts';
import type { Database } from './database.ts';

/** How long the database has patience with a publication, in milliseconds. */
export interface PublicationLimits {
  /** Longest wait for publications of other processes. */
  readonly wait: number;
  /** Longest that the checks may take, while the transaction does nothing. */
  readonly check: number;
}

/**
 * Begins a publication in the transaction given: waits until those before it are done, and keeps others out until it
 * commits or fails. Returns the moment, by the database's clock, since several registries may have clocks that differ.
 */
export async function beginPublication(
  transaction: Database,
  { wait, check }: PublicationLimits,
): Promise<Date> {
  // The pool's limits are made for requests; here the database waits for the checks.
  await transaction.$executeRaw`SELECT set_config('lock_timeout', ${String(wait)}, true),
    set_config('statement_timeout', ${String(wait + 30_000)}, true),
    set_config('idle_in_transaction_session_timeout', ${String(check + 60_000)}, true)`;
  await transaction.$executeRaw`SELECT pg_advisory_xact_lock(${advisoryLock.publication})`;
  const rows = await transaction.$queryRaw<{ now: Date }[]>`SELECT clock_timestamp() AS now`;
  return rows[0]?.now ?? new Date();
}

/** Whether an error says that the wait of {@link beginPublication} was too long. */
export function isLockTimeout(error: unknown): boolean {
  // Prisma has the SQLSTATE in the metadata of its code for raw statements that failed.
  return (
    error instanceof Prisma.PrismaClientKnownRequestError &&
    JSON.stringify(error).includes(sqlState.lockNotAvailable)
  );
}
