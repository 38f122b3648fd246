import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { hubSecrets, openPostgres, provision, warnOfSuperuser } from '@throughgate/database';
import type { EventLog } from '@throughgate/events';
import { type Logger, OperatorError, requireSecret } from '@throughgate/service';
import { kafkaOf, openEventLog } from '../event-log.ts';
import { readRunFile } from '../run-file.ts';
import { type AgencyTexts, settingDefinitions } from '../settings/index.ts';
import { derivedKeys, type KeySettings, subgraphKeys } from '../subgraph-keys.ts';
import { serviceUrl } from './service-url.ts';

/** What an agency's subgraph that runs as a process of its own stands on. */
export interface AgencyInfrastructure {
  /** Key with which the gateway signs what it asks this subgraph. */
  readonly serviceKey: string;
  /** The key before it, while keys are rotated. */
  readonly previousServiceKey?: string;
  /** Issuer of the hub that runs on HUB_DATA, as its tokens name it. */
  readonly hubIssuer: string | undefined;
  readonly databaseUrl: string;
  readonly eventLog: EventLog;
  /** Resolves, and never rejects, when its embedded database is lost for good. */
  readonly failed: Promise<OperatorError>;
}

/** Whose infrastructure it is, and what there is of it. */
export interface AgencyInfrastructureOptions {
  /** Name of the agency, and of its database. */
  readonly name: string;
  /** Where what is not set lies: an embedded PostgreSQL, a log that nobody else reads, secrets. Made if it is not there. */
  readonly directory: string;
  readonly settings: AgencyTexts;
  readonly logger: Logger;
}

/**
 * Opens what an agency's subgraph stands on; `cleanup` closes it. Event log and keys are those of the settings, else
 * those of the hub that runs on HUB_DATA, else its own; its database that of DATABASE_URL, else its own. Raises
 * {@link OperatorError} for a setting that is not usable, when no hub runs on HUB_DATA, and as `openPostgres` does.
 */
export async function openAgencyInfrastructure(
  { name, directory, settings, logger }: AgencyInfrastructureOptions,
  cleanup: AsyncDisposableStack,
): Promise<AgencyInfrastructure> {
  mkdirSync(directory, { recursive: true });
  const given = {
    keys: subgraphKeys(name, soundKeys(settings)),
    eventsUrl: optionalUrl('eventsDatabaseUrl', settings.eventsDatabaseUrl),
  };
  const isComplete = given.keys !== undefined && given.eventsUrl !== undefined;
  const hub = isComplete || settings.data === undefined ? undefined : runningHub(settings.data);
  const known = given.keys ?? (hub && derivedKeys(name, hub));
  const own = hubSecrets(directory, known);
  const keys = known ?? derivedKeys(name, own);
  let databaseUrl = optionalUrl('databaseUrl', settings.databaseUrl);
  if (databaseUrl !== undefined) await warnOfSuperuser(databaseUrl, name, logger);
  let eventsUrl = given.eventsUrl ?? hub?.eventsUrl;
  let failed: Promise<OperatorError> = new Promise<never>(() => undefined);
  const kafka = kafkaOf(settings.kafka);
  if (databaseUrl === undefined || (eventsUrl === undefined && kafka === undefined)) {
    const postgres = await openPostgres({ dataDirectory: directory, databaseUrl: undefined, logger });
    cleanup.defer(() => postgres.stop());
    failed = postgres.failed;
    // The server is this subgraph's alone.
    const ways = { takeOver: true };
    const databases = await provision(postgres.adminUrl, [name, 'events'], own.databaseSecret, ways);
    databaseUrl ??= databases[name] as string;
    eventsUrl ??= databases['events'] as string;
  }
  const eventLog = openEventLog(kafka, eventsUrl ?? '', logger);
  cleanup.defer(() => eventLog.close());
  const hubIssuer = settings.data === undefined ? undefined : readRunFile(settings.data)?.issuerUrl;
  return { ...keys, hubIssuer, databaseUrl, eventLog, failed };
}

/** The keys among the settings. Raises {@link OperatorError} naming the setting whose key can be guessed. */
function soundKeys(settings: AgencyTexts): KeySettings {
  const sound = (name: keyof KeySettings) => {
    const text = settings[name];
    return text === undefined ? undefined : requireSecret(text, settingDefinitions[name].variable);
  };
  return {
    subgraphKey: sound('subgraphKey'),
    subgraphKeyPrevious: sound('subgraphKeyPrevious'),
    serviceKey: sound('serviceKey'),
    serviceKeyPrevious: sound('serviceKeyPrevious'),
  };
}

function optionalUrl(
  name: 'databaseUrl' | 'eventsDatabaseUrl',
  text: string | undefined,
): string | undefined {
  return text === undefined ? undefined : serviceUrl(name, text);
}

/** What a hub that runs on this machine tells in its data directory. Raises {@link OperatorError} when none does. */
function runningHub(directory: string): { readonly serviceKey: string; readonly eventsUrl: string } {
  const eventsUrl = readRunFile(directory)?.databases.events;
  if (eventsUrl === undefined) {
    throw new OperatorError(
      `No hub runs on HUB_DATA, ${resolve(directory)}. Start one (hub up), or unset HUB_DATA.`,
    );
  }
  return { serviceKey: hubSecrets(directory).serviceKey, eventsUrl };
}
