import type { Command } from 'commander';
import type { DevOptions } from '../commands/dev.ts';
import { type ServiceName, serviceNames } from '../commands/service-names.ts';
import { httpUrl, oneOf, subgraphName } from './arguments.ts';
import { infrastructure, kafka, pruning, run, withSettings } from './command-action.ts';
import { answer, withFormat } from './registry-action.ts';

/** For the commands that open the databases at DATABASE_URL for good. */
const takeOverMeaning =
  'take databases that another hub has (DATABASE_URL), with what they hold; that hub then ends';

/** The commands that start something: the whole hub, or a part of it. */
export function addHubCommands(program: Command): void {
  withSettings(program.command('up'), [
    'port',
    'registryPort',
    'host',
    'data',
    'people',
    'seed',
    'corsOrigins',
    ...infrastructure,
    ...pruning,
  ])
    .description(
      'start the whole hub: database, event log, five subgraphs, registry, gateway; load people on the first start',
    )
    .option('--take-over', takeOverMeaning, false)
    .action(
      run(async (settings, logger, options: { takeOver: boolean }) =>
        (await import('../commands/up.ts')).up(settings, logger, options),
      ),
    );

  withFormat(withSettings(program.command('status'), ['data']))
    .description('how the hub is that runs on the data directory; exit code 0 only when all of it is ready')
    .action(answer(async (settings) => (await import('../commands/status.ts')).status(settings)));

  withSettings(program.command('dev'), [
    'port',
    'registryPort',
    'host',
    'data',
    'people',
    'seed',
    'corsOrigins',
    ...infrastructure,
    ...pruning,
    'registryUrl',
    'token',
    'tokenFile',
    'timeout',
  ])
    .description('start the whole hub with a subgraph that you develop, composed anew at each save')
    .argument('[command...]', 'after --: starts the subgraph; `node --watch src/main.ts` for example')
    .requiredOption('--name <name>', 'the subgraph', subgraphName)
    .requiredOption('--schema <file>', 'its schema in SDL')
    .option('--events <file>', 'its change events, an AsyncAPI 3 document')
    .option('--take-over', takeOverMeaning, false)
    .option('--url <url>', 'where it answers GraphQL', httpUrl, 'http://localhost:4001/graphql')
    .action(
      run(async (settings, logger, command: string[], options: DevOptions) =>
        (await import('../commands/dev.ts')).dev(command, options, settings, logger),
      ),
    );

  withSettings(program.command('start'), [
    'port',
    'host',
    'databaseUrl',
    ...kafka,
    'eventsDatabaseUrl',
    'serviceKey',
    'subgraphTimeout',
    'subgraphUrls',
    'corsOrigins',
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
      run(async (settings, logger, service: ServiceName) =>
        (await import('../commands/start.ts')).start(service, settings, logger),
      ),
    );

  withSettings(program.command('gateway'), [
    'port',
    'host',
    'serviceKey',
    'subgraphTimeout',
    'subgraphUrls',
    'corsOrigins',
    'logLevel',
  ])
    .description('start the gateway alone over any Federation 2 supergraph; needs no database')
    .requiredOption('--supergraph <file>', 'the composed supergraph, SDL')
    .action(
      run(async (settings, logger, { supergraph }: { supergraph: string }) =>
        (await import('../commands/gateway.ts')).gateway(supergraph, settings, logger),
      ),
    );
}
