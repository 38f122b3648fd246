import { type KafkaTexts, kafkaVariables } from '@throughgate/events/kafka-settings';
import { type SettingDefinition, settingDefinitions } from './definitions.ts';
import { parseSetting, type SettingName, type Settings, settingText } from './read-settings.ts';
import { pruningOf, type Retention } from './retention.ts';
import { type UnknownVariable, unknownVariables } from './unknown-variables.ts';

/** What an agency's subgraph that runs as a process of its own is told by its environment. */
export interface AgencySettings {
  readonly host: string;
  /** 0 has a free port chosen. */
  readonly port: number;
  readonly logLevel: Settings['logLevel'];
  /** For how long its database keeps what only grows; `off` when this process prunes nothing. */
  readonly pruning: Retention | 'off';
  /** Whose tokens say who asks. */
  readonly issuer: IssuerSettings;
  /** What it may stand on, as it was written: whoever opens it says what is wrong with it. */
  readonly texts: AgencyTexts;
}

/** An issuer of tokens, and how its tokens are read. */
export interface IssuerSettings {
  /** Its address, as its tokens name it; `undefined` where none is named. */
  readonly issuer: string | undefined;
  /** Whom tokens must be for. */
  readonly audience: string;
  /** Claim that lists roles, with dots between the names on the way. */
  readonly rolesClaim: string;
}

/** Settings of what an agency's subgraph stands on, as texts; one that is not set is `undefined`. */
export interface AgencyTexts {
  /** Data directory of a hub that runs on this machine. */
  readonly data: string | undefined;
  /** Its own key, and the one before it. */
  readonly subgraphKey: string | undefined;
  readonly subgraphKeyPrevious: string | undefined;
  /** The hub's service key and the one before it, which are more than an agency needs. */
  readonly serviceKey: string | undefined;
  readonly serviceKeyPrevious: string | undefined;
  /** Its own database. */
  readonly databaseUrl: string | undefined;
  readonly eventsDatabaseUrl: string | undefined;
  readonly kafka: KafkaTexts;
}

/** Where a process manager says the port. Of a hub that starts the subgraph, HUB_PORT is its own. */
const portVariable = 'PORT';

const kafkaNames = Object.keys(kafkaVariables) as readonly (keyof typeof kafkaVariables)[];

/** The settings of the hub that mean something to an agency's subgraph. The others may be passed on to what it starts. */
const agencySettingNames: readonly SettingName[] = [
  'port',
  'host',
  'data',
  'subgraphKey',
  'subgraphKeyPrevious',
  'serviceKey',
  'serviceKeyPrevious',
  'issuer',
  'audience',
  'rolesClaim',
  'eventsDatabaseUrl',
  'databaseUrl',
  ...kafkaNames,
  'logLevel',
  'prune',
  'keepOutbox',
  'keepIdempotencyKeys',
];

/**
 * Reads the settings of an agency's subgraph that runs as a process of its own. PORT goes before HUB_PORT, and a level of
 * LOG_LEVEL that is none counts as not set. Raises `BadSettingError` naming the variable and what it accepts.
 *
 * @param port where neither variable names one
 * @param environment @default this process's
 */
export function readAgencySettings(
  port: number,
  environment: NodeJS.ProcessEnv = process.env,
): AgencySettings {
  const textOf = (name: SettingName) => settingText(name, {}, environment).text;
  const valueFor = <Name extends SettingName>(name: Name, text = textOf(name)) =>
    parseSetting(name, text, refusal);
  const { data: logLevel = 'warn' } = settingDefinitions.logLevel.schema.safeParse(textOf('logLevel'));
  const issuer = valueFor('issuer');
  const [audience, rolesClaim] = [valueFor('audience'), valueFor('rolesClaim')];
  const [keepOutbox, keepIdempotencyKeys] = [valueFor('keepOutbox'), valueFor('keepIdempotencyKeys')];
  return {
    host: valueFor('host'),
    port: readPort(environment) ?? valueFor('port', textOf('port') ?? String(port)),
    logLevel,
    pruning: pruningOf({ prune: valueFor('prune'), keepOutbox, keepIdempotencyKeys }),
    issuer: { issuer, audience, rolesClaim },
    texts: {
      data: textOf('data'),
      subgraphKey: textOf('subgraphKey'),
      subgraphKeyPrevious: textOf('subgraphKeyPrevious'),
      serviceKey: textOf('serviceKey'),
      serviceKeyPrevious: textOf('serviceKeyPrevious'),
      databaseUrl: textOf('databaseUrl'),
      eventsDatabaseUrl: textOf('eventsDatabaseUrl'),
      kafka: Object.fromEntries(kafkaNames.map((name) => [name, textOf(name)])),
    },
  };
}

/**
 * Variables that are most like one of an agency's subgraph and are none.
 *
 * @param environment @default this process's
 */
export function unknownAgencyVariables(environment: NodeJS.ProcessEnv = process.env): UnknownVariable[] {
  return unknownVariables(
    environment,
    agencySettingNames.map((name) => settingDefinitions[name].variable),
  );
}

function readPort({ [portVariable]: text }: NodeJS.ProcessEnv): number | undefined {
  if (!text) return undefined;
  return parseSetting('port', text, (definition) => refusal({ ...definition, variable: portVariable }, text));
}

/** The message about a value. A subgraph has no flags, nor secrets among what is refused here. */
function refusal({ variable, accepts }: SettingDefinition, text: string | undefined): string {
  return `${variable} is ${JSON.stringify(text)}; it must be ${accepts}.`;
}
