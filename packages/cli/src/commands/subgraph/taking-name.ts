import type { Command, OptionValues } from '@commander-js/extra-typings';
import { subgraphName } from '../../program/arguments.ts';
import { takingConnection } from '../../program/command-options.ts';

/** Adds to a command that asks the registry the ways to name one subgraph. */
export function takingName<Arguments extends unknown[], Options extends OptionValues>(
  command: Command<Arguments, Options>,
) {
  return takingConnection(command)
    .argument('[name]', 'the subgraph', subgraphName)
    .option('--name <name>', 'the same', subgraphName);
}
