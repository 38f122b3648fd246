import type { Command } from 'commander';
import type { ChangingOptions } from '../commands/subgraph/published.ts';
import type { ChangeOptions } from '../input/read-change.ts';
import {
  collect,
  collectNames,
  digestStart,
  givenName,
  httpUrl,
  subgraphName,
  wholeNumber,
} from './arguments.ts';
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

  changing(change(subgraph.command('publish')))
    .description('publish one subgraph or several at once, if the checks pass')
    .option('--changelog-message <text>', 'what changed and why, for the history')
    .action(
      ask(async (registry, options: ChangeOptions & ChangingOptions & { changelogMessage?: string }) =>
        (await import('../commands/subgraph/publish.ts')).publishSubgraphs(registry, options),
      ),
    );

  changing(expectingBase(named(subgraph.command('rollback'))))
    .description('publish an earlier version again')
    .option('--version <digest>', 'which, or how its digest begins; without it, the one before the live one')
    .option('--changelog-message <text>', 'why, for the history')
    .action(
      ask(
        async (
          registry,
          name: string | undefined,
          options: ChangingOptions & { name?: string; version?: string; changelogMessage?: string },
        ) => {
          const { rollbackSubgraph } = await import('../commands/subgraph/rollback.ts');
          return rollbackSubgraph(registry, givenName(name, options.name), options);
        },
      ),
    );

  changing(expectingBase(named(subgraph.command('delete'))))
    .description('take a subgraph out of the graph; its versions are kept')
    .option('--dry-run', 'only check what that would break', false)
    .option('--confirm', 'do not ask', false)
    .action(
      ask(
        async (
          registry,
          name: string | undefined,
          options: ChangingOptions & { name?: string; dryRun: boolean; confirm: boolean },
        ) => {
          const { deleteSubgraph } = await import('../commands/subgraph/delete.ts');
          return deleteSubgraph(registry, givenName(name, options.name), options);
        },
      ),
    );

  named(subgraph.command('approve'))
    .description('accept a change that breaks operations, in every check until it is published')
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

  const approvals = subgraph
    .command('approvals')
    .description('changes that were accepted although they break');
  named(approvals.command('list'))
    .description('list the approvals that hold')
    .option('--all', 'those that ended too, with who ended them and why', false)
    .action(
      ask(async (registry, name: string | undefined, options: { name?: string; all: boolean }) => {
        const { listApprovals } = await import('../commands/subgraph/approvals.ts');
        return listApprovals(registry, givenName(name, options.name), options);
      }),
    );
  named(approvals.command('revoke'))
    .description('end an approval before its change is published')
    .requiredOption('--change <id>', 'the change, as `approvals list` names it')
    .option('--reason <text>', 'why')
    .action(
      ask(
        async (
          registry,
          name: string | undefined,
          options: { name?: string; change: string; reason?: string },
        ) => {
          const { revokeApproval } = await import('../commands/subgraph/approvals.ts');
          return revokeApproval(registry, givenName(name, options.name), options);
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

/** Adds to a command the supergraph that it is meant for. */
function expectingBase(command: Command): Command {
  return command.option(
    '--expect-base <digest>',
    'refuse it unless this supergraph is live, as `check` and `history` name it',
    digestStart,
  );
}

/** Adds to a command that changes the graph how long it waits for gateways. */
function changing(command: Command): Command {
  return command
    .option('--wait <seconds>', 'wait so long until all gateways serve the new graph', wholeNumber, 30)
    .option('--no-wait', 'do not wait for gateways');
}

function change(command: Command): Command {
  return expectingBase(askingRegistry(command))
    .option('--name <name>', 'the subgraph', subgraphName)
    .option('--schema <file>', 'its schema in SDL; - for standard input')
    .option('--events <file>', 'its change events, an AsyncAPI 3 document; without it they stay as published')
    .option('--routing-url <url>', 'where the gateway reaches it; needed the first time', httpUrl)
    .option('--config <file>', "several subgraphs as one change: Rover's YAML file of a supergraph")
    .option('--remove <name>', 'take this subgraph out; may be given several times', collectNames, []);
}
