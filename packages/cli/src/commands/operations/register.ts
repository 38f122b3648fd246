import type { RegistryClient } from '@throughgate/registry-client';
import type { Outcome } from '../../output/outcome.ts';
import { count } from '../../output/plain.ts';
import { readOperations } from './read-operations.ts';

/** `hub operations register`: a client's operations, which replace those that it registered before. */
export async function registerOperations(
  registry: RegistryClient,
  files: readonly string[],
  { client }: { readonly client: string },
): Promise<Outcome> {
  const operations = (await Promise.all(files.map(readOperations))).flat();
  await registry.register({ client, operations });
  const names = operations.map(({ name }) => name);
  return {
    text: `${client} registered ${count(names.length, 'operation')}: ${names.join(', ')}.\n`,
    data: { client, operations: names },
  };
}
