import type { Command } from '@commander-js/extra-typings';
import { InvalidArgumentError } from 'commander';
import { positiveNumber, subgraphName } from '../../program/arguments.ts';
import { printOutcome, printOutcomeWithRegistry } from '../../program/command-actions.ts';
import { takingConnection, takingFormat } from '../../program/command-options.ts';

/** `hub operations`: what clients ask of the graph. */
export function addOperationsCommands(operations: Command): void {
  takingConnection(operations.command('list'))
    .description('list operations that clients ran or registered, those that run most first')
    .option('--days <number>', 'those of so many days', positiveNumber)
    .option('--limit <number>', 'how many to list', positiveNumber, 100)
    .action(
      printOutcomeWithRegistry(async (registry, options) =>
        (await import('./list.ts')).listOperations(registry, options),
      ),
    );

  takingConnection(operations.command('register'))
    .description(
      "register a client's operations, so that changes that break them are refused, and gateways that answer registered ones only answer them",
    )
    .requiredOption('--client <name>', 'the client whose operations these are')
    .argument('<file...>', 'GraphQL documents or manifests (.json): together all operations of the client')
    .action(
      printOutcomeWithRegistry(async (registry, files, options) =>
        (await import('./register.ts')).registerOperations(registry, files, options),
      ),
    );

  takingFormat(operations.command('manifest'))
    .description('make the manifest of operations that a gateway answers when HUB_TRUSTED_DOCUMENTS says so')
    .option('--output <file>', 'write it there')
    .option('--check', 'change nothing, and fail when the file of --output is not what it would be', false)
    .argument('<path...>', 'GraphQL documents, or folders of them: all operations of one front end')
    .action(
      printOutcome(async (_flags, paths, options) =>
        (await import('./manifest.ts')).makeManifest(paths, options),
      ),
    );

  takingConnection(operations.command('fields'))
    .description('list parts of the graph and who uses them')
    .option('--unused', 'only those that nobody used', false)
    .option('--deprecated', 'only those that are deprecated and still used', false)
    .option('--subgraph <name>', 'only those of this subgraph', subgraphName)
    .option('--days <number>', 'use of so many days', positiveNumber)
    .action(
      printOutcomeWithRegistry(async (registry, { unused, deprecated, days, subgraph }) => {
        const { listFields } = await import('./fields.ts');
        if (unused && deprecated) throw new InvalidArgumentError('Give --unused or --deprecated, not both.');
        return listFields(registry, {
          ...(unused ? { only: 'unused' } : {}),
          ...(deprecated ? { only: 'deprecated' } : {}),
          ...(days === undefined ? {} : { days }),
          ...(subgraph === undefined ? {} : { subgraph }),
        });
      }),
    );
}
