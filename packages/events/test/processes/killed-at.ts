import pg from 'pg';
import { startProjection, startRelay } from '../../src/index.ts';
import { logger } from '../support/logger.ts';
import { type LogSpec, openLog } from '../support/open-log.ts';
import { testProjection } from '../support/test-projection.ts';

// A relay and a projection in a process that kills itself at one step of an event's way: before a round trip, when its statements are
// sent, or when they are answered, at the nth time.

interface Settings {
  readonly agency: string;
  readonly projection: string;
  readonly agencyUrl: string;
  readonly readUrl: string;
  readonly spec: LogSpec;
  /** A regular expression for a statement of the round trip. */
  readonly statement: string;
  readonly when: 'before' | 'sent' | 'after';
  readonly time: number;
}

const settings = JSON.parse(process.argv[2] ?? '') as Settings;
const statement = new RegExp(settings.statement);
const { query } = pg.Client.prototype;
let times = 0;

pg.Client.prototype.query = function (this: pg.Client, ...given: unknown[]) {
  const isIt = textsOf(given[0]).some((text) => statement.test(text)) && ++times === settings.time;
  const die = () => process.kill(process.pid, 'SIGKILL');
  if (isIt && settings.when === 'before') die();
  const answer = (query as (...parameters: unknown[]) => unknown).apply(this, given);
  if (isIt && settings.when === 'sent') die();
  if (isIt)
    void Promise.resolve((answer as { answers?: unknown } | undefined)?.answers ?? answer).finally(die);
  return answer;
} as typeof query;

/** The statements of what a client is given: one of them, or several that go together. */
function textsOf(given: unknown): readonly string[] {
  if (typeof given === 'string') return [given];
  const { text, texts = [text] } = given as { readonly text: string; readonly texts?: readonly string[] };
  return texts;
}

const { agency, projection, agencyUrl, readUrl, spec } = settings;
const log = openLog(spec, logger);
// A log that did not append the records itself has to fetch them.
const readFrom = settings.statement.includes('first_offset') ? openLog(spec, logger) : log;
const pool = new pg.Pool({ connectionString: readUrl, max: 6 });
startRelay({ agency, databaseUrl: agencyUrl, log, logger, batchSize: 10 });
await startProjection({
  projection: testProjection(projection, [agency]),
  log: readFrom,
  pool,
  logger,
  batchSize: 10,
});
