import type { Command } from '@commander-js/extra-typings';
import { httpUrl, oneOf, subgraphName } from '../../program/arguments.ts';
import { printOutcomeWithSettings, runWithSettings } from '../../program/command-actions.ts';
import {
  infrastructure,
  kafka,
  pruning,
  signingIn,
  takingFormat,
  takingSettings,
} from '../../program/command-options.ts';
import { serviceNames } from './service-names.ts';

/** For the commands that open the databases at DATABASE_URL for good. */
const takeOverMeaning =
  'take databases that another hub has (DATABASE_URL), with what they hold; that hub then ends';

/** Settings of every command that starts a gateway: what is done about subgraphs that fail. */
const resilience = ['subgraphRetries', 'subgraphBreaker', 'subgraphHedge'] as const;
/** And what operations may cost, what a gateway keeps, and whose traces it goes on with. */
const costs = ['costLimit', 'costBudget', 'entityCacheBytes', 'traceparent'] as const;
/** And which operations a gateway answers. */
const documents = ['trustedDocuments', 'trustedDocumentsFile'] as const;
/** And who may be told of changes. */
const live = ['live', 'liveSubscriptions', 'livePerClient'] as const;

/** Settings of the commands that start the whole hub. */
const wholeHub = [
  'port',
  'registryPort',
  'host',
  'data',
  'people',
  'seed',
  'corsOrigins',
  ...resilience,
  ...costs,
  ...documents,
  ...live,
  'issuer',
  'audience',
  'rolesClaim',
  'issuerPort',
  ...signingIn,
  'serviceKeyPrevious',
  ...infrastructure,
  ...pruning,
] as const;

/** The commands that start something: the whole hub, or a part of it. */
export function addHubCommands(program: Command): void {
  takingSettings(program.command('up'), wholeHub)
    .description(
      'start the whole hub: database, event log, issuer, five subgraphs, registry, gateway; load people on the first start',
    )
    .option('--take-over', takeOverMeaning, false)
    .action(
      runWithSettings(async (settings, logger, options) =>
        (await import('./up.ts')).up(settings, logger, options),
      ),
    );

  takingFormat(takingSettings(program.command('status'), ['data']))
    .description('how the hub is that runs on the data directory; exit code 0 only when all of it is ready')
    .action(printOutcomeWithSettings(async (settings) => (await import('./status.ts')).status(settings)));

  takingSettings(program.command('dev'), [...wholeHub, 'registryUrl', 'token', 'tokenFile', 'timeout'])
    .description('start the whole hub with a subgraph that you develop, composed anew at each save')
    .argument('[command...]', 'after --: starts the subgraph; `node --watch src/main.ts` for example')
    .requiredOption('--name <name>', 'the subgraph', subgraphName)
    .requiredOption('--schema <file>', 'its schema in SDL')
    .option('--events <file>', 'its change events, an AsyncAPI 3 document')
    .option('--take-over', takeOverMeaning, false)
    .option('--url <url>', 'where it answers GraphQL', httpUrl, 'http://localhost:4001/graphql')
    .action(
      runWithSettings(async (settings, logger, command, options) =>
        (await import('./dev.ts')).dev(command, options, settings, logger),
      ),
    );

  takingSettings(program.command('start'), [
    'port',
    'host',
    'databaseUrl',
    ...kafka,
    'eventsDatabaseUrl',
    'subgraphKey',
    'subgraphKeyPrevious',
    'serviceKey',
    'serviceKeyPrevious',
    'subgraphTimeout',
    'subgraphUrls',
    'workers',
    'corsOrigins',
    ...resilience,
    ...costs,
    ...documents,
    ...live,
    'issuer',
    'audience',
    'rolesClaim',
    ...signingIn,
    'data',
    'gatewayTokenFile',
    'registryUrl',
    'token',
    'tokenFile',
    'timeout',
    'logLevel',
    ...pruning,
  ])
    .description('start one service alone, as docker-compose.yml does')
    .argument('<service>', serviceNames.join(', '), oneOf(serviceNames))
    .action(
      runWithSettings(async (settings, logger, service) => {
        // Only a gateway has nothing that two processes would quarrel about.
        const processes = service === 'gateway' ? settings : { workers: 1 };
        const { inWorkers } = await import('../../workers/in-workers.ts');
        await inWorkers(processes, logger, async (workplace) =>
          (await import('./start.ts')).start(service, settings, workplace),
        );
      }),
    );

  takingSettings(program.command('gateway'), [
    'port',
    'host',
    'serviceKey',
    'subgraphTimeout',
    'subgraphUrls',
    'workers',
    'corsOrigins',
    ...resilience,
    ...costs,
    ...documents,
    'issuer',
    'audience',
    'rolesClaim',
    ...signingIn,
    'logLevel',
  ])
    .description('start the gateway alone over any Federation 2 supergraph; needs no database')
    .requiredOption('--supergraph <file>', 'the composed supergraph, SDL')
    .action(
      runWithSettings(async (settings, logger, { supergraph }) => {
        const { inWorkers } = await import('../../workers/in-workers.ts');
        await inWorkers(settings, logger, async (workplace) =>
          (await import('./gateway.ts')).gateway(supergraph, settings, workplace),
        );
      }),
    );
}
