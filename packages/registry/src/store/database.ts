import { join } from 'node:path';
import { PrismaPg } from '@prisma/adapter-pg';
import { createPool, migrate } from '@throughgate/database';
import { ensureOutbox } from '@throughgate/events';
import type { Logger } from '@throughgate/service';
import type pg from 'pg';
import { Registry } from 'prom-client';
import { type Prisma, PrismaClient } from '../generated/prisma/client.ts';

/** Where statements run: a client by itself, or a transaction on it. */
export type Database = Prisma.TransactionClient;

/** Where the registry's database is, and who watches it. */
export interface OpenRegistryDatabaseOptions {
  readonly databaseUrl: string;
  readonly logger: Logger;
  /** Where the pool's metrics are kept. @default a registry that nobody reads */
  readonly metrics?: Registry;
}

/** The registry's database, ready for use. */
export interface RegistryDatabase {
  readonly prisma: PrismaClient;
  /** What Prisma works on, for SQL beside it. */
  readonly pool: pg.Pool;
  /** Ends all connections. */
  close(): Promise<void>;
}

/**
 * Migrates the registry's database, makes its outbox and connects. Several processes may do so at once.
 * Raises a `OperatorError` when the database cannot be reached or migrated.
 */
export async function openRegistryDatabase(options: OpenRegistryDatabaseOptions): Promise<RegistryDatabase> {
  const { databaseUrl, logger, metrics = new Registry() } = options;
  const migrationsDirectory = join(import.meta.dirname, '../../prisma/migrations');
  await migrate({ url: databaseUrl, migrationsDirectory, service: 'registry' });
  const pool = createPool(databaseUrl, { name: 'registry', metrics, logger });
  try {
    await ensureOutbox(pool);
  } catch (error) {
    await pool.end();
    throw error;
  }
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool) });
  return {
    prisma,
    pool,
    async close() {
      await prisma.$disconnect();
      await pool.end();
    },
  };
}
