import type { Command } from '@commander-js/extra-typings';
import { subgraphName } from '../../program/arguments.ts';
import { printOutcomeWithSettings } from '../../program/command-actions.ts';
import { takingFormat, takingSettings } from '../../program/command-options.ts';

/** `hub key`: the keys by which subgraphs know the gateway. */
export function addKeyCommands(key: Command): void {
  takingFormat(takingSettings(key.command('show'), ['serviceKey', 'data']))
    .description('print the key of one subgraph, which its agency sets as HUB_SUBGRAPH_KEY')
    .argument('<subgraph>', 'its name in the supergraph', subgraphName)
    .action(
      printOutcomeWithSettings(async (settings, name) => (await import('./show.ts')).showKey(settings, name)),
    );
}
