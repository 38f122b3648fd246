import { type CheckConfiguration, checkConfiguration } from '@throughgate/registry-client';
import type { Database } from './database.ts';

/** Reads how subgraphs are checked; every name given is in the result. */
export async function readConfigurations(
  database: Database,
  names: readonly string[],
): Promise<Record<string, CheckConfiguration>> {
  const rows = await database.subgraphConfiguration.findMany({ where: { name: { in: [...names] } } });
  const stored = new Map(rows.map(({ name, configuration }) => [name, configuration]));
  return Object.fromEntries(names.map((name) => [name, checkConfiguration.parse(stored.get(name) ?? {})]));
}

/** Stores how a subgraph is checked, in place of what was said before; returns it with the defaults filled in. */
export async function writeConfiguration(
  database: Database,
  name: string,
  given: Partial<CheckConfiguration>,
): Promise<CheckConfiguration> {
  const configuration = checkConfiguration.parse(given);
  // What was not said is not stored: a default that changes later holds for those who left it to the registry.
  const stored = { configuration: JSON.parse(JSON.stringify(given)) };
  await database.subgraphConfiguration.upsert({
    where: { name },
    create: { name, ...stored },
    update: stored,
  });
  return configuration;
}
