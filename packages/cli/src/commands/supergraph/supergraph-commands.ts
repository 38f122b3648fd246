import type { Command } from '@commander-js/extra-typings';
import { printOutcomeWithRegistry, printOutcomeWithSettings } from '../../program/command-actions.ts';
import { takingConnection, takingFormat } from '../../program/command-options.ts';

/** `hub supergraph`: what the subgraphs give together. */
export function addSupergraphCommands(supergraph: Command): void {
  takingConnection(supergraph.command('fetch'))
    .description('print the supergraph that is live, or an earlier one')
    .option('--version <digest>', 'which; without it, the live one')
    .option('--output <file>', 'write it there')
    .option(
      '--published-urls',
      "keep the published addresses, also of the running hub's own subgraphs",
      false,
    )
    .option(
      '--without-requirements',
      'leave out @authenticated, @requiresScopes and @policy, for gateways that refuse them, such as @apollo/gateway',
      false,
    )
    .action(
      printOutcomeWithSettings(async (settings, options) =>
        (await import('./fetch.ts')).fetchSupergraph(settings, options),
      ),
    );

  takingFormat(supergraph.command('compose'))
    .description('compose subgraphs of this machine; needs no registry')
    .requiredOption('--config <file>', "the subgraphs: Rover's YAML file of a supergraph")
    .option('--output <file>', 'write the supergraph there')
    .action(
      printOutcomeWithSettings(async (_settings, options) =>
        (await import('./compose.ts')).composeSupergraph(options),
      ),
    );

  takingConnection(supergraph.command('diff'))
    .description('list what differs between the live supergraph and another one')
    .argument('[file]', 'a supergraph, or a YAML file of subgraphs to compose')
    .option('--from <digest>', 'compare from this supergraph instead of the live one')
    .option('--to <digest>', 'compare with this supergraph instead of a file')
    .action(
      printOutcomeWithRegistry(async (registry, file, options) =>
        (await import('./diff.ts')).diffSupergraphs(registry, file, options),
      ),
    );
}
