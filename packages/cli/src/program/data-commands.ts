import { type ProfileName, profiles } from '@throughgate/population/profile';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { exitCodes } from '../exit-codes.ts';
import { digits, oneOf, wholeNumber } from './arguments.ts';
import { infrastructure, run, withSettings } from './command-action.ts';

/** The commands that work on a hub's data, whether it runs or not. */
export function addDataCommands(program: Command): void {
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
        const { loadPeople } = await import('../commands/population.ts');
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
          const { listDeadLetters } = await import('../commands/dead-letters.ts');
          await listDeadLetters({ limit, all, ...(after === undefined ? {} : { after }) }, settings, logger);
        },
      ),
    );
  withSettings(letters.command('show'), ['data', ...infrastructure])
    .description('show one with its content, which may be about a person')
    .argument('<id>', 'its id', digits)
    .action(
      run(async (settings, logger, id: string) =>
        (await import('../commands/dead-letters.ts')).showDeadLetter(id, settings, logger),
      ),
    );
  withSettings(letters.command('replay'), ['data', ...infrastructure])
    .description('apply one, or all that are not yet replayed, through the path that every event takes')
    .argument('[id]', 'its id', digits)
    .option('--all', 'replay all', false)
    .action(
      run(async (settings, logger, id: string | undefined, { all }: { all: boolean }) => {
        if ((id === undefined) !== all) throw new InvalidArgumentError('Give either an id or --all.');
        const { replayDeadLetters } = await import('../commands/dead-letters.ts');
        if (!(await replayDeadLetters(id, settings, logger))) process.exitCode = exitCodes.failed;
      }),
    );

  const projections = program.command('projections').description('read models made from change events');
  withSettings(projections.command('rebuild'), ['data', ...infrastructure])
    .description('make a read model anew from the event log while the old one serves')
    .argument('<projection>', 'outcomes', oneOf(['outcomes']))
    .action(
      run(async (settings, logger) =>
        (await import('../commands/rebuild.ts')).rebuildOutcomes(settings, logger),
      ),
    );
}
