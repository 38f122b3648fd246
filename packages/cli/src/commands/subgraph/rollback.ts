import type { RegistryClient } from '@throughgate/registry-client';
import type { Outcome } from '../../output/outcome.ts';
import { type ChangingOptions, published } from './publish-outcome.ts';

/** `hub subgraph rollback`: publishes an earlier version again, by default the one before the live one. */
export async function rollbackSubgraph(
  registry: RegistryClient,
  name: string,
  {
    version,
    changelogMessage: message,
    expectBase,
    wait,
  }: ChangingOptions & { readonly version?: string; readonly changelogMessage?: string },
): Promise<Outcome> {
  const request = {
    ...(version === undefined ? {} : { version }),
    ...(message === undefined ? {} : { message }),
    ...(expectBase === undefined ? {} : { expectBase }),
  };
  return await published(registry, await registry.rollback(name, request), name, { wait });
}
