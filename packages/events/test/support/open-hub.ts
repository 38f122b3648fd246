import { type TestDatabase, testDatabase, testKafka } from '@throughgate/testkit';
import pg from 'pg';
import { type EventLog, ensureOutbox } from '../../src/index.ts';
import { logger } from './logger.ts';
import { type LogSpec, openLog } from './open-log.ts';

/** An agency's database with its outbox, a read model's database and an event log, for one test. */
export interface Hub extends AsyncDisposable {
  readonly agencyUrl: string;
  readonly readUrl: string;
  /** The agency's database. */
  readonly agency: pg.Pool;
  /** The read model's database. */
  readonly read: pg.Pool;
  readonly spec: LogSpec;
  readonly log: EventLog;
}

/** Creates a hub whose log is in PostgreSQL or in Kafka. */
export async function openHub(kind: LogSpec['kind']): Promise<Hub> {
  const stack = new AsyncDisposableStack();
  const agencyUrl = stack.use(await testDatabase()).url;
  const readUrl = stack.use(await testDatabase()).url;
  const agency = openPool(agencyUrl);
  const read = openPool(readUrl);
  const spec: LogSpec =
    kind === 'kafka'
      ? { kind, brokers: stack.use(await testKafka()).brokers }
      : { kind, databaseUrl: stack.use((await testDatabase()) satisfies TestDatabase).url };
  const log = openLog(spec, logger);
  stack.defer(() => log.close());
  await ensureOutbox(agency);
  return {
    agencyUrl,
    readUrl,
    agency,
    read,
    spec,
    log,
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };

  function openPool(connectionString: string): pg.Pool {
    const pool = new pg.Pool({ connectionString, max: 8 });
    pool.on('error', () => undefined);
    stack.defer(() => pool.end());
    return pool;
  }
}
