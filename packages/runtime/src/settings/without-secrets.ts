import { type SettingDefinition, settingDefinitions } from './definitions.ts';

/**
 * This process's environment without the hub's secrets, for programs that it starts: the hub's DATABASE_URL is an
 * administrator's, and a subgraph would take that database for its own.
 */
export function withoutSecrets(environment: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
  const definitions: readonly SettingDefinition[] = Object.values(settingDefinitions);
  const secrets = new Set(definitions.flatMap(({ secret, variable }) => (secret ? [variable] : [])));
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !secrets.has(name)));
}
