import { randomUUID } from 'node:crypto';
import { createPostgresEventLog } from '@throughgate/events';
import { type Caller, createLogger, createSigner, localDeveloper } from '@throughgate/service';
import {
  type AgencySubgraph,
  type LoadResult,
  type LoadStep,
  openAgencyLoader,
  type RunningAgency,
  startAgency,
} from '@throughgate/subgraph-kit';
import pg from 'pg';
import { testDatabase } from './postgres.ts';

/** A GraphQL answer as a client reads it. */
export interface GraphAnswer {
  readonly data?: Record<string, unknown> | null;
  readonly errors?: readonly {
    readonly message: string;
    readonly path?: readonly (string | number)[];
    readonly extensions: { readonly code: string; readonly [name: string]: unknown };
  }[];
}

/** A row of an agency's outbox. */
export interface OutboxRow {
  readonly type: string;
  readonly aggregateid: string;
  readonly version: number;
  readonly payload: Record<string, unknown>;
  readonly subject_type: string;
  readonly subject_id: string;
  readonly occurred_at: Date;
  readonly recorded_at: Date;
}

/** What a mutation answered. */
export interface MutationAnswer {
  /** What was selected of the record; null where there is an error. */
  readonly result: unknown;
  /** Code of the first error. */
  readonly code: string | undefined;
  readonly answer: GraphAnswer;
}

/** An agency's subgraph in a database of its own, with an event log on PostgreSQL. */
export interface AgencyUnderTest extends AsyncDisposable {
  readonly running: RunningAgency;
  /** URL of the event log's database. */
  readonly eventLogUrl: string;
  /** The agency's database. */
  readonly pool: pg.Pool;
  /** Asks as the gateway does: signed, over HTTP; for the local developer, unless another caller is given. */
  ask(query: string, variables?: Record<string, unknown>, caller?: Caller): Promise<GraphAnswer>;
  /** Sends a mutation with a fresh idempotency key, unless the input has one; `selection` is of its record. */
  mutate(mutation: string, input: object, selection?: string): Promise<MutationAnswer>;
  /** Sends a mutation that must succeed, and returns the id of its record. Rejects with the first error's message. */
  record(mutation: string, input: object): Promise<string>;
  /** Events in the order of the outbox, whether they are on the log by now or not. */
  events(): Promise<OutboxRow[]>;
  /** Events of one file. */
  eventsOf(key: string): Promise<OutboxRow[]>;
  /** How many SQL statements the subgraph has run for data so far, by its own metrics. */
  sqlStatements(): Promise<number>;
  /** Loads whole files in bulk. */
  load(steps: readonly LoadStep[]): Promise<LoadResult>;
}

/** Starts an agency's subgraph on fresh databases; disposing stops it and drops them. */
export async function startAgencyForTest(subgraph: AgencySubgraph): Promise<AgencyUnderTest> {
  const cleanup = new AsyncDisposableStack();
  const database = cleanup.use(await testDatabase());
  const logDatabase = cleanup.use(await testDatabase());
  const logger = createLogger('fatal');
  const eventLog = createPostgresEventLog({ databaseUrl: logDatabase.url, logger });
  cleanup.defer(() => eventLog.close());
  const serviceKey = 'the service key of this test, long enough';
  const running = await startAgency(subgraph, {
    databaseUrl: database.url,
    eventLog,
    serviceKey,
    host: '127.0.0.1',
    port: 0,
    logger,
  });
  cleanup.defer(() => running.stop());
  const loader = await openAgencyLoader(subgraph, { databaseUrl: database.url, logger });
  cleanup.defer(() => loader.close());
  const pool = new pg.Pool({ connectionString: database.url, max: 2 });
  cleanup.defer(() => pool.end());

  const ask: AgencyUnderTest['ask'] = (query, variables = {}, caller = localDeveloper) =>
    askSigned({ name: running.name, url: running.url, key: serviceKey }, { query, variables }, caller);
  let calls = 0;

  async function mutate(
    mutation: string,
    input: object,
    selection = '{ __typename }',
  ): Promise<MutationAnswer> {
    const type = `${mutation[0]?.toUpperCase()}${mutation.slice(1)}Input!`;
    const answer = await ask(
      `mutation ($input: ${type}) { result: ${mutation}(input: $input) ${selection} }`,
      { input: { idempotencyKey: `test-${calls++}`, ...input } },
    );
    return { result: answer.data?.['result'], code: answer.errors?.[0]?.extensions.code, answer };
  }

  async function events(): Promise<OutboxRow[]> {
    const { rows } = await pool.query<OutboxRow>(
      `SELECT type, aggregateid, version, payload, subject_type, subject_id, occurred_at, recorded_at
        FROM (TABLE hub.outbox UNION ALL
          SELECT event.* FROM hub.outbox_sent, json_populate_recordset(NULL::hub.outbox, events) AS event) AS event
        ORDER BY position`,
    );
    return rows;
  }

  return {
    running,
    eventLogUrl: logDatabase.url,
    pool,
    ask,
    mutate,
    async record(mutation, input) {
      const { result, answer } = await mutate(mutation, input, '{ id }');
      if (!result) throw new Error(`${mutation}: ${answer.errors?.[0]?.message}`);
      return (result as { id: string }).id;
    },
    events,
    eventsOf: async (key) => (await events()).filter(({ aggregateid }) => aggregateid === key),
    async sqlStatements() {
      const metrics = await (await fetch(new URL('/metrics', running.url))).text();
      const counts = [...metrics.matchAll(/^throughgate_sql_statements_total\{.*kind="data".*\} (\d+)$/gm)];
      return counts.reduce((sum, [, count]) => sum + Number(count), 0);
    },
    load: (steps) => loader.load(steps),
    [Symbol.asyncDispose]: () => cleanup.disposeAsync(),
  };
}

/** A subgraph that a test asks as the gateway does. */
export interface AskedSubgraph {
  /** Its name in the supergraph. */
  readonly name: string;
  /** Its GraphQL endpoint. */
  readonly url: string;
  /** Its own key. */
  readonly key: string;
}

/** Sends an operation to a subgraph with the gateway's signature, and reads the answer. */
export async function askSigned(
  { name, url, key }: AskedSubgraph,
  operation: { query: string; variables?: Record<string, unknown> },
  caller: Caller = localDeveloper,
): Promise<GraphAnswer> {
  const body = JSON.stringify(operation);
  const sign = createSigner({ subgraphKey: key });
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...sign({ subgraph: name, requestId: randomUUID(), caller, body }),
    },
    body,
  });
  return (await response.json()) as GraphAnswer;
}
