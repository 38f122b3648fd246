import pg from 'pg';
import { startProjection, startRelay } from '../../src/index.ts';
import { logger } from '../support/logger.ts';
import { type LogSpec, openLog } from '../support/open-log.ts';
import { testProjection } from '../support/test-projection.ts';

// A relay and a projection in a process that kills itself at one step of an event's way: before a statement is sent, or when it is
// answered, at the nth time.

interface Settings {
  readonly agency: string;
  readonly projection: string;
  readonly agencyUrl: string;
  readonly readUrl: string;
  readonly spec: LogSpec;
  /** A regular expression for the statement. */
  readonly statement: string;
  readonly when: 'before' | 'after';
  readonly time: number;
}

const settings = JSON.parse(process.argv[2] ?? '') as Settings;
const statement = new RegExp(settings.statement);
const { query } = pg.Client.prototype;
let times = 0;

pg.Client.prototype.query = function (this: pg.Client, ...given: unknown[]) {
  const [config] = given;
  const text = typeof config === 'string' ? config : (config as pg.QueryConfig).text;
  const isIt = statement.test(text) && ++times === settings.time;
  if (isIt && settings.when === 'before') process.kill(process.pid, 'SIGKILL');
  const answer = (query as (...parameters: unknown[]) => unknown).apply(this, given);
  if (isIt) void Promise.resolve(answer).finally(() => process.kill(process.pid, 'SIGKILL'));
  return answer;
} as typeof query;

const { agency, projection, agencyUrl, readUrl, spec } = settings;
const log = openLog(spec, logger);
const pool = new pg.Pool({ connectionString: readUrl, max: 6 });
startRelay({ agency, databaseUrl: agencyUrl, log, logger, batchSize: 10 });
await startProjection({
  projection: testProjection(projection, [agency]),
  log,
  pool,
  logger,
  batchSize: 10,
});
