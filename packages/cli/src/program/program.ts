import { type GivenFlags, settingNames } from '@throughgate/runtime/settings';
import { Command, Help, Option } from 'commander';
import { config } from '../commands/config.ts';
import { withSettings } from './command-action.ts';
import { addDataCommands } from './data-commands.ts';
import { addHubCommands } from './hub-commands.ts';
import { addOperationsCommands } from './operations-commands.ts';
import { connectionTitle, tell, withFormat } from './registry-action.ts';
import { addSubgraphBuildingCommands } from './subgraph-building-commands.ts';
import { addSubgraphCommands } from './subgraph-commands.ts';
import { addSubgraphReadingCommands } from './subgraph-reading-commands.ts';
import { addSupergraphCommands } from './supergraph-commands.ts';
import { addTokenCommands } from './token-commands.ts';

/**
 * The `hub` command with all its subcommands. What a command does is loaded when it runs, so that help and
 * mistakes are answered at once.
 */
export function createProgram(): Command {
  const program = new Command('hub')
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
  addSubgraphCommands(subgraph);
  addSubgraphReadingCommands(subgraph);
  addSubgraphBuildingCommands(subgraph);
  addSupergraphCommands(program.command('supergraph').description('what the subgraphs give together'));
  addOperationsCommands(program.command('operations').description('what clients ask of the graph'));
  addTokenCommands(program.command('token').description('who may do what with the registry'));
  withFormat(program.command('version'))
    .description("print the hub's version, the commit of its checkout, and the version of Node.js")
    .action(tell(async () => (await import('../commands/version.ts')).version()));
  withFormat(program.command('explain'))
    .description('what an error code means and how to mend it')
    .argument('<code>', 'for example HUB-C012')
    .action(tell(async (_flags, code: string) => (await import('../commands/explain.ts')).explain(code)));

  withSettings(program.command('config'), settingNames)
    .description('list every setting with its value and where that comes from')
    .addOption(new Option('--format <format>', 'table or json').choices(['table', 'json']).default('table'))
    .action((options: GivenFlags & { format: 'table' | 'json' }) => config(options, options.format));

  return program;
}

/** The words of a command line, with `--version` in the first place written as the command that it stands for. */
export function withVersionAsCommand([first, ...rest]: readonly string[]): string[] {
  if (first === undefined) return [];
  return [first === '--version' || first === '-V' ? 'version' : first, ...rest];
}
