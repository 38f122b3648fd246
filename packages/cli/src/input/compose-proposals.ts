import { checkComposition } from '@throughgate/checks';
import type { Finding, SubgraphProposal } from '@throughgate/registry-client';

/** What composing on this machine gave: the supergraph, or null when there is none, and why or what to know of it. */
export interface Composed {
  readonly supergraphSdl: string | null;
  readonly findings: readonly Finding[];
}

/** Composes subgraphs as the registry does. `changed` are those that findings are told about first. */
export function composeProposals(
  proposals: readonly SubgraphProposal[],
  changed: readonly string[] = proposals.map(({ name }) => name),
): Composed {
  return checkComposition({
    proposed: proposals.map(({ name, schema, routingUrl = '' }) => ({
      name,
      schema,
      routingUrl,
      events: null,
    })),
    changed,
  });
}
