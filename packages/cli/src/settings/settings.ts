import { StartupError } from '@throughgate/service/startup-error';
import { type UnknownVariable, unknownVariables } from '@throughgate/service/unknown-variables';
import type { z } from 'zod';
import { settingDefinitions } from './definitions.ts';

type Definitions = typeof settingDefinitions;

/** Name of a setting in code. */
export type SettingName = keyof Definitions;

/** The settings of one run of `hub`, checked. */
export type Settings = { readonly [Name in SettingName]: z.output<Definitions[Name]['schema']> };

/** Where a setting's value comes from; `unknown` of a variable that is no setting. */
export type Origin = 'flag' | 'environment' | 'default' | 'unknown';

/** A setting with its value and origin, as `hub config` lists it. */
export interface SettingReport {
  readonly variable: string;
  readonly flag: string;
  readonly meaning: string;
  /** `undefined` when it is not set; a secret shows as `(set)`. */
  readonly value: string | number | undefined;
  readonly origin: Origin;
}

/** A setting with a value that it does not accept. */
export class BadSettingError extends StartupError {}

/** Flags by setting, for the commands that take them. */
export const settingFlags: Readonly<Record<SettingName, { flag: string; meaning: string }>> =
  Object.fromEntries(
    Object.entries(settingDefinitions).map(([name, { flag, variable, meaning }]) => [
      name,
      { flag, meaning: `${meaning} (${variable})` },
    ]),
  ) as Record<SettingName, { flag: string; meaning: string }>;

/** Values given on the command line, by setting. */
export type GivenFlags = { readonly [Name in SettingName]?: string | undefined };

/**
 * Reads all settings: a flag goes before the environment, that before the default. An empty variable counts as
 * not set. Raises {@link BadSettingError} naming the setting and what it accepts.
 */
export function readSettings(flags: GivenFlags, environment: NodeJS.ProcessEnv): Settings {
  const entries = Object.entries(settingDefinitions).map(([name, definition]) => {
    const { text } = given(name as SettingName, flags, environment);
    const result = definition.schema.safeParse(text);
    if (!result.success) {
      // A secret that was mistyped is still most of a secret.
      const isSecret = 'secret' in definition || text?.includes('@');
      const shown = isSecret ? 'not usable' : JSON.stringify(text);
      // Checks of ours say more than that the form is wrong.
      const reasons = result.error.issues.filter(({ code }) => code === 'custom').map((one) => one.message);
      const why = reasons.length > 0 ? ` (${reasons.join('; ')})` : '';
      throw new BadSettingError(
        `${definition.variable} (${definition.flag}) is ${shown}${why}; it must be: ${definition.meaning}.`,
      );
    }
    return [name, result.data];
  });
  return Object.fromEntries(entries) as Settings;
}

/** Lists every setting with its value and where that comes from, then variables that look like settings and are none. */
export function reportSettings(flags: GivenFlags, environment: NodeJS.ProcessEnv): SettingReport[] {
  const settings = readSettings(flags, environment);
  const unknown = findUnknownVariables(environment).map(({ name, nearest }) => ({
    variable: name,
    flag: '',
    meaning: `no setting of the hub${nearest === undefined ? '' : `; did you mean ${nearest}?`}`,
    // A misspelt secret is a secret.
    value: undefined,
    origin: 'unknown' as const,
  }));
  const reports = Object.entries(settingDefinitions).map(([name, definition]) => {
    const { origin } = given(name as SettingName, flags, environment);
    const value = settings[name as SettingName];
    const { variable, flag, meaning } = definition;
    const secret = 'secret' in definition && value !== undefined;
    return { variable, flag, meaning, value: secret ? '(set)' : asText(value), origin };
  });
  return [...reports, ...unknown];
}

/** A setting's value as it is written. */
function asText(value: Settings[SettingName]): string | number | undefined {
  if (value instanceof Map) return [...value].map((pair) => pair.join('=')).join(',');
  if (typeof value === 'object') return value.join(',') || 'none';
  return value;
}

/** Variables of the environment that look like settings and are none: mostly typing errors. */
export function findUnknownVariables(environment: NodeJS.ProcessEnv): UnknownVariable[] {
  const known = Object.values(settingDefinitions).map(({ variable }) => variable as string);
  return unknownVariables(environment, known, ['HUB_']);
}

function given(
  name: SettingName,
  flags: GivenFlags,
  environment: NodeJS.ProcessEnv,
): { text: string | undefined; origin: Origin } {
  const flag = flags[name];
  if (flag !== undefined) return { text: flag, origin: 'flag' };
  const variable = environment[settingDefinitions[name].variable];
  if (variable !== undefined && variable !== '') return { text: variable, origin: 'environment' };
  return { text: undefined, origin: 'default' };
}

/** An environment without the hub's secrets, for programs that it starts. */
export function withoutSecrets(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const secrets = Object.values(settingDefinitions).flatMap((definition) =>
    'secret' in definition ? [definition.variable as string] : [],
  );
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !secrets.includes(name)));
}
