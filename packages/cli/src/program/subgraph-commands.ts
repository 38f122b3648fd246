import type { Command } from 'commander';
import type { ChangeOptions } from '../input/read-change.ts';
import { collect, collectNames, givenName, httpUrl, subgraphName } from './arguments.ts';
import { ask, askingRegistry } from './registry-action.ts';

/** `hub subgraph`: the commands that check and change what is published. */
export function addSubgraphCommands(subgraph: Command): void {
  change(subgraph.command('check'))
    .description('see what would break if this was published: composition, clients, lint, events')
    .action(
      ask(async (registry, options: ChangeOptions) =>
        (await import('../commands/subgraph/check.ts')).checkSubgraphs(registry, options),
      ),
    );

  change(subgraph.command('publish'))
    .description('publish one subgraph or several at once, if the checks pass')
    .option('--changelog-message <text>', 'what changed and why, for the history')
    .action(
      ask(async (registry, options: ChangeOptions & { changelogMessage?: string }) =>
        (await import('../commands/subgraph/publish.ts')).publishSubgraphs(registry, options),
      ),
    );

  named(subgraph.command('rollback'))
    .description('publish an earlier version again')
    .option('--version <digest>', 'which, or how its digest begins; without it, the one before the live one')
    .option('--changelog-message <text>', 'why, for the history')
    .action(
      ask(
        async (
          registry,
          name: string | undefined,
          options: { name?: string; version?: string; changelogMessage?: string },
        ) => {
          const { rollbackSubgraph } = await import('../commands/subgraph/rollback.ts');
          return rollbackSubgraph(registry, givenName(name, options.name), options);
        },
      ),
    );

  named(subgraph.command('delete'))
    .description('take a subgraph out of the graph; its versions are kept')
    .option('--dry-run', 'only check what that would break', false)
    .option('--confirm', 'do not ask', false)
    .action(
      ask(
        async (
          registry,
          name: string | undefined,
          options: { name?: string; dryRun: boolean; confirm: boolean },
        ) => {
          const { deleteSubgraph } = await import('../commands/subgraph/delete.ts');
          return deleteSubgraph(registry, givenName(name, options.name), options);
        },
      ),
    );

  named(subgraph.command('approve'))
    .description('accept a change that breaks operations, in every check from now on')
    .requiredOption('--change <id>', 'the change, as a check names it')
    .requiredOption('--reason <text>', 'why it is accepted')
    .action(
      ask(
        async (
          registry,
          name: string | undefined,
          options: { name?: string; change: string; reason: string },
        ) => {
          const { approveChange } = await import('../commands/subgraph/approve.ts');
          return approveChange(registry, givenName(name, options.name), options);
        },
      ),
    );

  named(subgraph.command('configure'))
    .description('show or change how a subgraph is checked')
    .option('--set <setting=value>', 'change a setting; may be given several times', collect, [])
    .action(
      ask(async (registry, name: string | undefined, options: { name?: string; set: string[] }) => {
        const { configureSubgraph } = await import('../commands/subgraph/configure.ts');
        return configureSubgraph(registry, givenName(name, options.name), options);
      }),
    );
}

/** Adds to a command the ways to name one subgraph. */
export function named(command: Command): Command {
  return askingRegistry(command)
    .argument('[name]', 'the subgraph', subgraphName)
    .option('--name <name>', 'the same', subgraphName);
}

function change(command: Command): Command {
  return askingRegistry(command)
    .option('--name <name>', 'the subgraph', subgraphName)
    .option('--schema <file>', 'its schema in SDL; - for standard input')
    .option('--events <file>', 'its change events, an AsyncAPI 3 document; without it they stay as published')
    .option('--routing-url <url>', 'where the gateway reaches it; needed the first time', httpUrl)
    .option('--config <file>', "several subgraphs as one change: Rover's YAML file of a supergraph")
    .option('--remove <name>', 'take this subgraph out; may be given several times', collectNames, []);
}
