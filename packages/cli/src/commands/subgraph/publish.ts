import type { RegistryClient } from '@throughgate/registry/client';
import { type ChangeOptions, onlySubgraph, readChange } from '../../input/read-change.ts';
import type { Outcome } from '../../output/outcome.ts';
import { publishOutcome } from '../../output/publish-outcome.ts';

/** `hub subgraph publish`: checks, and publishes when the checks pass, as one step. */
export async function publishSubgraphs(
  registry: RegistryClient,
  { changelogMessage: message, ...options }: ChangeOptions & { readonly changelogMessage?: string },
): Promise<Outcome> {
  const change = await readChange(options);
  const request = { ...change, ...(message === undefined ? {} : { message }) };
  return publishOutcome(await registry.publish(request), onlySubgraph(change));
}
