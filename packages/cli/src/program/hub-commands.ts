import type { Command } from 'commander';
import { type ServiceName, serviceNames } from '../commands/service-names.ts';
import { oneOf } from './arguments.ts';
import { infrastructure, run, withSettings } from './command-action.ts';

/** The commands that start something: the whole hub, or a part of it. */
export function addHubCommands(program: Command): void {
  withSettings(program.command('up'), [
    'port',
    'registryPort',
    'host',
    'data',
    'people',
    'seed',
    ...infrastructure,
  ])
    .description(
      'start the whole hub: database, event log, five subgraphs, registry, gateway; load people on the first start',
    )
    .action(run(async (settings, logger) => (await import('../commands/up.ts')).up(settings, logger)));

  withSettings(program.command('start'), [
    'port',
    'host',
    'databaseUrl',
    'kafkaBrokers',
    'eventsDatabaseUrl',
    'serviceKey',
    'subgraphTimeout',
    'subgraphUrls',
    'data',
    'gatewayTokenFile',
    'registryUrl',
    'token',
    'tokenFile',
    'timeout',
    'logLevel',
  ])
    .description('start one service alone, as docker-compose.yml does')
    .argument('<service>', serviceNames.join(', '), oneOf(serviceNames))
    .action(
      run(async (settings, logger, service: ServiceName) =>
        (await import('../commands/start/start.ts')).start(service, settings, logger),
      ),
    );

  withSettings(program.command('gateway'), ['port', 'host', 'subgraphTimeout', 'subgraphUrls', 'logLevel'])
    .description('start the gateway alone over any Federation 2 supergraph; needs no database')
    .requiredOption('--supergraph <file>', 'the composed supergraph, SDL')
    .action(
      run(async (settings, logger, { supergraph }: { supergraph: string }) =>
        (await import('../commands/gateway.ts')).gateway(supergraph, settings, logger),
      ),
    );
}
