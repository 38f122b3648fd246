import type { Command } from '@commander-js/extra-typings';
import type { Verb } from '@throughgate/registry-client';
import { listOf, oneOf, positiveNumber, subgraphName } from '../../program/arguments.ts';
import { printOutcomeWithRegistry } from '../../program/command-actions.ts';
import { takingConnection } from '../../program/command-options.ts';

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
  takingConnection(token.command('create'))
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
      printOutcomeWithRegistry(async (registry, options) =>
        (await import('./create.ts')).createToken(registry, options),
      ),
    );

  takingConnection(token.command('list'))
    .description('list all tokens, without their secrets')
    .action(printOutcomeWithRegistry(async (registry) => (await import('./list.ts')).listTokens(registry)));

  takingConnection(token.command('revoke'))
    .description('make a token invalid at once')
    .argument('<id>', 'as `list` shows it')
    .action(
      printOutcomeWithRegistry(async (registry, id) =>
        (await import('./revoke.ts')).revokeToken(registry, id),
      ),
    );
}
