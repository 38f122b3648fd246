import type { RegistryClient } from '@throughgate/registry-client';
import type { Outcome } from '../../output/outcome.ts';
import { type ChangingOptions, published } from './publish-outcome.ts';
import { type ChangeOptions, onlySubgraph, readChange } from './read-change.ts';

/** `hub subgraph publish`: checks, and publishes when the checks pass, as one step. */
export async function publishSubgraphs(
  registry: RegistryClient,
  {
    changelogMessage: message,
    wait,
    ...options
  }: ChangeOptions & ChangingOptions & { readonly changelogMessage?: string },
): Promise<Outcome> {
  const change = await readChange(options);
  const request = { ...change, ...(message === undefined ? {} : { message }) };
  return await published(registry, await registry.publish(request), onlySubgraph(change), { wait });
}
