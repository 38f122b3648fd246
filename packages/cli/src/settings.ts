import { StartupError } from '@throughgate/service';
import { z } from 'zod';

/** `name=url` as its two parts; the URL may hold further equals signs. */
const splitAtEquals = (pair: string): [string, string] => {
  const at = pair.indexOf('=');
  return [pair.slice(0, at), pair.slice(at + 1)];
};

const port = z.coerce.number().int().min(0).max(65_535);

/**
 * Every setting of the hub: the environment variable, the flag of the same meaning, its default and what it
 * accepts. Other programs rely on these names; they do not change.
 */
const definitions = {
  port: {
    variable: 'HUB_PORT',
    flag: '--port <number>',
    meaning: 'port of the gateway, or of the one service started; 0 has a free one chosen',
    schema: port.default(4000),
  },
  host: {
    variable: 'HUB_HOST',
    flag: '--host <address>',
    meaning: 'address to listen on',
    schema: z.string().min(1).default('127.0.0.1'),
  },
  data: {
    variable: 'HUB_DATA',
    flag: '--data <directory>',
    meaning: 'directory of the hub: secrets, embedded database',
    schema: z.string().min(1).default('.hub'),
  },
  people: {
    variable: 'HUB_PEOPLE',
    flag: '--people <number>',
    meaning: 'synthetic people loaded on the first start; 0 for none',
    schema: z.coerce.number().int().min(0).max(1_000_000).default(2_000),
  },
  seed: {
    variable: 'HUB_SEED',
    flag: '--seed <text>',
    meaning: 'seed of the synthetic population: the same seed gives the same people',
    schema: z.string().min(1).max(40).default('throughgate'),
  },
  databaseUrl: {
    variable: 'DATABASE_URL',
    flag: '--database-url <url>',
    meaning: "administrator's URL of a PostgreSQL (for `hub start`: URL of the service's own database)",
    schema: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
    secret: true,
  },
  kafkaBrokers: {
    variable: 'KAFKA_BROKERS',
    flag: '--kafka-brokers <list>',
    meaning: 'Kafka brokers, `host:port,host:port`; without them the event log is in PostgreSQL',
    schema: z
      .string()
      .regex(/^[^\s,:]+:\d+(,[^\s,:]+:\d+)*$/)
      .optional(),
  },
  eventsDatabaseUrl: {
    variable: 'HUB_EVENTS_DATABASE_URL',
    flag: '--events-database-url <url>',
    meaning: 'for `hub start` without Kafka: database of the event log',
    schema: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
    secret: true,
  },
  serviceKey: {
    variable: 'HUB_SERVICE_KEY',
    flag: '--service-key <text>',
    meaning: 'key that gateway and subgraphs share; made at the first start',
    schema: z.string().min(32).optional(),
    secret: true,
  },
  databaseSecret: {
    variable: 'HUB_DATABASE_SECRET',
    flag: '--database-secret <text>',
    meaning: "secret from which the databases' passwords follow; made at the first start",
    schema: z.string().min(32).optional(),
    secret: true,
  },
  subgraphTimeout: {
    variable: 'HUB_SUBGRAPH_TIMEOUT',
    flag: '--subgraph-timeout <ms>',
    meaning: 'milliseconds within which a subgraph must answer',
    schema: z.coerce.number().int().min(1).max(600_000).default(5_000),
  },
  subgraphUrls: {
    variable: 'HUB_SUBGRAPH_URLS',
    flag: '--subgraph-urls <list>',
    meaning: 'addresses that take the place of those in the supergraph, `name=url,name=url`',
    schema: z
      .string()
      .regex(/^\w[\w-]*=https?:\/\/[^\s,]+(,\w[\w-]*=https?:\/\/[^\s,]+)*$/)
      .transform((text) => new Map(text.split(',').map(splitAtEquals)))
      .optional(),
  },
  logLevel: {
    variable: 'LOG_LEVEL',
    flag: '--log-level <level>',
    meaning: 'trace, debug, info, warn, error, fatal or silent',
    schema: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('warn'),
  },
} as const;

type Definitions = typeof definitions;

/** Name of a setting in code. */
export type SettingName = keyof Definitions;

/** The settings of one run of `hub`, checked. */
export type Settings = { readonly [Name in SettingName]: z.output<Definitions[Name]['schema']> };

/** Where a setting's value comes from. */
export type Origin = 'flag' | 'environment' | 'default';

/** A setting with its value and origin, as `hub config` lists it. */
export interface SettingReport {
  readonly variable: string;
  readonly flag: string;
  readonly meaning: string;
  /** `undefined` when it is not set; a secret shows as `(set)`. */
  readonly value: string | number | undefined;
  readonly origin: Origin;
}

/** A setting with a value that it does not accept. */
export class BadSettingError extends StartupError {}

/** Flags by setting, for the commands that take them. */
export const settingFlags: Readonly<Record<SettingName, { flag: string; meaning: string }>> =
  Object.fromEntries(
    Object.entries(definitions).map(([name, { flag, variable, meaning }]) => [
      name,
      { flag, meaning: `${meaning} (${variable})` },
    ]),
  ) as Record<SettingName, { flag: string; meaning: string }>;

/** Values given on the command line, by setting. */
export type GivenFlags = { readonly [Name in SettingName]?: string | undefined };

/**
 * Reads all settings: a flag goes before the environment, that before the default. An empty variable counts as
 * not set. Raises {@link BadSettingError} naming the setting and what it accepts.
 */
export function readSettings(flags: GivenFlags, environment: NodeJS.ProcessEnv): Settings {
  const entries = Object.entries(definitions).map(([name, definition]) => {
    const { text } = given(name as SettingName, flags, environment);
    const result = definition.schema.safeParse(text);
    if (!result.success) {
      throw new BadSettingError(
        `${definition.variable} (${definition.flag}) is ${JSON.stringify(text)}; it must be: ${definition.meaning}.`,
      );
    }
    return [name, result.data];
  });
  return Object.fromEntries(entries) as Settings;
}

/** Lists every setting with its value and where that comes from. */
export function reportSettings(flags: GivenFlags, environment: NodeJS.ProcessEnv): SettingReport[] {
  const settings = readSettings(flags, environment);
  return Object.entries(definitions).map(([name, definition]) => {
    const { origin } = given(name as SettingName, flags, environment);
    const value = settings[name as SettingName];
    const { variable, flag, meaning } = definition;
    const shown = value instanceof Map ? [...value].map((pair) => pair.join('=')).join(',') : value;
    const secret = 'secret' in definition && value !== undefined;
    return { variable, flag, meaning, value: secret ? '(set)' : shown, origin };
  });
}

function given(
  name: SettingName,
  flags: GivenFlags,
  environment: NodeJS.ProcessEnv,
): { text: string | undefined; origin: Origin } {
  const flag = flags[name];
  if (flag !== undefined) return { text: flag, origin: 'flag' };
  const variable = environment[definitions[name].variable];
  if (variable !== undefined && variable !== '') return { text: variable, origin: 'environment' };
  return { text: undefined, origin: 'default' };
}
