import cluster from 'node:cluster';
import type { Command } from '@commander-js/extra-typings';
import type { RegistryClient } from '@throughgate/registry-client';
import {
  describeUnknownVariable,
  type GivenFlags,
  readSettings,
  type Settings,
  unknownHubVariables,
} from '@throughgate/runtime/settings';
import type { Logger } from '@throughgate/service';
import type { Format, Outcome } from '../output/outcome.ts';
import { onOneLine } from '../output/plain.ts';

/** What commander calls: it gives the command's own arguments, its options, and the command. */
type Action<Arguments extends unknown[]> = (...given: [...Arguments, unknown]) => Promise<void>;

/** Makes an action of a function that prints by itself; it gets the settings, a logger, and the command's own arguments. */
export function runWithSettings<Arguments extends unknown[]>(
  action: (settings: Settings, logger: Logger, ...own: Arguments) => Promise<void>,
): Action<Arguments> {
  return async (...given) => {
    const { flags, own } = takeApart<Arguments>(given);
    const settings = settingsOf(flags);
    const { createLogger } = await import('@throughgate/service');
    await action(settings, createLogger(settings.logLevel), ...own);
  };
}

/**
 * Makes an action of a function that gives an outcome of the flags and the command's own arguments: it and
 * every error are printed in the format asked for, and decide the exit code.
 */
export function printOutcome<Arguments extends unknown[]>(
  action: (flags: GivenFlags, ...own: Arguments) => Promise<Outcome>,
): Action<Arguments> {
  return async (...given) => {
    const { flags, own } = takeApart<Arguments>(given);
    const { format, ...others } = flags as GivenFlags & { format: Format };
    const { present, presentFailure } = await import('../output/present.ts');
    try {
      process.exitCode = present(await action(others, ...own), format);
    } catch (error) {
      process.exitCode = presentFailure(error, format);
    }
  };
}

/** As {@link printOutcome}, for a function that needs the settings. */
export function printOutcomeWithSettings<Arguments extends unknown[]>(
  action: (settings: Settings, ...own: Arguments) => Promise<Outcome>,
): Action<Arguments> {
  return printOutcome<Arguments>(async (flags, ...own) => action(settingsOf(flags), ...own));
}

/** As {@link printOutcomeWithSettings}, for a function that asks the registry. */
export function printOutcomeWithRegistry<Arguments extends unknown[]>(
  action: (registry: RegistryClient, ...own: Arguments) => Promise<Outcome>,
): Action<Arguments> {
  return printOutcomeWithSettings<Arguments>(async (settings, ...own) => {
    const { connectRegistry } = await import('../registry/connect-registry.ts');
    return action(connectRegistry(settings), ...own);
  });
}

function takeApart<Arguments extends unknown[]>(given: [...Arguments, unknown]) {
  const own = [...given];
  const command = own.pop() as Command;
  return { flags: command.opts() as GivenFlags, own: own as unknown as Arguments };
}

/**
 * The settings of a command that was given these flags. A variable that looks like a setting and is none is told on
 * standard error and no more: it may be another program's. Raises `BadSettingError` as `readSettings` does.
 */
function settingsOf(flags: GivenFlags): Settings {
  // Once, however many processes run the command.
  for (const variable of cluster.isWorker ? [] : unknownHubVariables()) {
    process.stderr.write(`hub: warning: ${onOneLine(describeUnknownVariable(variable))}\n`);
  }
  return readSettings(flags);
}
