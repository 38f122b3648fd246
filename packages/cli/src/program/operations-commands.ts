import { type Command, InvalidArgumentError } from 'commander';
import { positiveNumber, subgraphName } from './arguments.ts';
import { ask, askingRegistry } from './registry-action.ts';

/** `hub operations`: what clients ask of the graph. */
export function addOperationsCommands(operations: Command): void {
  askingRegistry(operations.command('list'))
    .description('list operations that clients ran or registered, those that run most first')
    .option('--days <number>', 'those of so many days', positiveNumber)
    .option('--limit <number>', 'how many to list', positiveNumber, 100)
    .action(
      ask(async (registry, options: { days?: number; limit: number }) =>
        (await import('../commands/operations/list.ts')).listOperations(registry, options),
      ),
    );

  askingRegistry(operations.command('register'))
    .description("register a client's operations, so that changes that break them are refused")
    .requiredOption('--client <name>', 'the client whose operations these are')
    .argument('<file...>', 'GraphQL documents: together all operations of the client')
    .action(
      ask(async (registry, files: string[], options: { client: string }) =>
        (await import('../commands/operations/register.ts')).registerOperations(registry, files, options),
      ),
    );

  askingRegistry(operations.command('fields'))
    .description('list parts of the graph and who uses them')
    .option('--unused', 'only those that nobody used', false)
    .option('--deprecated', 'only those that are deprecated and still used', false)
    .option('--subgraph <name>', 'only those of this subgraph', subgraphName)
    .option('--days <number>', 'use of so many days', positiveNumber)
    .action(
      ask(async (registry, options: FieldOptions) => {
        const { listFields } = await import('../commands/operations/fields.ts');
        const { unused, deprecated, days, subgraph } = options;
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

interface FieldOptions {
  readonly unused: boolean;
  readonly deprecated: boolean;
  readonly days?: number;
  readonly subgraph?: string;
}
