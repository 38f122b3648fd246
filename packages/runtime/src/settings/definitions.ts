import { readDatabaseUrl } from '@throughgate/database/database-url';
import { kafkaVariables, readKafkaBrokers, saslMechanisms } from '@throughgate/events/kafka-settings';
import { isSecureUrl } from '@throughgate/service/is-secure-url';
import { secretFault } from '@throughgate/service/secret';
import { z } from 'zod';
import { corsOrigins } from './cors-origins.ts';
import { defaultRetention, mostDays } from './retention.ts';

/** `name=url` as its two parts; the URL may hold further equals signs. */
const splitAtEquals = (pair: string): [string, string] => {
  const at = pair.indexOf('=');
  return [pair.slice(0, at), pair.slice(at + 1)];
};

/** A key or secret; white space around it is dropped. */
const secret = z
  .string()
  .trim()
  .superRefine((text, context) => {
    const fault = secretFault(text);
    if (fault !== undefined) context.addIssue({ code: 'custom', message: `it ${fault}` });
  });

/** A PostgreSQL URL, with everything in its place. */
const databaseUrl = z.string().transform((text, context) => {
  const { url, fault } = readDatabaseUrl(text);
  if (url !== undefined) return url;
  context.addIssue({ code: 'custom', message: `it ${fault}` });
  return z.NEVER;
});

/** Whole days, in digits: whatever else JavaScript takes for a number was hardly meant as one. */
const days = z
  .string()
  .trim()
  .regex(/^\d{1,5}$/)
  .transform(Number)
  .pipe(z.number().max(mostDays));

/** Brokers of Kafka, as they are listed once what does no harm is left out. */
const kafkaBrokers = z.string().transform((text, context) => {
  const { brokers, fault } = readKafkaBrokers(text);
  if (brokers !== undefined) return brokers.join(',');
  context.addIssue({ code: 'custom', message: `it ${fault}` });
  return z.NEVER;
});

/** A whole number, in digits. */
const wholeNumber = z
  .string()
  .trim()
  .regex(/^\d{1,12}$/)
  .transform(Number);

const port = z.coerce.number().int().min(0).max(65_535);

/** Milliseconds of each unit that a length of time is written in. */
const units: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** A length of time as a number with a unit, in milliseconds. */
const interval = z
  .string()
  .trim()
  .regex(/^[1-9]\d{0,4}[smhd]$/)
  .transform((text) => Number(text.slice(0, -1)) * (units[text.slice(-1)] ?? 1));

/** The address of a gateway as browsers have it: an origin, which they trust with cookies. */
const publicUrl = z.string().transform((text, context) => {
  const url = URL.parse(text);
  if (url && isSecureUrl(url) && url.href === `${url.origin}/`) return url.origin;
  context.addIssue({
    code: 'custom',
    message: 'it must be https:// and a host, without a path; http:// is for this machine alone',
  });
  return z.NEVER;
});

/**
 * An issuer's address, exactly as written: tokens name it to the letter. Plain HTTP only to this machine, since whoever stands
 * between could put keys of their own in place of the issuer's.
 */
const issuerUrl = z.string().refine((text) => {
  const url = URL.parse(text);
  if (!url || url.username || url.password || url.search || url.hash || /\s/.test(text)) return false;
  return isSecureUrl(url);
});

/** A setting of the hub. */
export interface SettingDefinition {
  /** The environment variable. */
  readonly variable: string;
  /** The flag of the same meaning, as help shows it. */
  readonly flag: string;
  /** What it means and accepts, as help and messages of `hub` say it. */
  readonly meaning: string;
  /** What it accepts, to follow "it must be": for those that a subgraph without flags reads too. @default none */
  readonly accepts?: string;
  /** Reads its text; `undefined` stands for one that is not set. */
  readonly schema: z.ZodType;
  /** Whether its value is shown to nobody. @default false */
  readonly secret?: boolean;
}

/**
 * Every setting of the hub: the environment variable, the flag of the same meaning, its default and what it
 * accepts. Other programs rely on these names; they do not change.
 */
export const settingDefinitions = {
  port: {
    variable: 'HUB_PORT',
    flag: '--port <number>',
    meaning: 'port of the gateway, or of the one service started; 0 has a free one chosen',
    accepts: 'a port, 0 to 65535',
    schema: port.default(4000),
  },
  host: {
    variable: 'HUB_HOST',
    flag: '--host <address>',
    meaning: 'address to listen on',
    accepts: 'an address to listen on',
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
    schema: databaseUrl.optional(),
    secret: true,
  },
  databasePrefix: {
    variable: 'HUB_DATABASE_PREFIX',
    flag: '--database-prefix <word>',
    meaning:
      'what names of databases and roles begin with, 1 to 40 lower-case letters, digits and _, a letter first; ' +
      'hubs that share a PostgreSQL have different ones',
    // PostgreSQL keeps names that begin with pg_ for itself.
    schema: z
      .string()
      .regex(/^(?!pg_)[a-z][a-z0-9_]{0,39}$/)
      .default('throughgate'),
  },
  kafkaBrokers: {
    variable: kafkaVariables.kafkaBrokers,
    flag: '--kafka-brokers <list>',
    meaning:
      'Kafka brokers, `host:port,host:port`, an IPv6 host in brackets; without them the event log is in PostgreSQL',
    schema: kafkaBrokers.optional(),
  },
  kafkaSsl: {
    variable: kafkaVariables.kafkaSsl,
    flag: '--kafka-ssl <true|false>',
    meaning: 'whether Kafka is reached over TLS, true or false',
    schema: z.enum(['true', 'false']).optional(),
  },
  kafkaSslCaFile: {
    variable: kafkaVariables.kafkaSslCaFile,
    flag: '--kafka-ssl-ca-file <file>',
    meaning:
      "PEM file of the authority that signed the brokers' certificates; without it, those that Node trusts",
    schema: z.string().min(1).optional(),
  },
  kafkaSslCertFile: {
    variable: kafkaVariables.kafkaSslCertFile,
    flag: '--kafka-ssl-cert-file <file>',
    meaning: "PEM file of the hub's own certificate, for brokers that ask for one",
    schema: z.string().min(1).optional(),
  },
  kafkaSslKeyFile: {
    variable: kafkaVariables.kafkaSslKeyFile,
    flag: '--kafka-ssl-key-file <file>',
    meaning: 'PEM file of the key of that certificate',
    schema: z.string().min(1).optional(),
  },
  kafkaSaslMechanism: {
    variable: kafkaVariables.kafkaSaslMechanism,
    flag: '--kafka-sasl-mechanism <name>',
    meaning: `how the hub logs in to Kafka: ${saslMechanisms.join(', ')}`,
    schema: z.string().toLowerCase().pipe(z.enum(saslMechanisms)).optional(),
  },
  kafkaSaslUsername: {
    variable: kafkaVariables.kafkaSaslUsername,
    flag: '--kafka-sasl-username <name>',
    meaning: 'as whom',
    schema: z.string().min(1).optional(),
  },
  kafkaSaslPassword: {
    variable: kafkaVariables.kafkaSaslPassword,
    flag: '--kafka-sasl-password <text>',
    meaning: 'password of that user of Kafka',
    schema: z.string().min(1).optional(),
    secret: true,
  },
  kafkaSaslPasswordFile: {
    variable: kafkaVariables.kafkaSaslPasswordFile,
    flag: '--kafka-sasl-password-file <file>',
    meaning: 'file that holds that password, where KAFKA_SASL_PASSWORD is not set',
    schema: z.string().min(1).optional(),
  },
  eventsDatabaseUrl: {
    variable: 'HUB_EVENTS_DATABASE_URL',
    flag: '--events-database-url <url>',
    meaning: 'for `hub start` without Kafka: database of the event log',
    schema: databaseUrl.optional(),
    secret: true,
  },
  serviceKey: {
    variable: 'HUB_SERVICE_KEY',
    flag: '--service-key <text>',
    meaning:
      'key of the gateway, 32 or more characters, from which those of subgraphs are derived; without it, one is made and kept',
    schema: secret.optional(),
    secret: true,
  },
  serviceKeyPrevious: {
    variable: 'HUB_SERVICE_KEY_PREVIOUS',
    flag: '--service-key-previous <text>',
    meaning: 'service key that subgraphs accept beside HUB_SERVICE_KEY while it is rotated',
    schema: secret.optional(),
    secret: true,
  },
  subgraphKey: {
    variable: 'HUB_SUBGRAPH_KEY',
    flag: '--subgraph-key <text>',
    meaning: 'key of one subgraph, as `hub key show` prints it; without it, derived from HUB_SERVICE_KEY',
    schema: secret.optional(),
    secret: true,
  },
  subgraphKeyPrevious: {
    variable: 'HUB_SUBGRAPH_KEY_PREVIOUS',
    flag: '--subgraph-key-previous <text>',
    meaning: 'key that the subgraph accepts beside HUB_SUBGRAPH_KEY while it is rotated',
    schema: secret.optional(),
    secret: true,
  },
  databaseSecret: {
    variable: 'HUB_DATABASE_SECRET',
    flag: '--database-secret <text>',
    meaning:
      "secret of 32 or more characters, from which the databases' passwords follow; made at the first start",
    schema: secret.optional(),
    secret: true,
  },
  subgraphTimeout: {
    variable: 'HUB_SUBGRAPH_TIMEOUT',
    flag: '--subgraph-timeout <ms>',
    meaning: 'milliseconds within which a subgraph must answer',
    schema: z.coerce.number().int().min(1).max(600_000).default(5_000),
  },
  workers: {
    variable: 'HUB_WORKERS',
    flag: '--workers <number>',
    meaning:
      'processes of a gateway that runs alone, which answer at one port: one for each core; auto for as many as there are',
    accepts: 'a whole number from 1 to 256, or auto',
    schema: z.union([z.literal('auto'), z.coerce.number().int().min(1).max(256)]).default(1),
  },
  subgraphRetries: {
    variable: 'HUB_SUBGRAPH_RETRIES',
    flag: '--subgraph-retries <number>',
    meaning: 'how often a query is asked again of a subgraph that could not be reached, at most; 0 for never',
    schema: z.coerce.number().int().min(0).max(5).default(2),
  },
  subgraphBreaker: {
    variable: 'HUB_SUBGRAPH_BREAKER',
    flag: '--subgraph-breaker <percent>',
    meaning:
      'how many of the last 20 answers of a subgraph must have failed, in percent, for it to be left alone for 5 seconds; off for never',
    accepts: 'a whole number from 1 to 100, or off',
    schema: z.union([z.literal('off'), z.coerce.number().int().min(1).max(100)]).default(70),
  },
  subgraphHedge: {
    variable: 'HUB_SUBGRAPH_HEDGE',
    flag: '--subgraph-hedge <ms>',
    meaning:
      'milliseconds after which a query that a subgraph has not answered is asked a second time beside the first; off for never',
    accepts: 'a whole number of milliseconds from 1 to 600000, or off',
    schema: z.union([z.literal('off'), z.coerce.number().int().min(1).max(600_000)]).default('off'),
  },
  costLimit: {
    variable: 'HUB_COST_LIMIT',
    flag: '--cost-limit <units>',
    meaning:
      'most that one operation may cost by its estimate, about the objects of its answer; 0 for no limit',
    accepts: 'a whole number, 0 for no limit',
    schema: wholeNumber.default(2_000_000),
  },
  costBudget: {
    variable: 'HUB_COST_BUDGET',
    flag: '--cost-budget <units>',
    meaning:
      'what one client may spend a minute in each process of the gateway, in the units of HUB_COST_LIMIT; 0 for no budget',
    accepts: 'a whole number, 0 for no budget',
    schema: wholeNumber.default(0),
  },
  traceparent: {
    variable: 'HUB_TRACEPARENT',
    flag: '--traceparent <choice>',
    meaning:
      'trust: clients say by the header traceparent of which trace a request is; ignore: each request of a client begins one. Traces go where OTEL_EXPORTER_OTLP_ENDPOINT says',
    accepts: 'trust or ignore',
    schema: z.enum(['trust', 'ignore']).default('ignore'),
  },
  entityCacheBytes: {
    variable: 'HUB_ENTITY_CACHE_BYTES',
    flag: '--entity-cache-bytes <bytes>',
    meaning:
      'most memory that each process of the gateway takes for answers about entities, which it keeps only where their schemas allow it; 0 keeps none',
    accepts: 'a whole number of bytes, 0 to keep none',
    schema: wholeNumber.default(67_108_864),
  },
  trustedDocuments: {
    variable: 'HUB_TRUSTED_DOCUMENTS',
    flag: '--trusted-documents <mode>',
    meaning:
      'which operations the gateway answers: `off` all of them, `log` all, telling of each that is not registered, `enforce` registered ones only',
    accepts: 'off, log or enforce',
    schema: z.enum(['off', 'log', 'enforce']).default('off'),
  },
  trustedDocumentsFile: {
    variable: 'HUB_TRUSTED_DOCUMENTS_FILE',
    flag: '--trusted-documents-file <path>',
    meaning:
      'registered operations beside those of the registry: a manifest as `hub operations manifest` makes it, or a folder of such files; read again when it changes',
    schema: z.string().trim().min(1).optional(),
  },
  live: {
    variable: 'HUB_LIVE',
    flag: '--live <on|off>',
    meaning: 'whether clients can subscribe to changes at the gateway, where it knows the event log',
    accepts: 'on or off',
    schema: z.enum(['on', 'off']).default('on'),
  },
  liveSubscriptions: {
    variable: 'HUB_LIVE_SUBSCRIPTIONS',
    flag: '--live-subscriptions <number>',
    meaning: 'most subscriptions that each process of the gateway takes',
    accepts: 'a whole number',
    schema: wholeNumber.default(20_000),
  },
  livePerClient: {
    variable: 'HUB_LIVE_PER_CLIENT',
    flag: '--live-per-client <number>',
    meaning: 'most subscriptions of one client at each process of the gateway',
    accepts: 'a whole number',
    schema: wholeNumber.default(100),
  },
  corsOrigins: {
    variable: 'HUB_CORS_ORIGINS',
    flag: '--cors-origins <list>',
    meaning:
      'origins whose web pages may ask the gateway, `https://host,http://host:port`; without it, and with `none`, no page of another address may',
    schema: corsOrigins.optional(),
  },
  issuer: {
    variable: 'HUB_ISSUER',
    flag: '--issuer <url>',
    meaning:
      'OpenID Connect issuer whose tokens say who asks: its address as its tokens name it, https://… (http://… on this machine only); without it `hub up` and `hub dev` start one for development, on loopback',
    accepts: 'the address of an issuer, https://… (or http://… on this machine)',
    schema: issuerUrl.optional(),
  },
  audience: {
    variable: 'HUB_AUDIENCE',
    flag: '--audience <name>',
    meaning: 'whom tokens of the issuer must be for: their claim `aud`',
    accepts: 'text of 1 to 200 characters without white space',
    schema: z
      .string()
      .regex(/^\S{1,200}$/)
      .default('throughgate'),
  },
  issuerPort: {
    variable: 'HUB_ISSUER_PORT',
    flag: '--issuer-port <number>',
    meaning: 'port of the development issuer that `hub up` and `hub dev` start; 0 has a free one chosen',
    schema: port.default(0),
  },
  rolesClaim: {
    variable: 'HUB_ROLES_CLAIM',
    flag: '--roles-claim <path>',
    meaning: 'claim of tokens that lists roles, with dots between the names on the way: realm_access.roles',
    accepts: 'names of claims with dots between them',
    schema: z
      .string()
      .regex(/^[^\s.]+(\.[^\s.]+)*$/)
      .max(200)
      .default('roles'),
  },
  signInClient: {
    variable: 'HUB_SIGN_IN_CLIENT',
    flag: '--sign-in-client <id>',
    meaning:
      'client of the issuer by which people sign in at the gateway; it may send them back to /sign-in/callback of its address',
    accepts: 'the id of a client: text of 1 to 200 characters',
    schema: z.string().trim().min(1).max(200).default('throughgate-gateway'),
  },
  signInSecret: {
    variable: 'HUB_SIGN_IN_SECRET',
    flag: '--sign-in-secret <text>',
    meaning: 'secret of that client; without it, it is a public client',
    schema: z.string().trim().min(1).max(1_000).optional(),
    secret: true,
  },
  signInSecretFile: {
    variable: 'HUB_SIGN_IN_SECRET_FILE',
    flag: '--sign-in-secret-file <path>',
    meaning: 'file that holds the secret of that client, in the place of HUB_SIGN_IN_SECRET',
    schema: z.string().min(1).optional(),
  },
  publicUrl: {
    variable: 'HUB_PUBLIC_URL',
    flag: '--public-url <url>',
    meaning:
      'address of the gateway as browsers have it, `https://hub.example.org`; without it, and with a HUB_HOST that others reach, nobody can sign in there',
    accepts: 'the address of the gateway, https://<host>[:port] (or http://… on this machine) without a path',
    schema: publicUrl.optional(),
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
  registryUrl: {
    variable: 'HUB_REGISTRY_URL',
    flag: '--registry-url <url>',
    meaning: 'address of the registry; without it, that of the hub that runs on the data directory',
    schema: z.url({ protocol: /^https?$/ }).optional(),
  },
  token: {
    variable: 'HUB_TOKEN',
    flag: '--token <token>',
    meaning: 'token for the registry, or of an issuer; for the hub of the data directory one is found',
    schema: z.string().min(1).max(16_000).optional(),
    secret: true,
  },
  tokenFile: {
    variable: 'HUB_TOKEN_FILE',
    flag: '--token-file <file>',
    meaning: 'file that holds that token, where HUB_TOKEN is not set',
    schema: z.string().min(1).optional(),
  },
  gatewayTokenFile: {
    variable: 'HUB_GATEWAY_TOKEN_FILE',
    flag: '--gateway-token-file <file>',
    meaning: 'for `hub start registry`: file for a token by which a gateway reads and reports',
    schema: z.string().min(1).optional(),
  },
  timeout: {
    variable: 'HUB_REGISTRY_TIMEOUT',
    flag: '--timeout <seconds>',
    meaning: 'seconds within which the registry must answer',
    schema: z.coerce.number().positive().max(3_600).default(120),
  },
  registryPort: {
    variable: 'HUB_REGISTRY_PORT',
    flag: '--registry-port <number>',
    meaning: 'port of the registry that `hub up` starts; 0 has a free one chosen',
    schema: port.default(0),
  },
  measuresDirectory: {
    variable: 'HUB_MEASURES_DIRECTORY',
    flag: '--measures-directory <directory>',
    meaning:
      'directory of the file of measures, which one hub at a time works with; without it `measures` below HUB_DATA',
    schema: z.string().min(1).optional(),
  },
  measuresMemory: {
    variable: 'HUB_MEASURES_MEMORY',
    flag: '--measures-memory <size>',
    meaning: 'most memory that measures take for data, a number with MB or GB, at least 64MB',
    schema: z
      .string()
      .regex(/^(([1-9]\d{2,5}|6[4-9]|[7-9]\d)MB|[1-9]\d{0,3}GB)$/)
      .default('512MB'),
  },
  measuresTick: {
    variable: 'HUB_MEASURES_TICK',
    flag: '--measures-tick <time>',
    meaning:
      'time from one release of measures to the next, between which no figure moves: a number with s, m, h or d, such as 1h',
    schema: interval.default(3_600_000),
  },
  measuresPolicy: {
    variable: 'HUB_MEASURES_POLICY',
    flag: '--measures-policy <name>',
    meaning:
      'rules by which figures are rounded and withheld: moj, ons or opensafely; none, for invented people, where the hub listens on loopback',
    schema: z.enum(['moj', 'ons', 'opensafely', 'none']).default('moj'),
  },
  prune: {
    variable: 'HUB_PRUNE',
    flag: '--prune <choice>',
    meaning: 'on: agencies delete what is older than it is kept, once a day; off: only `hub prune` does',
    accepts: 'on or off',
    schema: z.enum(['on', 'off']).default('on'),
  },
  keepOutbox: {
    variable: 'HUB_KEEP_OUTBOX',
    flag: '--keep-outbox <days>',
    meaning: `whole days that a change event is kept in its agency's database after it was put on the event log; 0 for ever, at most ${mostDays}`,
    accepts: `a whole number of days, 0 (for ever) to ${mostDays}`,
    schema: days.default(defaultRetention.outboxDays),
  },
  keepIdempotencyKeys: {
    variable: 'HUB_KEEP_IDEMPOTENCY_KEYS',
    flag: '--keep-idempotency-keys <days>',
    meaning: `whole days that an idempotency key is remembered after its call; 0 for ever, at most ${mostDays}`,
    accepts: `a whole number of days, 0 (for ever) to ${mostDays}`,
    schema: days.default(defaultRetention.idempotencyKeyDays),
  },
  logLevel: {
    variable: 'LOG_LEVEL',
    flag: '--log-level <level>',
    meaning: 'trace, debug, info, warn, error, fatal or silent',
    schema: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('warn'),
  },
} as const satisfies Readonly<Record<string, SettingDefinition>>;
