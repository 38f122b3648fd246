import { type Command, Option } from '@commander-js/extra-typings';
import { type PersonaName, personas } from '@throughgate/issuer/personas';
import type { Verb } from '@throughgate/registry-client';
import { lifetime, listOf, oneOf, positiveNumber, subgraphName, words } from '../../program/arguments.ts';
import {
  printOutcome,
  printOutcomeWithRegistry,
  printOutcomeWithSettings,
} from '../../program/command-actions.ts';
import { takingConnection, takingFormat, takingSettings } from '../../program/command-options.ts';

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

/** Everyone whom the development issuer lets anyone be. */
const personaNames = Object.keys(personas) as PersonaName[];

/** `hub token`: who may do what, with the registry and with the graph. */
export function addTokenCommands(token: Command): void {
  takingConnection(token.command('create'))
    .description('make a token of the registry; its secret alone goes to standard output, this once')
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
    .description('list all tokens of the registry, without their secrets')
    .action(printOutcomeWithRegistry(async (registry) => (await import('./list.ts')).listTokens(registry)));

  takingConnection(token.command('revoke'))
    .description('make a token of the registry invalid at once')
    .argument('<id>', 'as `list` shows it')
    .action(
      printOutcomeWithRegistry(async (registry, id) =>
        (await import('./revoke.ts')).revokeToken(registry, id),
      ),
    );

  takingFormat(takingSettings(token.command('issue'), ['issuer', 'data']))
    .description(
      'have the development issuer make a token to ask the graph with; it alone goes to standard output',
    )
    .requiredOption('--as <persona>', 'whose: `hub token personas` lists them', oneOf(personaNames))
    .option('--purpose <names>', 'keep it to these purposes; without it, all of the persona', listOf(words))
    .option('--scope <names>', 'scopes beside those of the persona, such as housing:read', listOf(words))
    .addOption(
      new Option('--expires-in <time>', 'how long it is valid, at most a day: 90m, 8h')
        .argParser(lifetime)
        .default(3_600, '1h'),
    )
    .addHelpText(
      'after',
      `
Example:
  curl http://127.0.0.1:4000/graphql -H 'content-type: application/json' \\
    -H "authorization: Bearer $(hub token issue --as practitioner)" -H 'throughgate-purpose: supervision' \\
    -d '{"query":"{ offender(identifier: \\"FX7777ED\\") { id } }"}'`,
    )
    .action(
      printOutcomeWithSettings(async (settings, options) =>
        (await import('./issue.ts')).issueToken(settings, options),
      ),
    );

  takingFormat(token.command('personas'))
    .description('list whom the development issuer lets anyone be')
    .action(printOutcome(async () => (await import('./personas.ts')).listPersonas()));
}
