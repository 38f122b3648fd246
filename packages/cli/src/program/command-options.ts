import { type Command, Option, type OptionValues } from '@commander-js/extra-typings';
import { kafkaVariables } from '@throughgate/events/kafka-settings';
import { type SettingName, settingDefinitions } from '@throughgate/runtime/settings';
import { formats } from '../output/outcome.ts';

/** Settings of every command that opens the event log. */
export const kafka = Object.keys(kafkaVariables) as readonly (keyof typeof kafkaVariables)[];

/** Settings of every command that opens the hub's database and event log. */
export const infrastructure = [
  'databaseUrl',
  'databasePrefix',
  ...kafka,
  'serviceKey',
  'databaseSecret',
  'subgraphTimeout',
  'logLevel',
] as const satisfies readonly SettingName[];

/** Settings of what an agency's database keeps, of every command that starts agencies. */
export const pruning = [
  'prune',
  'keepOutbox',
  'keepIdempotencyKeys',
] as const satisfies readonly SettingName[];

/** Settings of every command that starts a gateway at which people sign in. */
export const signingIn = [
  'signInClient',
  'signInSecret',
  'signInSecretFile',
  'publicUrl',
] as const satisfies readonly SettingName[];

/** Settings of every command that asks the registry. */
export const connection = [
  'registryUrl',
  'token',
  'tokenFile',
  'timeout',
  'data',
] as const satisfies readonly SettingName[];

/** Title in help of what every command that asks the registry takes. */
export const connectionTitle = 'Registry and output:';

/** The texts that a command is given for its settings, by name. */
type SettingFlags<Name extends SettingName> = { readonly [Each in Name]?: string | undefined };

/** Adds the flags of these settings to a command. */
export function takingSettings<
  Arguments extends unknown[],
  Options extends OptionValues,
  const Name extends SettingName,
>(
  command: Command<Arguments, Options>,
  names: readonly Name[],
): Command<Arguments, Options & SettingFlags<Name>> {
  for (const name of names) {
    const { flag, meaning, variable } = settingDefinitions[name];
    command.option(flag, `${meaning} (${variable})`);
  }
  // commander adds to the command that it is given; its types follow one call at a time.
  return command as unknown as Command<Arguments, Options & SettingFlags<Name>>;
}

/** Adds the choice of format to a command. */
export function takingFormat<Arguments extends unknown[], Options extends OptionValues>(
  command: Command<Arguments, Options>,
) {
  const option = new Option(
    '--format <format>',
    'for people, for programs, or annotations of a pull request',
  );
  return command.addOption(option.choices(formats).default('human' as const));
}

/** Adds what every command that asks the registry takes. */
export function takingConnection<Arguments extends unknown[], Options extends OptionValues>(
  command: Command<Arguments, Options>,
) {
  return takingFormat(takingSettings(command.optionsGroup(connectionTitle), connection)).optionsGroup(
    'Options:',
  );
}
