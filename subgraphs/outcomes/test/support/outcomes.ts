import { dayAsText } from '@throughgate/database';
import {
  type ChangeEvent,
  createPostgresEventLog,
  type DeadLetters,
  deadLetters,
  type EventLog,
  type NewLogRecord,
  type Rebuilt,
  toLogRecord,
  topicOf,
} from '@throughgate/events';
import type { MeasuresEngine } from '@throughgate/measures';
import { type Caller, createLogger } from '@throughgate/service';
import { askSigned, type GraphAnswer, testDatabase } from '@throughgate/testkit';
import pg from 'pg';
import {
  contractsProjection,
  journeyProjection,
  type MeasuresOptions,
  type RunningOutcomes,
  rebuildOutcomes,
  startOutcomes,
} from '../../src/index.ts';

const logger = createLogger((process.env['LOG_LEVEL'] ?? 'fatal') as Parameters<typeof createLogger>[0]);

/** The outcomes subgraph on databases of its own, with the event log that it follows. */
export interface OutcomesUnderTest extends AsyncDisposable {
  readonly running: RunningOutcomes;
  readonly eventLog: EventLog;
  /** The outcomes database. */
  readonly pool: pg.Pool;
  readonly deadLetters: DeadLetters;
  /** Asks as the gateway does: signed, over HTTP. */
  ask(query: string, variables?: Record<string, unknown>, caller?: Caller): Promise<GraphAnswer>;
  /** Asks for what must succeed; the answer's data. */
  read<Data>(query: string, variables?: Record<string, unknown>): Promise<Data>;
  /** Appends the events to their agencies' topics and waits until journeys show them. */
  publish(...events: readonly ChangeEvent[]): Promise<void>;
  /** Appends records as they are, good or bad, and waits until they were looked at. */
  append(...records: readonly NewLogRecord[]): Promise<void>;
  /** How many SQL statements the subgraph has run to answer so far, by its own metrics. */
  sqlStatements(): Promise<number>;
  /** Makes the read model anew from the log, which a test may put something before. */
  rebuild(log?: EventLog): Promise<Rebuilt>;
}

/** Starts the outcomes subgraph on `databaseUrl` and `eventLog`, or fresh ones of its own; disposing stops it. */
export async function startOutcomesForTest(
  given: {
    eventLog?: EventLog;
    databaseUrl?: string;
    measures?: MeasuresOptions;
    measuresEngine?: MeasuresEngine;
  } = {},
): Promise<OutcomesUnderTest> {
  const cleanup = new AsyncDisposableStack();
  const databaseUrl = given.databaseUrl ?? cleanup.use(await testDatabase()).url;
  const eventLog = given.eventLog ?? (await ownEventLog(cleanup));
  const serviceKey = 'the service key of this test, long enough';
  const running = await startOutcomes({
    databaseUrl,
    eventLog,
    serviceKey,
    host: '127.0.0.1',
    port: 0,
    logger,
    measuresEngine: given.measuresEngine,
    measures: given.measures,
  });
  cleanup.defer(() => running.stop());
  // Days as text, as the subgraph's own pool reads them.
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 8, types: dayAsText });
  cleanup.defer(() => pool.end());
  const ask = (query: string, variables: Record<string, unknown> = {}, caller?: Caller) =>
    askSigned({ name: 'outcomes', url: running.url, key: serviceKey }, { query, variables }, caller);

  return {
    running,
    eventLog,
    pool,
    deadLetters: deadLetters({ pool, projections: [contractsProjection(), journeyProjection()], logger }),
    ask,
    async read<Data>(query: string, variables?: Record<string, unknown>) {
      const { data, errors } = await ask(query, variables);
      if (errors || !data) throw new Error(`The answer has errors: ${JSON.stringify(errors)}`);
      return data as Data;
    },
    async publish(...events) {
      await eventLog.append(events.map((event) => toLogRecord(topicOf(event.agency), event)));
      await running.caughtUp();
    },
    async append(...records) {
      await eventLog.append(records);
      await running.caughtUp();
    },
    async sqlStatements() {
      const metrics = await (await fetch(new URL('/metrics', running.url))).text();
      const counts = [...metrics.matchAll(/^throughgate_sql_statements_total\{(.*)\} (\d+)$/gm)];
      return counts
        .filter(([, labels]) => labels?.includes('pool="outcomes"') && labels.includes('kind="data"'))
        .reduce((sum, [, , count]) => sum + Number(count), 0);
    },
    rebuild: (log = eventLog) => rebuildOutcomes({ log, pool, logger }),
    [Symbol.asyncDispose]: () => cleanup.disposeAsync(),
  };
}

async function ownEventLog(cleanup: AsyncDisposableStack): Promise<EventLog> {
  const { url } = cleanup.use(await testDatabase());
  const eventLog = createPostgresEventLog({ databaseUrl: url, logger });
  cleanup.defer(() => eventLog.close());
  return eventLog;
}
