import { readEventTypes } from '@throughgate/checks';
import type { SourcedSupergraph } from '@throughgate/gateway';
import {
  digestOf,
  type Finding,
  type RegistryClient,
  type SubgraphProposal,
} from '@throughgate/registry-client';
import { type ProposalFiles, readProposal } from '../input/read-proposal.ts';
import { composeProposals } from '../input/read-supergraph-file.ts';
import { allPages } from '../registry/all-pages.ts';

/** Reads what is live in a registry, as it would be composed. */
export async function liveProposals(registry: RegistryClient): Promise<SubgraphProposal[]> {
  const subgraphs = await allPages((page) => registry.subgraphs(page));
  return await Promise.all(
    subgraphs.map(async ({ name, version }) => {
      const { schema, routingUrl } = await registry.version(name, version);
      return { name, schema, routingUrl };
    }),
  );
}

/** What came of composing a local subgraph with what is published. */
export interface LocalComposition {
  /** `undefined` when they do not compose. */
  readonly supergraph: SourcedSupergraph | undefined;
  /** Errors and warnings; hints would be told anew at each save. */
  readonly findings: readonly Finding[];
  /** The files that were read. */
  readonly files: readonly string[];
  readonly milliseconds: number;
}

/**
 * Composes a local subgraph with the others that are live in the registry, and reads its events.
 * Raises `CommandError` HUB-C054 when a file cannot be read, and `RegistryClientError`.
 */
export async function composeLocal(
  registry: RegistryClient,
  subgraph: ProposalFiles,
): Promise<LocalComposition> {
  const started = performance.now();
  const { name } = subgraph;
  const [proposal, live] = await Promise.all([readProposal(subgraph), liveProposals(registry)]);
  const others = live.filter((other) => other.name !== name);
  const { supergraphSdl: sdl, findings } = composeProposals([...others, proposal], [name]);
  const { events } = proposal;
  const eventFindings = events ? readEventTypes(name, events).findings : [];
  return {
    supergraph: sdl === null ? undefined : { sdl, digest: digestOf(sdl) },
    findings: [...findings, ...eventFindings].filter(({ severity }) => severity !== 'info'),
    files: events?.files.map(({ path }) => path) ?? [],
    milliseconds: Math.round(performance.now() - started),
  };
}
