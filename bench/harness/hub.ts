import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { purposeHeader } from '@throughgate/identity';
import { issuePersonaToken } from '@throughgate/issuer';
import type { BenchPostgres } from './bench-postgres.ts';
import type { BenchmarkPlace } from './benchmark.ts';
import { type Child, startChild } from './child.ts';
import { hubCommand } from './hub-command.ts';

/** How a hub is started. */
export interface HubOptions {
  readonly postgres: BenchPostgres;
  /** People that it loads on its first start. */
  readonly people: number;
  /** Kafka brokers. @default none: the event log is in PostgreSQL */
  readonly kafkaBrokers?: string | undefined;
  readonly nodeFlags?: readonly string[];
}

/** A hub that runs, with what it takes to ask it. */
export interface HubChild extends Child {
  /** Headers of somebody who may ask everything: for as long as a benchmark runs. */
  headers(): Readonly<Record<string, string>>;
}

/**
 * Starts the whole hub in a process of its own, as `hub up` does; ready once the journeys of its people are
 * complete. It ends with the benchmark, or before when it is stopped.
 */
export async function startHub(
  { directory, cleanup }: BenchmarkPlace,
  options: HubOptions,
): Promise<HubChild> {
  const { postgres, people, kafkaBrokers, nodeFlags = [] } = options;
  const environment = hubEnvironment(directory, postgres, kafkaBrokers);
  const child = await startChild(
    {
      module: hubCommand,
      arguments: ['up', '--port', '0', '--people', String(people)],
      environment,
      nodeFlags,
      startTime: 60 * 60_000,
    },
    cleanup,
  );
  const authorization = `Bearer ${await developerToken(environment['HUB_DATA'] ?? '')}`;
  return { ...child, headers: () => ({ authorization, [purposeHeader]: 'supervision' }) };
}

/** A token, for a day, of somebody who may do everything, from the development issuer of the hub that runs on `data`. */
async function developerToken(data: string): Promise<string> {
  const { issuerUrl } = JSON.parse(readFileSync(join(data, 'run.json'), 'utf8')) as { issuerUrl: string };
  return issuePersonaToken(issuerUrl, 'developer', { expiresIn: 24 * 60 * 60 });
}

/**
 * Starts a hub with its people loaded, after a start of its own, as a hub runs on most days: without what loading
 * left in its memory. Where it has to be `quick`, the start that loads is the one.
 */
export async function startLoadedHub(
  place: BenchmarkPlace,
  { quick, ...options }: HubOptions & { readonly quick: boolean },
): Promise<HubChild> {
  if (!quick) await (await startHub(place, { ...options, nodeFlags: [] })).stop();
  const hub = await startHub(place, options);
  await options.postgres.analyse();
  return hub;
}

/** The settings of a hub in a directory, as environment variables. */
export function hubEnvironment(
  directory: string,
  { adminUrl, databaseSecret, serviceKey }: BenchPostgres,
  kafkaBrokers?: string,
): Record<string, string> {
  const data = join(directory, 'hub');
  mkdirSync(data, { recursive: true });
  return {
    HUB_DATA: data,
    HUB_HOST: '127.0.0.1',
    DATABASE_URL: adminUrl,
    HUB_DATABASE_SECRET: databaseSecret,
    HUB_SERVICE_KEY: serviceKey,
    KAFKA_BROKERS: kafkaBrokers ?? '',
    LOG_LEVEL: 'warn',
  };
}
