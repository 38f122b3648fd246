import type { Verb } from '@throughgate/registry-client';
import type { Command } from 'commander';
import type { TokenOptions } from '../commands/token/create.ts';
import { listOf, oneOf, positiveNumber, subgraphName } from './arguments.ts';
import { ask, askingRegistry } from './registry-action.ts';

/** What a token may allow. */
const verbs = [
  'read',
  'check',
  'publish',
  'send',
  'report',
  'register',
  'admin',
] as const satisfies readonly Verb[];

/** `hub token`: who may do what with the registry. */
export function addTokenCommands(token: Command): void {
  askingRegistry(token.command('create'))
    .description('make a token; its secret alone goes to standard output, this once')
    .requiredOption('--name <text>', 'who or what it is for: it shows in the history')
    .option(
      '--subgraph <names>',
      'subgraphs that it may check, publish, and send events of',
      listOf(subgraphName),
      [],
    )
    .requiredOption('--can <verbs>', verbs.join(','), listOf(oneOf(verbs)))
    .option('--expires-in-days <number>', 'how long it is valid', positiveNumber, 365)
    .action(
      ask(async (registry, options: TokenOptions) =>
        (await import('../commands/token/create.ts')).createToken(registry, options),
      ),
    );

  askingRegistry(token.command('list'))
    .description('list all tokens, without their secrets')
    .action(ask(async (registry) => (await import('../commands/token/list.ts')).listTokens(registry)));

  askingRegistry(token.command('revoke'))
    .description('make a token invalid at once')
    .argument('<id>', 'as `list` shows it')
    .action(
      ask(async (registry, id: string) =>
        (await import('../commands/token/revoke.ts')).revokeToken(registry, id),
      ),
    );
}
