import { once } from 'node:events';
import { mkdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { hubSecrets, openPostgres, provision, warnOfSuperuser } from '@throughgate/database';
import { readServiceDatabaseUrl } from '@throughgate/database/database-url';
import { createKafkaEventLog, createPostgresEventLog, type EventLog } from '@throughgate/events';
import { kafkaTextsOf, kafkaVariables, readKafkaConnection } from '@throughgate/events/kafka-settings';
import {
  createLogger,
  describeUnknownVariable,
  type Logger,
  logLevels,
  StartupError,
  unknownVariables,
} from '@throughgate/service';
import { openAgencyLoader } from './agency-loader.ts';
import { type AgencySubgraph, startAgency } from './agency-subgraph.ts';
import type { LoadStep } from './files/load-files.ts';
import { readRetention, retentionVariables } from './pruning/retention.ts';

/** What an agency's subgraph runs with, beside what the environment says. */
export interface RunAgencyOptions {
  /** Port where HUB_PORT names none. */
  readonly port: number;
  /** Changes that are recorded before it is ready; files that exist are left as they are. @default none */
  readonly examples?: readonly LoadStep[];
  /** @default this process's */
  readonly environment?: NodeJS.ProcessEnv;
}

/** Variables that a subgraph reads. A hub has more, which it may pass on to what it starts. */
const variables = [
  'HUB_PORT',
  'HUB_HOST',
  'HUB_DATA',
  'HUB_SERVICE_KEY',
  'HUB_EVENTS_DATABASE_URL',
  'DATABASE_URL',
  ...Object.values(kafkaVariables),
  'LOG_LEVEL',
  ...retentionVariables,
];

/** The environment's part in what a subgraph stands on. */
interface Ground {
  readonly serviceKey: string;
  readonly databaseUrl: string;
  readonly eventLog: EventLog;
  /** Resolves, and never rejects, when its embedded database is lost for good. */
  readonly failed: Promise<StartupError>;
}

// biome-ignore lint/suspicious/noExplicitAny: any agency can be run; its tables do not matter here
type AnyAgency = AgencySubgraph<any, any, any>;

/**
 * Runs one agency's subgraph as a process of its own until it is asked to stop, with the settings of `hub start`:
 * HUB_PORT, HUB_HOST, DATABASE_URL (its own database), KAFKA_BROKERS with its KAFKA_… or HUB_EVENTS_DATABASE_URL (the event log),
 * HUB_SERVICE_KEY, LOG_LEVEL, HUB_PRUNE, HUB_KEEP_OUTBOX and HUB_KEEP_IDEMPOTENCY_KEYS. PORT goes before HUB_PORT, which a hub that starts this one has for itself.
 *
 * With HUB_DATA, the data directory of a hub that runs on this machine, event log and service key are that hub's.
 * What is not set lies in the folder `.data` of the subgraph: an embedded PostgreSQL, a log that nobody else reads, a
 * key. A variable that is most like one of these and is none is told on standard error. Ends the start with the line `ready <url>` on standard output. What a person can mend is told on standard
 * error, and the process ends with 1.
 */
export async function runAgency(subgraph: AnyAgency, options: RunAgencyOptions): Promise<void> {
  const { port, examples = [], environment = process.env } = options;
  const stopped = Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
  for (const variable of unknownVariables(environment, variables)) {
    process.stderr.write(`${subgraph.agency.name}: warning: ${describeUnknownVariable(variable)}\n`);
  }
  try {
    await using cleanup = new AsyncDisposableStack();
    const logger = createLogger(levelOf(environment['LOG_LEVEL']));
    const pruning = readRetention(environment);
    const { failed, ...ground } = await prepare(subgraph, environment, logger, cleanup);
    const running = await startAgency(subgraph, {
      ...ground,
      host: environment['HUB_HOST'] || '127.0.0.1',
      port: Number(environment['PORT'] || environment['HUB_PORT'] || port),
      pruning,
      logger,
    });
    cleanup.defer(() => running.stop());
    if (examples.length > 0) {
      const loader = await openAgencyLoader(subgraph, { databaseUrl: ground.databaseUrl, logger });
      try {
        await loader.load(examples);
      } finally {
        await loader.close();
      }
    }
    process.stdout.write(`ready ${running.url}\n`);
    const end = await Promise.race([stopped, failed]);
    if (end instanceof StartupError) throw end;
  } catch (error) {
    if (!(error instanceof StartupError)) throw error;
    process.stderr.write(`${subgraph.agency.name}: ${error.message}\n`);
    process.exitCode = 1;
  }
  // All is stopped. What still waits for a broker that does not answer must not hold the process for minutes.
  setTimeout(() => process.exit(), 1_000).unref();
}

async function prepare(
  { agency: { name }, directory }: AnyAgency,
  environment: NodeJS.ProcessEnv,
  logger: Logger,
  cleanup: AsyncDisposableStack,
): Promise<Ground> {
  const data = join(directory, '.data');
  mkdirSync(data, { recursive: true });
  const givenKey = environment['HUB_SERVICE_KEY'] || undefined;
  const givenEventsUrl = urlIn(environment, 'HUB_EVENTS_DATABASE_URL');
  const isComplete = givenKey !== undefined && givenEventsUrl !== undefined;
  const hub = isComplete ? undefined : runningHub(environment['HUB_DATA']);
  const own = hubSecrets(data, { serviceKey: givenKey ?? hub?.serviceKey });
  let databaseUrl = urlIn(environment, 'DATABASE_URL');
  if (databaseUrl !== undefined) await warnOfSuperuser(databaseUrl, name, logger);
  let eventsUrl = givenEventsUrl ?? hub?.eventsUrl;
  let failed: Promise<StartupError> = new Promise<never>(() => undefined);
  const kafka = readKafkaConnection(kafkaTextsOf(environment));
  if (databaseUrl === undefined || (eventsUrl === undefined && kafka === undefined)) {
    const postgres = await openPostgres({ dataDirectory: data, databaseUrl: undefined, logger });
    cleanup.defer(() => postgres.stop());
    failed = postgres.failed;
    // The server is this subgraph's alone.
    const ways = { takeOver: true };
    const databases = await provision(postgres.adminUrl, [name, 'events'], own.databaseSecret, ways);
    databaseUrl ??= databases[name] as string;
    eventsUrl ??= databases['events'] as string;
  }
  const eventLog =
    kafka === undefined
      ? createPostgresEventLog({ databaseUrl: eventsUrl ?? '', logger })
      : createKafkaEventLog({ ...kafka, logger });
  cleanup.defer(() => eventLog.close());
  return { serviceKey: own.serviceKey, databaseUrl, eventLog, failed };
}

/** The URL of a database in a variable, with everything in its place. Raises {@link StartupError} naming the variable. */
function urlIn(environment: NodeJS.ProcessEnv, variable: string): string | undefined {
  const text = environment[variable];
  if (!text) return undefined;
  const { url, fault } = readServiceDatabaseUrl(text);
  if (url === undefined) throw new StartupError(`${variable} ${fault}.`);
  return url;
}

/** What a hub that runs on this machine tells in its data directory. Raises {@link StartupError} when none does. */
function runningHub(directory: string | undefined): { serviceKey: string; eventsUrl: string } | undefined {
  if (!directory) return undefined;
  const file = join(resolve(directory), 'run.json');
  let eventsUrl: string;
  try {
    const { pid, databases } = JSON.parse(readFileSync(file, 'utf8')) as RunFile;
    // A hub that was killed leaves its file behind.
    process.kill(pid, 0);
    eventsUrl = databases.events;
  } catch (cause) {
    throw new StartupError(
      `No hub runs on HUB_DATA, ${resolve(directory)}. Start one (hub up), or unset HUB_DATA.`,
      { cause },
    );
  }
  return { serviceKey: hubSecrets(directory).serviceKey, eventsUrl };
}

/** What a hub that runs writes into its data directory, as far as a subgraph needs it. */
interface RunFile {
  readonly pid: number;
  readonly databases: { readonly events: string };
}

function levelOf(text: string | undefined): (typeof logLevels)[number] {
  return logLevels.find((level) => level === text) ?? 'warn';
}
