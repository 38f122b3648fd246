import { type SettingDefinition, settingDefinitions } from './definitions.ts';
import {
  type GivenFlags,
  type Origin,
  readSettings,
  type SettingName,
  type Settings,
  settingNames,
  settingText,
} from './read-settings.ts';
import { unknownHubVariables } from './unknown-variables.ts';

/** A setting with its value and origin, as `hub config` lists it. */
export interface SettingReport {
  readonly variable: string;
  readonly flag: string;
  readonly meaning: string;
  /** `undefined` when it is not set; a secret shows as `(set)`. */
  readonly value: string | number | undefined;
  /** `unknown` of a variable that is no setting. */
  readonly origin: Origin | 'unknown';
}

/**
 * Lists every setting with its value and where that comes from, then variables that look like settings and are none.
 * Raises `BadSettingError` as {@link readSettings} does.
 *
 * @param environment @default this process's
 */
export function reportSettings(
  flags: GivenFlags,
  environment: NodeJS.ProcessEnv = process.env,
): SettingReport[] {
  const settings = readSettings(flags, environment);
  const unknown = unknownHubVariables(environment).map(({ name, nearest }) => ({
    variable: name,
    flag: '',
    meaning: `no setting of the hub${nearest === undefined ? '' : `; did you mean ${nearest}?`}`,
    // A misspelt secret is a secret.
    value: undefined,
    origin: 'unknown' as const,
  }));
  return [...settingNames.map((name) => reportOf(name, settings[name], flags, environment)), ...unknown];
}

function reportOf(
  name: SettingName,
  value: Settings[SettingName],
  flags: GivenFlags,
  environment: NodeJS.ProcessEnv,
): SettingReport {
  const { variable, flag, meaning, secret }: SettingDefinition = settingDefinitions[name];
  const { origin } = settingText(name, flags, environment);
  const shown = secret && value !== undefined ? '(set)' : asText(value);
  return { variable, flag, meaning, value: shown, origin };
}

/** A setting's value as it is written. */
function asText(value: Settings[SettingName]): string | number | undefined {
  if (value instanceof Map) return [...value].map((pair) => pair.join('=')).join(',');
  if (typeof value === 'object') return value.join(',') || 'none';
  return value;
}
