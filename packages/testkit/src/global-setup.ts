import type { TestProject } from 'vitest/node';
import { setupPostgres } from './postgres.ts';
import { setupKafka } from './shared-kafka.ts';

/** Starts, once for the whole run, what tests share, and stops it after the last. One line per setup. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const teardowns = await Promise.all([setupPostgres(project), setupKafka(project)]);
  return async () => {
    await Promise.all(teardowns.map((teardown) => teardown()));
  };
}
