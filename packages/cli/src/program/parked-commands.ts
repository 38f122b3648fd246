import { type Command, InvalidArgumentError } from 'commander';
import type { Outboxes } from '../commands/parked-events.ts';
import { serviceNames } from '../commands/service-names.ts';
import { digits, oneOf, wholeNumber } from './arguments.ts';
import { infrastructure, run, withSettings } from './command-action.ts';

/** `hub events parked`: events that the event log does not take. */
export function addParkedCommands(events: Command): void {
  const parked = events
    .command('parked')
    .description('events in outboxes that the event log does not take as they are');

  outboxOptions(parked.command('list'))
    .description('list them, the oldest first')
    .option('--limit <number>', 'how many to list', wholeNumber, 50)
    .action(
      run(async (settings, logger, options: Outboxes & { limit: number }) =>
        (await import('../commands/parked-events.ts')).listParkedEvents(options, settings, logger),
      ),
    );

  outboxOptions(parked.command('retry'))
    .description('have the relay send one, or all, again: after the topic was set to take them, for example')
    .argument('[position]', 'its position', digits)
    .option('--all', 'all that are parked', false)
    .action(
      run(
        async (
          settings,
          logger,
          position: string | undefined,
          { all, ...which }: Outboxes & { all: boolean },
        ) => {
          if ((position === undefined) !== all)
            throw new InvalidArgumentError('Give either a position or --all.');
          if (position !== undefined && which.service === undefined && !which.alone)
            throw new InvalidArgumentError('A position is one of a service: name it with --service.');
          const { retryParkedEvents } = await import('../commands/parked-events.ts');
          await retryParkedEvents({ position, ...which }, settings, logger);
        },
      ),
    );
}

function outboxOptions(command: Command): Command {
  return withSettings(command, ['data', ...infrastructure])
    .option(
      '--service <name>',
      serviceNames.filter(hasOutbox).join(', '),
      oneOf(serviceNames.filter(hasOutbox)),
    )
    .option('--alone', 'DATABASE_URL is the database of one service, as for `hub start`', false);
}

const hasOutbox = (name: string) => name !== 'outcomes' && name !== 'gateway';
