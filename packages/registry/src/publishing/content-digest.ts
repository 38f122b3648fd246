import type { CheckedSubgraph } from '@throughgate/checks';
import { digestOf, type EventSources } from '@throughgate/registry-client';

/**
 * Digest of what a subgraph is: its schema's text, its event sources in whatever order they came, and its address. The name of
 * the schema's file is left out, since it changes nothing.
 */
export function subgraphDigest({ schema, events, routingUrl }: Omit<CheckedSubgraph, 'name'>): string {
  return digestOf(JSON.stringify([schema.text, canonicalEvents(events), routingUrl]));
}

/** Digest of event sources; of none as well. */
export function eventsDigest(events: EventSources | null): string {
  return digestOf(JSON.stringify(canonicalEvents(events)));
}

/** Lists instead of objects, files by path: two that say the same are written the same. */
function canonicalEvents(events: EventSources | null): unknown {
  if (events === null) return null;
  const files = [...events.files].sort((a, b) => (a.path < b.path ? -1 : 1));
  return [events.entry, files.map(({ path, text }) => [path, text])];
}
