import type { EventSources } from '@throughgate/registry-client';
import { readEventTypes } from '../read-event-types.ts';
import type { ReadDocuments } from '../source-folder.ts';

/** A schema of an event type as it was published. */
export interface PublishedSchema {
  readonly schema: Readonly<Record<string, unknown>>;
  /** Versions of the subgraph's events that have it: numbers from 1, the oldest first. */
  readonly versions: readonly number[];
}

/** What a subgraph published. */
export interface PublishedEvents {
  /** Every schema that each type ever had, the oldest first. */
  readonly types: ReadonlyMap<string, readonly PublishedSchema[]>;
  /** Versions that can no longer be read as they were. */
  readonly unreadable: readonly number[];
}

/** Collects every schema that the event types of a subgraph ever had, from all versions of its events. */
export function publishedEvents(
  subgraph: string,
  history: readonly EventSources[],
  documents: ReadDocuments,
): PublishedEvents {
  const types = new Map<string, Map<string, { schema: PublishedSchema['schema']; versions: number[] }>>();
  const unreadable: number[] = [];
  for (const [index, sources] of history.entries()) {
    const read = readEventTypes(subgraph, sources, { isChecked: true, documents });
    if (read.findings.length > 0) unreadable.push(index + 1);
    for (const { type, schema } of read.types) {
      const schemas = types.get(type) ?? new Map();
      types.set(type, schemas);
      const text = JSON.stringify(schema);
      const known = schemas.get(text);
      if (known) known.versions.push(index + 1);
      else schemas.set(text, { schema, versions: [index + 1] });
    }
  }
  return { types: new Map([...types].map(([type, schemas]) => [type, [...schemas.values()]])), unreadable };
}
