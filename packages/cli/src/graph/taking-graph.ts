import { type Command, Option, type OptionValues } from '@commander-js/extra-typings';
import type { Settings } from '@throughgate/runtime/settings';
import type { Format, Outcome } from '../output/outcome.ts';
import { httpUrl, wholeNumber } from '../program/arguments.ts';
import { printOutcomeWithSettings } from '../program/command-actions.ts';
import { takingSettings } from '../program/command-options.ts';
import type { GraphPlace } from './ask-graph.ts';
import { givenToken } from './given-token.ts';

/** Adds what every command that asks the graph takes. `table` is for people. */
export function takingGraph<
  Arguments extends unknown[],
  Options extends OptionValues,
  const Choice extends Format,
>(command: Command<Arguments, Options>, choices: readonly [Choice, ...Choice[]]) {
  return takingSettings(command, ['data', 'token', 'tokenFile'])
    .option(
      '--gateway <url>',
      'the gateway; without it, that of the hub that runs on the data directory',
      httpUrl,
    )
    .option('--wait <seconds>', 'how long to wait while the hub works out its episodes', wholeNumber, 300)
    .addOption(
      new Option('--format <format>', 'how to print it').choices(choices).default(choices[0] as Choice),
    );
}

/** Makes an action of a function that asks the graph. */
export function printOutcomeOfGraph<Arguments extends unknown[]>(
  action: (place: GraphPlace, ...own: Arguments) => Promise<Outcome>,
) {
  return printOutcomeWithSettings<Arguments>(async (settings: Settings, ...own) => {
    const { gateway, wait } = own.at(-1) as { readonly gateway?: string; readonly wait: number };
    return action({ gateway, wait, data: settings.data, token: givenToken(settings) }, ...own);
  });
}
