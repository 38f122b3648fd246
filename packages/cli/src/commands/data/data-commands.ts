import { type Command, Option } from '@commander-js/extra-typings';
import { profiles } from '@throughgate/population/profile';
import { oneOf } from '../../program/arguments.ts';
import { printOutcomeWithSettings, runWithSettings } from '../../program/command-actions.ts';
import { infrastructure, takingFormat, takingSettings } from '../../program/command-options.ts';
import { addEventsCommands } from '../events/events-commands.ts';

/** The commands that work on a hub's data, whether it runs or not. */
export function addDataCommands(program: Command): void {
  const population = program.command('population').description('synthetic people');
  takingSettings(population.command('load'), ['data', 'people', 'seed', ...infrastructure])
    .description('load synthetic people end to end; loading the same people again changes nothing')
    .addOption(
      new Option(
        '--profile <name>',
        profiles.map(({ name, description }) => `${name}: ${description}`).join('; '),
      )
        .choices(profiles.map(({ name }) => name))
        .default('default' as const),
    )
    .action(
      runWithSettings(async (settings, logger, { profile, people }) => {
        const { loadPeople } = await import('./load-people.ts');
        const size = profiles.find(({ name }) => name === profile)?.people ?? settings.people;
        const chosen = people === undefined ? size : settings.people;
        return loadPeople({ people: chosen, seed: settings.seed, profile }, settings, logger);
      }),
    );

  addEventsCommands(program.command('events').description('change events'));

  takingFormat(
    takingSettings(program.command('prune'), [
      'data',
      'keepOutbox',
      'keepIdempotencyKeys',
      ...infrastructure,
    ]),
  )
    .description(
      "delete from the agencies' databases what is older than it is kept: events that are on the event log, idempotency keys",
    )
    .option('--dry-run', 'count what would be deleted, and delete nothing', false)
    .action(
      printOutcomeWithSettings(async (settings, options) => {
        const { createLogger } = await import('@throughgate/service');
        const { prune } = await import('./prune.ts');
        return prune(options, settings, createLogger(settings.logLevel));
      }),
    );

  const projections = program.command('projections').description('read models made from change events');
  takingSettings(projections.command('rebuild'), ['data', ...infrastructure])
    .description('make a read model anew from the event log while the old one serves')
    .argument('<projection>', 'outcomes', oneOf(['outcomes']))
    .action(
      runWithSettings(async (settings, logger) =>
        (await import('./rebuild-outcomes.ts')).rebuildOutcomes(settings, logger),
      ),
    );
}
