import { randomUUID } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openPostgres } from '@throughgate/database';
import { createLogger } from '@throughgate/service';
import pg from 'pg';
import { inject } from 'vitest';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** Administrator's URL of the PostgreSQL that all tests of a run share. */
    postgresAdminUrl: string;
  }
}

/** Starts the run's PostgreSQL, whose data go with it; returns what stops it. Called by the global setup. */
export async function setupPostgres({ provide }: Pick<TestProject, 'provide'>): Promise<() => Promise<void>> {
  const dataDirectory = mkdtempSync(join(tmpdir(), 'throughgate-test-'));
  // As root PostgreSQL runs as another user, who must reach the directory or gets one that outlives the run.
  chmodSync(dataDirectory, 0o755);
  const postgres = await openPostgres({
    dataDirectory,
    logger: createLogger('warn'),
    durable: false,
    settings: { shared_buffers: '128MB', full_page_writes: 'off' },
  });
  provide('postgresAdminUrl', postgres.adminUrl);
  return async () => {
    await postgres.stop();
    rmSync(dataDirectory, { recursive: true, force: true });
  };
}

/** Administrator's URL of the PostgreSQL that all tests of a run share. */
export function testPostgresUrl(): string {
  return inject('postgresAdminUrl');
}

/** An empty database of one test, dropped with `await using`. */
export interface TestDatabase extends AsyncDisposable {
  /** URL of the database, as a role that may do anything in it. */
  readonly url: string;
}

/** Creates an empty database under a random name on the run's PostgreSQL. */
export async function testDatabase(): Promise<TestDatabase> {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await asAdministrator(`CREATE DATABASE ${name}`);
  const url = new URL(testPostgresUrl());
  url.pathname = `/${name}`;
  return {
    url: url.href,
    // Forced, so that a connection that a test forgot to close fails that test alone and not the next.
    [Symbol.asyncDispose]: () => asAdministrator(`DROP DATABASE ${name} WITH (FORCE)`),
  };
}

async function asAdministrator(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: testPostgresUrl() });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
