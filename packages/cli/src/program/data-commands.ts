import { userInfo } from 'node:os';
import { type ProfileName, profiles } from '@throughgate/population/profile';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { exitCodes } from '../exit-codes.ts';
import { collectDigits, digits, oneOf, subgraphName, wholeNumber, words } from './arguments.ts';
import { infrastructure, run, withSettings } from './command-action.ts';
import { addParkedCommands } from './parked-commands.ts';
import { answer, ask, askingRegistry, withFormat } from './registry-action.ts';

interface DismissOptions {
  readonly reason: string;
  readonly by?: string;
  readonly all: boolean;
  readonly topic?: string;
  readonly code?: string;
}

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

  const events = program.command('events').description('change events');
  addParkedCommands(events);
  askingRegistry(events.command('send'))
    .description('put events on the event log, each once however often it is sent')
    .requiredOption('--name <name>', 'the subgraph whose events they are', subgraphName)
    .argument('<file>', 'CloudEvents in JSON: one, a list, or one on each line; - for standard input')
    .action(
      ask(async (registry, file: string, { name }: { name: string }) =>
        (await import('../commands/events/send.ts')).sendEvents(registry, name, file),
      ),
    );

  const letters = events.command('dead-letters').description('events that could not be applied');
  withSettings(letters.command('list'), ['data', ...infrastructure])
    .description('list them, the oldest first')
    .option('--limit <number>', 'how many to list', wholeNumber, 50)
    .option('--after <id>', 'list those after this id')
    .option('--all', 'list those that were replayed or dismissed too', false)
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
    .description(
      'apply one, or all that are neither replayed nor dismissed, through the path that every event takes',
    )
    .argument('[id]', 'its id', digits)
    .option('--all', 'replay all', false)
    .action(
      run(async (settings, logger, id: string | undefined, { all }: { all: boolean }) => {
        if ((id === undefined) !== all) throw new InvalidArgumentError('Give either an id or --all.');
        const { replayDeadLetters } = await import('../commands/dead-letters.ts');
        if (!(await replayDeadLetters(id, settings, logger))) process.exitCode = exitCodes.failed;
      }),
    );

  withSettings(letters.command('dismiss'), ['data', ...infrastructure])
    .description('note that some need not be applied: they are listed no more, and can still be replayed')
    .argument('[ids...]', 'their ids', collectDigits)
    .requiredOption('--reason <text>', 'why', words)
    .option('--by <name>', 'who decides; without it, the user of this machine', words)
    .option('--all', 'all that wait', false)
    .option('--topic <topic>', 'with --all: those of this topic')
    .option('--code <code>', 'with --all: those whose reason begins with this code, such as MALFORMED')
    .action(
      run(async (settings, logger, ids: string[] | undefined, options: DismissOptions) => {
        const { reason, by = userInfo().username, all, topic, code } = options;
        if (all === (ids !== undefined && ids.length > 0))
          throw new InvalidArgumentError('Give either ids or --all.');
        if (!all && (topic !== undefined || code !== undefined))
          throw new InvalidArgumentError('--topic and --code go with --all.');
        const { dismissDeadLetters } = await import('../commands/dead-letters.ts');
        const which = all ? { topic, code } : { ids: ids ?? [] };
        await dismissDeadLetters(which, { by, reason }, settings, logger);
      }),
    );

  withFormat(
    withSettings(program.command('prune'), ['data', 'keepOutbox', 'keepIdempotencyKeys', ...infrastructure]),
  )
    .description(
      "delete from the agencies' databases what is older than it is kept: events that are on the event log, idempotency keys",
    )
    .option('--dry-run', 'count what would be deleted, and delete nothing', false)
    .action(
      answer(async (settings, options: { dryRun: boolean }) => {
        const { createLogger } = await import('@throughgate/service');
        const { prune } = await import('../commands/prune.ts');
        return prune(options, settings, createLogger(settings.logLevel));
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
