import { type Command, Option } from '@commander-js/extra-typings';
import { settingNames } from '@throughgate/runtime/settings';
import { printOutcome } from '../../program/command-actions.ts';
import { takingFormat, takingSettings } from '../../program/command-options.ts';

/** The commands that tell of the hub itself: its version, its errors, its settings. */
export function addAboutCommands(program: Command): void {
  takingFormat(program.command('version'))
    .description("print the hub's version, the commit of its checkout, and the version of Node.js")
    .action(printOutcome(async () => (await import('./version.ts')).version()));

  takingFormat(program.command('explain'))
    .description('what an error code means and how to mend it')
    .argument('<code>', 'for example HUB-C012')
    .action(printOutcome(async (_flags, code) => (await import('./explain.ts')).explain(code)));

  takingSettings(program.command('config'), settingNames)
    .description('list every setting with its value and where that comes from')
    .addOption(new Option('--format <format>', 'table or json').choices(['table', 'json']).default('table'))
    .action(async ({ format, ...flags }) =>
      (await import('./config.ts')).config(flags, format === 'json' ? 'json' : 'table'),
    );
}
