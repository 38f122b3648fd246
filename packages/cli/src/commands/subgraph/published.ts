import type { PublishResult, RegistryClient } from '@throughgate/registry-client';
import type { Outcome } from '../../output/outcome.ts';
import { publishOutcome } from '../../output/publish-outcome.ts';
import { awaitGateways } from '../../registry/await-gateways.ts';

/** What every command that changes the graph takes. */
export interface ChangingOptions {
  /** Digest of the supergraph that must be live. */
  readonly expectBase?: string;
  /** Seconds to wait for gateways; false for none. */
  readonly wait: number | false;
}

/** What came of a publication, when the gateways serve it. */
export async function published(
  registry: RegistryClient,
  result: PublishResult,
  subgraph: string | undefined,
  { wait }: Pick<ChangingOptions, 'wait'>,
): Promise<Outcome> {
  const isLive = result.published || result.unchanged;
  if (!isLive || result.supergraph === null) return publishOutcome(result, subgraph);
  const served = await awaitGateways(registry, result.supergraph, wait, (text) => process.stderr.write(text));
  return publishOutcome(result, subgraph, served);
}
