import { distance } from 'fastest-levenshtein';
import { settingDefinitions } from './definitions.ts';

/** A variable of the environment that looks like a setting and is none. */
export interface UnknownVariable {
  readonly name: string;
  /** The setting whose name is most like it; `undefined` where none is. */
  readonly nearest: string | undefined;
}

/** Typing errors that two names may be apart and still be taken for the same. */
const mistakes = 2;

/**
 * Finds variables of an environment that somebody meant as settings, in the order of their names: those that begin
 * with one of the `prefixes`, which are nobody else's, and those whose name is within two typing errors of a setting's.
 * An empty variable counts as not set.
 *
 * @param known names of all settings
 * @param prefixes beginnings of names that only settings have, in capitals, for example `HUB_`
 */
export function unknownVariables(
  environment: NodeJS.ProcessEnv,
  known: readonly string[],
  prefixes: readonly string[] = [],
): UnknownVariable[] {
  return Object.entries(environment)
    .filter(([name, value]) => value !== undefined && value !== '' && !known.includes(name))
    .flatMap(([name]) => {
      const upper = name.toUpperCase();
      const [near] = known
        .map((setting) => ({ setting, apart: distance(upper, setting) }))
        .sort((a, b) => a.apart - b.apart);
      const isOurs = prefixes.some((prefix) => upper.startsWith(prefix));
      // A name that can only be ours may be further from the one that was meant.
      const limit = isOurs ? Math.max(mistakes, Math.floor(name.length / 3)) : mistakes;
      const nearest = near !== undefined && near.apart <= limit ? near.setting : undefined;
      return isOurs || nearest !== undefined ? [{ name, nearest }] : [];
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** What a person is told of such a variable. Its value is not: it may be a secret. */
export function describeUnknownVariable({ name, nearest }: UnknownVariable): string {
  const hint = nearest === undefined ? '' : ` Did you mean ${nearest}?`;
  return `${name} is set in the environment, and is no setting of the hub.${hint}`;
}

/**
 * As {@link unknownVariables}, of the hub: whatever begins with `HUB_` is meant for it.
 *
 * @param environment @default this process's
 */
export function unknownHubVariables(environment: NodeJS.ProcessEnv = process.env): UnknownVariable[] {
  const known = Object.values(settingDefinitions).map(({ variable }) => variable as string);
  return unknownVariables(environment, known, ['HUB_']);
}
