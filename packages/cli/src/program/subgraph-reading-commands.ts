import type { Command } from 'commander';
import { givenName, positiveNumber } from './arguments.ts';
import { ask, askingRegistry } from './registry-action.ts';
import { named } from './subgraph-commands.ts';

/** `hub subgraph`: the commands that show what is published. */
export function addSubgraphReadingCommands(subgraph: Command): void {
  askingRegistry(subgraph.command('list'))
    .description('list the subgraphs that are live')
    .action(ask(async (registry) => (await import('../commands/subgraph/list.ts')).listSubgraphs(registry)));

  named(subgraph.command('show'))
    .description('show a version of a subgraph')
    .option('--version <digest>', 'which, or how its digest begins', 'live')
    .option('--sdl', 'print its schema', false)
    .option('--events', 'print its event sources', false)
    .action(
      ask(
        async (
          registry,
          name: string | undefined,
          options: { name?: string; version: string; sdl: boolean; events: boolean },
        ) => {
          const { showSubgraph } = await import('../commands/subgraph/show.ts');
          const shown = options.events ? 'events' : options.sdl ? 'sdl' : 'summary';
          return showSubgraph(registry, givenName(name, options.name), { version: options.version, shown });
        },
      ),
    );

  named(subgraph.command('fetch'))
    .description("print a subgraph's schema, as `show --sdl`")
    .option('--version <digest>', 'which, or how its digest begins', 'live')
    .action(
      ask(async (registry, name: string | undefined, options: { name?: string; version: string }) => {
        const { showSubgraph } = await import('../commands/subgraph/show.ts');
        const { version } = options;
        return showSubgraph(registry, givenName(name, options.name), { version, shown: 'sdl' });
      }),
    );

  named(subgraph.command('history'))
    .description('list what was published, the latest first; of one subgraph or all')
    .option('--limit <number>', 'how many to list', positiveNumber, 50)
    .action(
      ask(async (registry, name: string | undefined, options: { name?: string; limit: number }) => {
        const { showHistory } = await import('../commands/subgraph/history.ts');
        return showHistory(registry, name ?? options.name, options);
      }),
    );
}
