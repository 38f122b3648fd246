import type { Command } from 'commander';
import type { FetchOptions } from '../commands/supergraph/fetch.ts';
import { answer, ask, askingRegistry, withFormat } from './registry-action.ts';

/** `hub supergraph`: what the subgraphs give together. */
export function addSupergraphCommands(supergraph: Command): void {
  askingRegistry(supergraph.command('fetch'))
    .description('print the supergraph that is live, or an earlier one')
    .option('--version <digest>', 'which; without it, the live one')
    .option('--output <file>', 'write it there')
    .option(
      '--published-urls',
      "keep the published addresses, also of the running hub's own subgraphs",
      false,
    )
    .action(
      answer(async (settings, options: FetchOptions) =>
        (await import('../commands/supergraph/fetch.ts')).fetchSupergraph(settings, options),
      ),
    );

  withFormat(supergraph.command('compose'))
    .description('compose subgraphs of this machine; needs no registry')
    .requiredOption('--config <file>', "the subgraphs: Rover's YAML file of a supergraph")
    .option('--output <file>', 'write the supergraph there')
    .action(
      answer(async (_settings, options: { config: string; output?: string }) =>
        (await import('../commands/supergraph/compose.ts')).composeSupergraph(options),
      ),
    );

  askingRegistry(supergraph.command('diff'))
    .description('list what differs between the live supergraph and another one')
    .argument('[file]', 'a supergraph, or a YAML file of subgraphs to compose')
    .option('--from <digest>', 'compare from this supergraph instead of the live one')
    .option('--to <digest>', 'compare with this supergraph instead of a file')
    .action(
      ask(async (registry, file: string | undefined, options: { from?: string; to?: string }) =>
        (await import('../commands/supergraph/diff.ts')).diffSupergraphs(registry, file, options),
      ),
    );
}
