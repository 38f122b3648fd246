import type { RegistryClient } from '@throughgate/registry-client';
import type { GivenFlags, SettingName, Settings } from '@throughgate/runtime/settings';
import { type Command, Option } from 'commander';
import { type Format, formats, type Outcome } from '../output/outcome.ts';
import { settingsOf, withSettings } from './command-action.ts';

/** Settings of every command that asks the registry. */
const connection: readonly SettingName[] = ['registryUrl', 'token', 'tokenFile', 'timeout', 'data'];

/** Title in help of what every command that asks the registry takes. */
export const connectionTitle = 'Registry and output:';

/** Adds the choice of format to a command. */
export function withFormat(command: Command): Command {
  const option = new Option(
    '--format <format>',
    'for people, for programs, or annotations of a pull request',
  );
  return command.addOption(option.choices(formats).default('human'));
}

/** Adds what every command that asks the registry takes. */
export function askingRegistry(command: Command): Command {
  withFormat(withSettings(command.optionsGroup(connectionTitle), connection));
  return command.optionsGroup('Options:');
}

/**
 * Makes a commander action of a function that gives an outcome of the flags and the command's own arguments: it and
 * every error are printed in the format asked for, and decide the exit code.
 */
export function tell<Arguments extends unknown[]>(
  action: (flags: GivenFlags, ...own: Arguments) => Promise<Outcome>,
) {
  return async (...own: unknown[]) => {
    const command = own.pop() as Command;
    const { format, ...flags } = command.opts() as GivenFlags & { format: Format };
    const { present, presentFailure } = await import('../output/present.ts');
    try {
      process.exitCode = present(await action(flags, ...(own as Arguments)), format);
    } catch (error) {
      process.exitCode = presentFailure(error, format);
    }
  };
}

/** As {@link tell}, for a function that needs the settings. */
export function answer<Arguments extends unknown[]>(
  action: (settings: Settings, ...own: Arguments) => Promise<Outcome>,
) {
  return tell<Arguments>(async (flags, ...own) => action(settingsOf(flags), ...own));
}

/** As {@link answer}, for a function that asks the registry. */
export function ask<Arguments extends unknown[]>(
  action: (registry: RegistryClient, ...own: Arguments) => Promise<Outcome>,
) {
  return answer<Arguments>(async (settings, ...own) => {
    const { connectRegistry } = await import('../registry/connect-registry.ts');
    return action(connectRegistry(settings), ...own);
  });
}
