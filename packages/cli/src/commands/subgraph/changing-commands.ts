import type { Command, OptionValues } from '@commander-js/extra-typings';
import {
  collect,
  collectNames,
  digestStart,
  givenName,
  httpUrl,
  subgraphName,
  wholeNumber,
} from '../../program/arguments.ts';
import { printOutcomeWithRegistry } from '../../program/command-actions.ts';
import { takingConnection } from '../../program/command-options.ts';
import { takingName } from './taking-name.ts';

/** `hub subgraph`: the commands that check and change what is published. */
export function addChangingCommands(subgraph: Command): void {
  takingChange(subgraph.command('check'))
    .description('see what would break if this was published: composition, clients, lint, events')
    .action(
      printOutcomeWithRegistry(async (registry, options) =>
        (await import('./check.ts')).checkSubgraphs(registry, options),
      ),
    );

  takingWait(takingChange(subgraph.command('publish')))
    .description('publish one subgraph or several at once, if the checks pass')
    .option('--changelog-message <text>', 'what changed and why, for the history')
    .action(
      printOutcomeWithRegistry(async (registry, options) =>
        (await import('./publish.ts')).publishSubgraphs(registry, options),
      ),
    );

  takingWait(takingExpectedBase(takingName(subgraph.command('rollback'))))
    .description('publish an earlier version again')
    .option('--version <digest>', 'which, or how its digest begins; without it, the one before the live one')
    .option('--changelog-message <text>', 'why, for the history')
    .action(
      printOutcomeWithRegistry(async (registry, name, options) => {
        const { rollbackSubgraph } = await import('./rollback.ts');
        return rollbackSubgraph(registry, givenName(name, options.name), options);
      }),
    );

  takingWait(takingExpectedBase(takingName(subgraph.command('delete'))))
    .description('take a subgraph out of the graph; its versions are kept')
    .option('--dry-run', 'only check what that would break', false)
    .option('--confirm', 'do not ask', false)
    .action(
      printOutcomeWithRegistry(async (registry, name, options) => {
        const { deleteSubgraph } = await import('./delete.ts');
        return deleteSubgraph(registry, givenName(name, options.name), options);
      }),
    );

  takingName(subgraph.command('approve'))
    .description('accept a change that breaks operations, in every check until it is published')
    .requiredOption('--change <id>', 'the change, as a check names it')
    .requiredOption('--reason <text>', 'why it is accepted')
    .action(
      printOutcomeWithRegistry(async (registry, name, options) => {
        const { approveChange } = await import('./approve.ts');
        return approveChange(registry, givenName(name, options.name), options);
      }),
    );

  addApprovalsCommands(
    subgraph.command('approvals').description('changes that were accepted although they break'),
  );

  takingName(subgraph.command('configure'))
    .description('show or change how a subgraph is checked')
    .option('--set <setting=value>', 'change a setting; may be given several times', collect, [])
    .action(
      printOutcomeWithRegistry(async (registry, name, options) => {
        const { configureSubgraph } = await import('./configure.ts');
        return configureSubgraph(registry, givenName(name, options.name), options);
      }),
    );
}

/** `hub subgraph approvals`: the approvals that there are, and their end. */
function addApprovalsCommands(approvals: Command): void {
  takingName(approvals.command('list'))
    .description('list the approvals that hold')
    .option('--all', 'those that ended too, with who ended them and why', false)
    .action(
      printOutcomeWithRegistry(async (registry, name, options) => {
        const { listApprovals } = await import('./approvals.ts');
        return listApprovals(registry, givenName(name, options.name), options);
      }),
    );

  takingName(approvals.command('revoke'))
    .description('end an approval before its change is published')
    .requiredOption('--change <id>', 'the change, as `approvals list` names it')
    .option('--reason <text>', 'why')
    .action(
      printOutcomeWithRegistry(async (registry, name, options) => {
        const { revokeApproval } = await import('./approvals.ts');
        return revokeApproval(registry, givenName(name, options.name), options);
      }),
    );
}

/** Adds to a command the supergraph that it is meant for. */
function takingExpectedBase<Arguments extends unknown[], Options extends OptionValues>(
  command: Command<Arguments, Options>,
) {
  return command.option(
    '--expect-base <digest>',
    'refuse it unless this supergraph is live, as `check` and `history` name it',
    digestStart,
  );
}

/** Adds to a command that changes the graph how long it waits for gateways. */
function takingWait<Arguments extends unknown[], Options extends OptionValues>(
  command: Command<Arguments, Options>,
) {
  return command
    .option('--wait <seconds>', 'wait so long until all gateways serve the new graph', wholeNumber, 30)
    .option('--no-wait', 'do not wait for gateways');
}

/** Adds to a command what is to be published: one subgraph, or several. */
function takingChange<Arguments extends unknown[], Options extends OptionValues>(
  command: Command<Arguments, Options>,
) {
  return takingExpectedBase(takingConnection(command))
    .option('--name <name>', 'the subgraph', subgraphName)
    .option('--schema <file>', 'its schema in SDL; - for standard input')
    .option('--events <file>', 'its change events, an AsyncAPI 3 document; without it they stay as published')
    .option('--routing-url <url>', 'where the gateway reaches it; needed the first time', httpUrl)
    .option('--config <file>', "several subgraphs as one change: Rover's YAML file of a supergraph")
    .option('--remove <name>', 'take this subgraph out; may be given several times', collectNames, []);
}
