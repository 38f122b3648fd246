import type { Command } from '@commander-js/extra-typings';
import { moment, newSubgraphName, positiveNumber, subgraphName } from '../../program/arguments.ts';
import { printOutcomeWithSettings } from '../../program/command-actions.ts';
import { kafka, takingConnection, takingFormat, takingSettings } from '../../program/command-options.ts';

/** `hub subgraph`: the commands for those who build one. */
export function addBuildingCommands(subgraph: Command): void {
  takingFormat(subgraph.command('init'))
    .description(
      'write a working subgraph to begin with, in TypeScript, or contracts alone for another language',
    )
    .argument('<name>', 'the subgraph', newSubgraphName)
    .option('--directory <folder>', 'where; without it, in a folder of that name')
    .option('--schema-only', 'only schema, events and fixtures', false)
    .action(
      printOutcomeWithSettings(async (_settings, name, options) =>
        (await import('./init.ts')).initSubgraph(name, options),
      ),
    );

  const verify = takingConnection(subgraph.command('verify'))
    .description('see whether a subgraph at a URL, in any language, does what the gateway relies on')
    .requiredOption('--name <name>', 'the subgraph', subgraphName)
    .option('--url <url>', 'its GraphQL endpoint; without it, the published one')
    .option('--schema <file>', 'the schema that it must serve; without it, the published one')
    .option(
      '--events <file>',
      'its change events, an AsyncAPI 3 document; without it and --schema, the published ones',
    )
    .requiredOption('--fixtures <folder>', 'records to ask for, one file for each entity type')
    .option('--max-latency <ms>', 'milliseconds that a batch of 100 entities may take', positiveNumber, 1_000)
    .option('--since <when>', 'only events recorded since: a moment, or 90m, 24h, 7d ago', moment);
  const asked = ['subgraphKey', 'serviceKey', 'issuer', 'audience', 'rolesClaim'] as const;
  takingSettings(verify, [...asked, ...kafka, 'eventsDatabaseUrl', 'logLevel']).action(
    printOutcomeWithSettings(async (settings, options) =>
      (await import('./verify.ts')).verify(settings, options),
    ),
  );
}
