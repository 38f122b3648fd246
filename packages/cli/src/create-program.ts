import { Command, Help } from '@commander-js/extra-typings';
import { addAboutCommands } from './commands/about/about-commands.ts';
import { addCohortsCommands } from './commands/cohorts/cohorts-commands.ts';
import { addDataCommands } from './commands/data/data-commands.ts';
import { addHubCommands } from './commands/hub/hub-commands.ts';
import { addKeyCommands } from './commands/key/key-commands.ts';
import { addMeasuresCommands } from './commands/measures/measures-commands.ts';
import { addOperationsCommands } from './commands/operations/operations-commands.ts';
import { addBuildingCommands } from './commands/subgraph/building-commands.ts';
import { addChangingCommands } from './commands/subgraph/changing-commands.ts';
import { addReadingCommands } from './commands/subgraph/reading-commands.ts';
import { addSupergraphCommands } from './commands/supergraph/supergraph-commands.ts';
import { addTokenCommands } from './commands/token/token-commands.ts';
import { connectionTitle } from './program/command-options.ts';

/**
 * The `hub` command with all its subcommands. What a command does is loaded when it runs, so that help and
 * mistakes are answered at once.
 */
export function createProgram(): Command {
  const program = new Command('hub');
  program
    .description("Throughgate: one query returns a person's whole journey from sentence to work.")
    .showHelpAfterError()
    // What stands before the command is the program's: some commands have a --version of their own.
    .enablePositionalOptions()
    .option('-V, --version', 'print the version, as the command `version` does')
    .configureHelp({
      groupItems(...items) {
        // What a command is about comes before what all of them take.
        const own = ([title]: [string, unknown]) => (title === connectionTitle ? 1 : 0);
        return new Map([...new Help().groupItems(...items)].sort((a, b) => own(a) - own(b)));
      },
    })
    .addHelpText(
      'after',
      '\nEvery setting is an environment variable too: `hub config` lists them.' +
        '\nExit codes: 0 ok, 1 failed, 2 timed out (may have completed), 3 bad input.',
    );

  addHubCommands(program);
  addDataCommands(program);

  const subgraph = program.command('subgraph').description('check and publish subgraphs');
  addChangingCommands(subgraph);
  addReadingCommands(subgraph);
  addBuildingCommands(subgraph);
  addSupergraphCommands(program.command('supergraph').description('what the subgraphs give together'));
  addOperationsCommands(program.command('operations').description('what clients ask of the graph'));
  addMeasuresCommands(program.command('measures').description('what commissioners ask'));
  addCohortsCommands(program.command('cohorts').description('whom commissioners ask about'));
  addKeyCommands(program.command('key').description('keys by which subgraphs know the gateway'));
  addTokenCommands(
    program
      .command('token')
      .description('who may do what: tokens of the registry, and of the development issuer'),
  );
  addAboutCommands(program);

  return program;
}

/** The words of a command line, with `--version` in the first place written as the command that it stands for. */
export function withVersionAsCommand([first, ...rest]: readonly string[]): string[] {
  if (first === undefined) return [];
  return [first === '--version' || first === '-V' ? 'version' : first, ...rest];
}
