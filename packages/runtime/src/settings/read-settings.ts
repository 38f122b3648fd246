import type { z } from 'zod';
import { BadSettingError } from './bad-setting-error.ts';
import { type SettingDefinition, settingDefinitions } from './definitions.ts';

type Definitions = typeof settingDefinitions;

/** Name of a setting in code. */
export type SettingName = keyof Definitions;

/** Values of settings, checked. */
export type SettingValues<Name extends SettingName> = {
  readonly [Each in Name]: z.output<Definitions[Each]['schema']>;
};

/** The settings of one run of `hub`, checked. */
export type Settings = SettingValues<SettingName>;

/** Values given on the command line, by setting. */
export type GivenFlags = { readonly [Name in SettingName]?: string | undefined };

/** Names of all settings, in the order in which they are listed. */
export const settingNames = Object.keys(settingDefinitions) as readonly SettingName[];

/** Makes the message about a value that is not accepted; `reasons` are those of our own checks, sentences without an end. */
type Refuse = (definition: SettingDefinition, text: string | undefined, reasons: readonly string[]) => string;

/**
 * Reads all settings: a flag goes before the environment, that before the default. An empty variable counts as
 * not set. Raises {@link BadSettingError} naming the setting and what it accepts.
 *
 * @param environment @default this process's
 */
export function readSettings(flags: GivenFlags, environment: NodeJS.ProcessEnv = process.env): Settings {
  return Object.fromEntries(
    settingNames.map((name) => [
      name,
      parseSetting(name, settingText(name, flags, environment).text, refusal),
    ]),
  ) as Settings;
}

/** What a text means as the value of a setting. Raises {@link BadSettingError} with what `refuse` makes of it. */
export function parseSetting<Name extends SettingName>(
  name: Name,
  text: string | undefined,
  refuse: Refuse,
): SettingValues<Name>[Name] {
  const definition: SettingDefinition = settingDefinitions[name];
  const result = definition.schema.safeParse(text);
  if (result.success) return result.data as SettingValues<Name>[Name];
  // Checks of ours say more than that the form is wrong.
  const reasons = result.error.issues.filter(({ code }) => code === 'custom').map((one) => one.message);
  throw new BadSettingError(refuse(definition, text, reasons));
}

/** The message about a value that `hub` was given, by flag or variable. */
const refusal: Refuse = ({ variable, flag, meaning, secret }, text, reasons) => {
  // A secret that was mistyped is still most of a secret.
  const shown = secret || text?.includes('@') ? 'not usable' : JSON.stringify(text);
  const why = reasons.length > 0 ? ` (${reasons.join('; ')})` : '';
  return `${variable} (${flag}) is ${shown}${why}; it must be: ${meaning}.`;
};

/** Where a setting's value comes from. */
export type Origin = 'flag' | 'environment' | 'default';

/**
 * The text that a setting is given, and where it comes from; an empty variable counts as not set.
 *
 * @param environment @default this process's
 */
export function settingText(
  name: SettingName,
  flags: GivenFlags,
  environment: NodeJS.ProcessEnv = process.env,
): { readonly text: string | undefined; readonly origin: Origin } {
  const flag = flags[name];
  if (flag !== undefined) return { text: flag, origin: 'flag' };
  const variable = environment[settingDefinitions[name].variable];
  if (variable !== undefined && variable !== '') return { text: variable, origin: 'environment' };
  return { text: undefined, origin: 'default' };
}
