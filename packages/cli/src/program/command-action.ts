import { kafkaVariables } from '@throughgate/events/kafka-settings';
import {
  describeUnknownVariable,
  type GivenFlags,
  readSettings,
  type SettingName,
  type Settings,
  settingDefinitions,
  unknownHubVariables,
} from '@throughgate/runtime/settings';
import type { Logger } from '@throughgate/service';
import type { Command } from 'commander';
import { onOneLine } from '../output/plain.ts';

/** Settings of every command that opens the event log. */
export const kafka = Object.keys(kafkaVariables) as readonly (keyof typeof kafkaVariables)[];

/** Settings of every command that opens the hub's database and event log. */
export const infrastructure: readonly SettingName[] = [
  'databaseUrl',
  'databasePrefix',
  ...kafka,
  'serviceKey',
  'databaseSecret',
  'subgraphTimeout',
  'logLevel',
];

/** Settings of what an agency's database keeps, of every command that starts agencies. */
export const pruning: readonly SettingName[] = ['prune', 'keepOutbox', 'keepIdempotencyKeys'];

/** Adds the flags of these settings to a command. */
export function withSettings(command: Command, names: readonly SettingName[]): Command {
  for (const name of names) {
    const { flag, meaning, variable } = settingDefinitions[name];
    command.option(flag, `${meaning} (${variable})`);
  }
  return command;
}

/**
 * The settings of a command that was given these flags. A variable that looks like a setting and is none is told on
 * standard error and no more: it may be another program's. Raises `BadSettingError` as `readSettings` does.
 */
export function settingsOf(flags: GivenFlags): Settings {
  for (const variable of unknownHubVariables()) {
    process.stderr.write(`hub: warning: ${onOneLine(describeUnknownVariable(variable))}\n`);
  }
  return readSettings(flags);
}

/** Makes a commander action of a function that gets the settings, a logger, and the command's own arguments. */
export function run<Arguments extends unknown[]>(
  action: (settings: Settings, logger: Logger, ...own: Arguments) => Promise<void>,
) {
  return async (...own: unknown[]) => {
    const command = own.pop() as Command;
    const settings = settingsOf(command.opts() as GivenFlags);
    const { createLogger } = await import('@throughgate/service');
    await action(settings, createLogger(settings.logLevel), ...(own as Arguments));
  };
}
