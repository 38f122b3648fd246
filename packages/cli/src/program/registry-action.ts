import type { RegistryClient } from '@throughgate/registry/client';
import { type Command, Option } from 'commander';
import { type Format, formats, type Outcome } from '../output/outcome.ts';
import { type GivenFlags, readSettings, type SettingName, type Settings } from '../settings/settings.ts';
import { withSettings } from './command-action.ts';

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
 * Makes a commander action of a function that gives an outcome: it and every error are printed in the format asked
 * for, and decide the exit code.
 */
export function answer<Arguments extends unknown[]>(
  action: (settings: Settings, ...own: Arguments) => Promise<Outcome>,
) {
  return async (...own: unknown[]) => {
    const command = own.pop() as Command;
    const { format, ...flags } = command.opts() as GivenFlags & { format: Format };
    const { present, presentFailure } = await import('../output/present.ts');
    try {
      const settings = readSettings(flags, process.env);
      process.exitCode = present(await action(settings, ...(own as Arguments)), format);
    } catch (error) {
      process.exitCode = presentFailure(error, format);
    }
  };
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
