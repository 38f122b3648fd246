import type { CheckedSubgraph } from '@throughgate/checks';
import { type SubgraphProposal, whyReserved } from '@throughgate/registry-client';
import { RegistryError } from '../registry-error.ts';
import type { LiveGraph } from '../store/live-graph.ts';
import { noSuchSubgraph, subgraphDigest } from '../store/versions.ts';

/** What somebody wants a subgraph to be. */
interface ProposedSubgraph extends Omit<SubgraphProposal, 'events'> {
  /** Left out: those that are live stay. Null: there are none from then on. */
  readonly events?: CheckedSubgraph['events'] | undefined;
}

/** What somebody wants to change. */
export interface ProposedChange {
  readonly subgraphs: readonly ProposedSubgraph[];
  /** Names of subgraphs that are to leave the graph. */
  readonly removed: readonly string[];
}

/** A version that a change would make live. */
export interface ProposedVersion extends CheckedSubgraph {
  readonly digest: string;
  /** The version that it replaces; null when the subgraph is new. */
  readonly previous: string | null;
  /** Event sources of that version. */
  readonly previousEvents: CheckedSubgraph['events'];
}

/** A change, compared with what is live. */
export interface PlannedChange {
  /** Versions that are not live already. */
  readonly versions: readonly ProposedVersion[];
  readonly removed: readonly { readonly name: string; readonly previous: string }[];
  /** Every subgraph of the graph after the change, by name. */
  readonly proposed: readonly CheckedSubgraph[];
  /** Names of the subgraphs that it adds, changes or removes; empty when there is nothing to do. */
  readonly changed: readonly string[];
}

/**
 * Compares what is wanted with what is live, and fills in what was left out from there.
 * Raises HUB-C044 for a subgraph to be removed that there is not, HUB-C046 for a new one without an address, HUB-C047 for
 * one that is named twice, and HUB-C057 for a name that the hub uses itself.
 */
export function planChange(live: LiveGraph, { subgraphs, removed }: ProposedChange): PlannedChange {
  const twice = firstRepeated([...subgraphs.map(({ name }) => name), ...removed]);
  if (twice !== undefined) {
    throw new RegistryError('HUB-C047', 400, `${twice} is named more than once in the request.`);
  }
  for (const { name, events } of subgraphs) requireFreeName(name, events);
  const current = new Map(live.subgraphs.map((one) => [one.name, one]));
  const versions = subgraphs
    .map((proposal): ProposedVersion => {
      const before = current.get(proposal.name);
      const routingUrl = proposal.routingUrl ?? before?.routingUrl;
      if (routingUrl === undefined) {
        const detail = `${proposal.name} is not in the graph yet, so its routing URL is needed.`;
        throw new RegistryError('HUB-C046', 422, detail);
      }
      const { name, schema } = proposal;
      const events = proposal.events === undefined ? (before?.events ?? null) : proposal.events;
      const version = { name, schema, routingUrl, events };
      return {
        ...version,
        digest: subgraphDigest(version),
        previous: before?.digest ?? null,
        previousEvents: before?.events ?? null,
      };
    })
    .filter(({ digest, previous }) => digest !== previous);
  const leaving = removed.map((name) => {
    const before = current.get(name);
    if (!before) throw noSuchSubgraph(name);
    return { name, previous: before.digest };
  });
  const changed = [...versions, ...leaving].map(({ name }) => name);
  return {
    versions,
    removed: leaving,
    changed,
    proposed: [...live.subgraphs.filter(({ name }) => !changed.includes(name)), ...versions]
      .map(({ name, schema, events, routingUrl }) => ({ name, schema, events, routingUrl }))
      .sort((a, b) => (a.name < b.name ? -1 : 1)),
  };
}

/** Names that are published already can still be read, and removed. */
function requireFreeName(name: string, events: ProposedSubgraph['events']): void {
  const use = whyReserved(name, { events: events !== undefined && events !== null });
  if (use === undefined) return;
  const what = whyReserved(name, { events: false }) === undefined ? 'Events of' : 'A subgraph';
  const detail = `${what} ${name} cannot be published: the hub needs the name for ${use}.`;
  throw new RegistryError('HUB-C057', 422, detail);
}

function firstRepeated(names: readonly string[]): string | undefined {
  const seen = new Set<string>();
  return names.find((name) => seen.size === seen.add(name).size);
}
