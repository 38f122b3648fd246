import { userInfo } from 'node:os';
import type { Command, OptionValues } from '@commander-js/extra-typings';
import { InvalidArgumentError } from 'commander';
import { exitCodes } from '../../exit-codes.ts';
import { collectDigits, digits, oneOf, subgraphName, wholeNumber, words } from '../../program/arguments.ts';
import { printOutcomeWithRegistry, runWithSettings } from '../../program/command-actions.ts';
import { infrastructure, takingConnection, takingSettings } from '../../program/command-options.ts';
import { serviceNames } from '../hub/service-names.ts';

/** `hub events`: change events. */
export function addEventsCommands(events: Command): void {
  const parked = events
    .command('parked')
    .description('events in outboxes that the event log does not take as they are');
  addParkedCommands(parked);

  takingConnection(events.command('send'))
    .description('put events on the event log, each once however often it is sent')
    .requiredOption('--name <name>', 'the subgraph whose events they are', subgraphName)
    .argument('<file>', 'CloudEvents in JSON: one, a list, or one on each line; - for standard input')
    .action(
      printOutcomeWithRegistry(async (registry, file, { name }) =>
        (await import('./send.ts')).sendEvents(registry, name, file),
      ),
    );

  addDeadLetterCommands(events.command('dead-letters').description('events that could not be applied'));
}

/** `hub events parked`: events that the event log does not take. */
function addParkedCommands(parked: Command): void {
  takingOutbox(parked.command('list'))
    .description('list them, the oldest first')
    .option('--limit <number>', 'how many to list', wholeNumber, 50)
    .action(
      runWithSettings(async (settings, logger, options) =>
        (await import('./parked-events.ts')).listParkedEvents(options, settings, logger),
      ),
    );

  takingOutbox(parked.command('retry'))
    .description('have the relay send one, or all, again: after the topic was set to take them, for example')
    .argument('[position]', 'its position', digits)
    .option('--all', 'all that are parked', false)
    .action(
      runWithSettings(async (settings, logger, position, { all, ...which }) => {
        if ((position === undefined) !== all)
          throw new InvalidArgumentError('Give either a position or --all.');
        if (position !== undefined && which.service === undefined && !which.alone)
          throw new InvalidArgumentError('A position is one of a service: name it with --service.');
        const { retryParkedEvents } = await import('./parked-events.ts');
        await retryParkedEvents({ position, ...which }, settings, logger);
      }),
    );
}

/** Adds to a command which outboxes it is about. */
function takingOutbox<Arguments extends unknown[], Options extends OptionValues>(
  command: Command<Arguments, Options>,
) {
  const withOutbox = serviceNames.filter((name) => name !== 'outcomes' && name !== 'gateway');
  return takingSettings(command, ['data', ...infrastructure])
    .option('--service <name>', withOutbox.join(', '), oneOf(withOutbox))
    .option('--alone', 'DATABASE_URL is the database of one service, as for `hub start`', false);
}

/** `hub events dead-letters`: events that could not be applied. */
function addDeadLetterCommands(letters: Command): void {
  takingSettings(letters.command('list'), ['data', ...infrastructure])
    .description('list them, the oldest first')
    .option('--limit <number>', 'how many to list', wholeNumber, 50)
    .option('--after <id>', 'list those after this id')
    .option('--all', 'list those that were replayed or dismissed too', false)
    .action(
      runWithSettings(async (settings, logger, { limit, after, all }) => {
        const { listDeadLetters } = await import('./dead-letters.ts');
        await listDeadLetters({ limit, all, ...(after === undefined ? {} : { after }) }, settings, logger);
      }),
    );

  takingSettings(letters.command('show'), ['data', ...infrastructure])
    .description('show one with its content, which may be about a person')
    .argument('<id>', 'its id', digits)
    .action(
      runWithSettings(async (settings, logger, id) =>
        (await import('./dead-letters.ts')).showDeadLetter(id, settings, logger),
      ),
    );

  takingSettings(letters.command('replay'), ['data', ...infrastructure])
    .description(
      'apply one, or all that are neither replayed nor dismissed, through the path that every event takes',
    )
    .argument('[id]', 'its id', digits)
    .option('--all', 'replay all', false)
    .action(
      runWithSettings(async (settings, logger, id, { all }) => {
        if ((id === undefined) !== all) throw new InvalidArgumentError('Give either an id or --all.');
        const { replayDeadLetters } = await import('./dead-letters.ts');
        if (!(await replayDeadLetters(id, settings, logger))) process.exitCode = exitCodes.failed;
      }),
    );

  takingSettings(letters.command('dismiss'), ['data', ...infrastructure])
    .description('note that some need not be applied: they are listed no more, and can still be replayed')
    .argument('[ids...]', 'their ids', collectDigits)
    .requiredOption('--reason <text>', 'why', words)
    .option('--by <name>', 'who decides; without it, the user of this machine', words)
    .option('--all', 'all that wait', false)
    .option('--topic <topic>', 'with --all: those of this topic')
    .option('--code <code>', 'with --all: those whose reason begins with this code, such as MALFORMED')
    .action(
      runWithSettings(async (settings, logger, ids = [], options) => {
        const { reason, by = userInfo().username, all, topic, code } = options;
        if (all === ids.length > 0) throw new InvalidArgumentError('Give either ids or --all.');
        if (!all && (topic !== undefined || code !== undefined))
          throw new InvalidArgumentError('--topic and --code go with --all.');
        const { dismissDeadLetters } = await import('./dead-letters.ts');
        await dismissDeadLetters(all ? { topic, code } : { ids }, { by, reason }, settings, logger);
      }),
    );
}
