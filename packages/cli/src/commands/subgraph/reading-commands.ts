import type { Command } from '@commander-js/extra-typings';
import { givenName, positiveNumber } from '../../program/arguments.ts';
import { printOutcomeWithRegistry } from '../../program/command-actions.ts';
import { takingConnection } from '../../program/command-options.ts';
import { takingName } from './taking-name.ts';

/** `hub subgraph`: the commands that show what is published. */
export function addReadingCommands(subgraph: Command): void {
  takingConnection(subgraph.command('list'))
    .description('list the subgraphs that are live')
    .action(
      printOutcomeWithRegistry(async (registry) => (await import('./list.ts')).listSubgraphs(registry)),
    );

  takingName(subgraph.command('show'))
    .description('show a version of a subgraph')
    .option('--version <digest>', 'which, or how its digest begins', 'live')
    .option('--sdl', 'print its schema', false)
    .option('--events', 'print its event sources', false)
    .action(
      printOutcomeWithRegistry(async (registry, name, { name: option, version, sdl, events }) => {
        const { showSubgraph } = await import('./show.ts');
        const shown = events ? 'events' : sdl ? 'sdl' : 'summary';
        return showSubgraph(registry, givenName(name, option), { version, shown });
      }),
    );

  takingName(subgraph.command('fetch'))
    .description("print a subgraph's schema, as `show --sdl`")
    .option('--version <digest>', 'which, or how its digest begins', 'live')
    .action(
      printOutcomeWithRegistry(async (registry, name, { name: option, version }) => {
        const { showSubgraph } = await import('./show.ts');
        return showSubgraph(registry, givenName(name, option), { version, shown: 'sdl' });
      }),
    );

  takingName(subgraph.command('history'))
    .description('list what was published, the latest first; of one subgraph or all')
    .option('--limit <number>', 'how many to list', positiveNumber, 50)
    .action(
      printOutcomeWithRegistry(async (registry, name, options) => {
        const { showHistory } = await import('./history.ts');
        return showHistory(registry, name ?? options.name, options);
      }),
    );
}
