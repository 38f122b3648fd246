import type { Command } from 'commander';
import type { VerifyCommandOptions } from '../commands/subgraph/verify.ts';
import { positiveNumber, subgraphName } from './arguments.ts';
import { withSettings } from './command-action.ts';
import { answer, askingRegistry } from './registry-action.ts';

/** `hub subgraph`: the commands for those who build one. */
export function addSubgraphBuildingCommands(subgraph: Command): void {
  const verify = askingRegistry(subgraph.command('verify'))
    .description('see whether a subgraph at a URL, in any language, does what the gateway relies on')
    .requiredOption('--name <name>', 'the subgraph', subgraphName)
    .option('--url <url>', 'its GraphQL endpoint; without it, the published one')
    .option('--schema <file>', 'the schema that it must serve; without it, the published one')
    .option(
      '--events <file>',
      'its change events, an AsyncAPI 3 document; without it and --schema, the published ones',
    )
    .requiredOption('--fixtures <folder>', 'records to ask for, one file for each entity type')
    .option(
      '--max-latency <ms>',
      'milliseconds that a batch of 100 entities may take',
      positiveNumber,
      1_000,
    );
  withSettings(verify, ['serviceKey', 'kafkaBrokers', 'eventsDatabaseUrl', 'logLevel']).action(
    answer(async (settings, options: VerifyCommandOptions) =>
      (await import('../commands/subgraph/verify.ts')).verify(settings, options),
    ),
  );
}
