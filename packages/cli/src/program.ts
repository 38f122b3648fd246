import { type ProfileName, profiles } from '@throughgate/population';
import { createLogger, type Logger } from '@throughgate/service';
import { Command, InvalidArgumentError, Option } from 'commander';
import { config } from './commands/config.ts';
import { type ServiceName, serviceNames } from './commands/service-names.ts';
import { exitCodes } from './exit-codes.ts';
import { type GivenFlags, readSettings, type SettingName, type Settings, settingFlags } from './settings.ts';

/**
 * The `hub` command with all its subcommands. What a command does is loaded when it runs, so that help and
 * mistakes are answered at once.
 */
export function createProgram(): Command {
  const program = new Command('hub')
    .description("Throughgate: one query returns a person's whole journey from sentence to work.")
    .showHelpAfterError()
    .addHelpText(
      'after',
      '\nEvery setting is an environment variable too: `hub config` lists them.' +
        '\nExit codes: 0 ok, 1 failed, 2 timed out (may have completed), 3 bad input.',
    );

  withSettings(program.command('up'), ['port', 'host', 'data', 'people', 'seed', ...infrastructure])
    .description(
      'start the whole hub: database, event log, five subgraphs, gateway; load people on the first start',
    )
    .action(run(async (settings, logger) => (await import('./commands/up.ts')).up(settings, logger)));

  withSettings(program.command('start'), [
    'port',
    'host',
    'databaseUrl',
    'kafkaBrokers',
    'eventsDatabaseUrl',
    'serviceKey',
    'subgraphTimeout',
    'subgraphUrls',
    'logLevel',
  ])
    .description('start one service alone, as docker-compose.yml does')
    .argument('<service>', serviceNames.join(', '), oneOf(serviceNames))
    .action(
      run(async (settings, logger, service: ServiceName) =>
        (await import('./commands/start.ts')).start(service, settings, logger),
      ),
    );

  withSettings(program.command('gateway'), ['port', 'host', 'subgraphTimeout', 'subgraphUrls', 'logLevel'])
    .description('start the gateway alone over any Federation 2 supergraph; needs no database')
    .requiredOption('--supergraph <file>', 'the composed supergraph, SDL')
    .action(
      run(async (settings, logger, { supergraph }: { supergraph: string }) =>
        (await import('./commands/gateway.ts')).gateway(supergraph, settings, logger),
      ),
    );

  const population = program.command('population').description('synthetic people');
  withSettings(population.command('load'), ['data', 'people', 'seed', ...infrastructure])
    .description('load synthetic people end to end; loading the same people again changes nothing')
    .addOption(
      new Option(
        '--profile <name>',
        profiles.map(({ name, description }) => `${name}: ${description}`).join('; '),
      )
        .choices(profiles.map(({ name }) => name))
        .default('default'),
    )
    .action(
      run(async (settings, logger, { profile, people }: { profile: ProfileName; people?: string }) => {
        const { loadPeople } = await import('./commands/population.ts');
        const size = profiles.find(({ name }) => name === profile)?.people ?? settings.people;
        const chosen = people === undefined ? size : settings.people;
        return loadPeople({ people: chosen, seed: settings.seed, profile }, settings, logger);
      }),
    );

  const letters = program
    .command('events')
    .description('change events')
    .command('dead-letters')
    .description('events that could not be applied');
  withSettings(letters.command('list'), ['data', ...infrastructure])
    .description('list them, the oldest first')
    .option('--limit <number>', 'how many to list', wholeNumber, 50)
    .option('--after <id>', 'list those after this id')
    .option('--all', 'list those that were replayed too', false)
    .action(
      run(
        async (settings, logger, { limit, after, all }: { limit: number; after?: string; all: boolean }) => {
          const { listDeadLetters } = await import('./commands/dead-letters.ts');
          await listDeadLetters({ limit, all, ...(after === undefined ? {} : { after }) }, settings, logger);
        },
      ),
    );
  withSettings(letters.command('show'), ['data', ...infrastructure])
    .description('show one with its content, which may be about a person')
    .argument('<id>', 'its id', digits)
    .action(
      run(async (settings, logger, id: string) =>
        (await import('./commands/dead-letters.ts')).showDeadLetter(id, settings, logger),
      ),
    );
  withSettings(letters.command('replay'), ['data', ...infrastructure])
    .description('apply one, or all that are not yet replayed, through the path that every event takes')
    .argument('[id]', 'its id', digits)
    .option('--all', 'replay all', false)
    .action(
      run(async (settings, logger, id: string | undefined, { all }: { all: boolean }) => {
        if ((id === undefined) !== all) throw new InvalidArgumentError('Give either an id or --all.');
        const { replayDeadLetters } = await import('./commands/dead-letters.ts');
        if (!(await replayDeadLetters(id, settings, logger))) process.exitCode = exitCodes.failed;
      }),
    );

  const projections = program.command('projections').description('read models made from change events');
  withSettings(projections.command('rebuild'), ['data', ...infrastructure])
    .description('make a read model anew from the event log while the old one serves')
    .argument('<projection>', 'outcomes', oneOf(['outcomes']))
    .action(
      run(async (settings, logger) =>
        (await import('./commands/rebuild.ts')).rebuildOutcomes(settings, logger),
      ),
    );

  withSettings(program.command('config'), Object.keys(settingFlags) as SettingName[])
    .description('list every setting with its value and where that comes from')
    .addOption(new Option('--format <format>', 'table or json').choices(['table', 'json']).default('table'))
    .action((options: GivenFlags & { format: 'table' | 'json' }) => config(options, options.format));

  return program;
}

/** Settings of every command that opens the hub's database and event log. */
const infrastructure: readonly SettingName[] = [
  'databaseUrl',
  'kafkaBrokers',
  'serviceKey',
  'databaseSecret',
  'subgraphTimeout',
  'logLevel',
];

function withSettings(command: Command, names: readonly SettingName[]): Command {
  for (const name of names) command.option(settingFlags[name].flag, settingFlags[name].meaning);
  return command;
}

/** Makes a commander action of a function that gets the settings, a logger, and the command's own arguments. */
function run<Arguments extends unknown[]>(
  action: (settings: Settings, logger: Logger, ...own: Arguments) => Promise<void>,
) {
  return async (...own: unknown[]) => {
    const command = own.pop() as Command;
    const settings = readSettings(command.opts() as GivenFlags, process.env);
    await action(settings, createLogger(settings.logLevel), ...(own as Arguments));
  };
}

function oneOf(names: readonly string[]): (value: string) => string {
  return (value) => {
    if (names.includes(value)) return value;
    throw new InvalidArgumentError(`It must be one of: ${names.join(', ')}.`);
  };
}

function wholeNumber(value: string): number {
  if (!/^\d{1,6}$/.test(value)) throw new InvalidArgumentError('It must be a whole number.');
  return Number(value);
}

function digits(value: string): string {
  if (!/^\d{1,18}$/.test(value)) throw new InvalidArgumentError('It must be a number, as `list` shows it.');
  return value;
}
