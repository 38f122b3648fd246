import type { RegistryClient } from '@throughgate/registry-client';
import { checkOutcome } from '../../output/check-outcome.ts';
import type { Outcome } from '../../output/outcome.ts';
import { type ChangeOptions, onlySubgraph, readChange } from './read-change.ts';

/** `hub subgraph check`: what would happen if this was published. */
export async function checkSubgraphs(registry: RegistryClient, options: ChangeOptions): Promise<Outcome> {
  const change = await readChange(options);
  return checkOutcome(await registry.check(change), onlySubgraph(change));
}
