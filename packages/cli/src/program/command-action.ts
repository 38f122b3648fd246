import type { Logger } from '@throughgate/service';
import type { Command } from 'commander';
import {
  type GivenFlags,
  readSettings,
  type SettingName,
  type Settings,
  settingFlags,
} from '../settings/settings.ts';

/** Settings of every command that opens the hub's database and event log. */
export const infrastructure: readonly SettingName[] = [
  'databaseUrl',
  'kafkaBrokers',
  'serviceKey',
  'databaseSecret',
  'subgraphTimeout',
  'logLevel',
];

/** Adds the flags of these settings to a command. */
export function withSettings(command: Command, names: readonly SettingName[]): Command {
  for (const name of names) command.option(settingFlags[name].flag, settingFlags[name].meaning);
  return command;
}

/** Makes a commander action of a function that gets the settings, a logger, and the command's own arguments. */
export function run<Arguments extends unknown[]>(
  action: (settings: Settings, logger: Logger, ...own: Arguments) => Promise<void>,
) {
  return async (...own: unknown[]) => {
    const command = own.pop() as Command;
    const settings = readSettings(command.opts() as GivenFlags, process.env);
    const { createLogger } = await import('@throughgate/service');
    await action(settings, createLogger(settings.logLevel), ...(own as Arguments));
  };
}
