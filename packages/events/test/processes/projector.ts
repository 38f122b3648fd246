import pg from 'pg';
import { startProjection } from '../../src/index.ts';
import { logger } from '../support/logger.ts';
import { type LogSpec, openLog } from '../support/open-log.ts';
import { testProjection } from '../support/test-projection.ts';

// A consumer of a projection in a process of its own, to be killed. Says `consuming` when it has joined.

interface Settings {
  readonly projection: string;
  readonly agencies: readonly string[];
  readonly databaseUrl: string;
  readonly spec: LogSpec;
}

const { projection, agencies, databaseUrl, spec } = JSON.parse(process.argv[2] ?? '') as Settings;
const pool = new pg.Pool({ connectionString: databaseUrl, max: 6 });
pool.on('error', () => undefined);
const running = await startProjection({
  projection: testProjection(projection, agencies),
  log: openLog(spec, logger),
  pool,
  logger,
  batchSize: 50,
});
const timer = setInterval(() => {
  running.check().then(
    () => {
      clearInterval(timer);
      process.stdout.write('consuming\n');
    },
    () => undefined,
  );
}, 20);
