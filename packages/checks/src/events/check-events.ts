import { createSchemaCompiler } from '@throughgate/contracts';
import type { EventSources, Finding } from '@throughgate/registry-client';
import type { CheckedSubgraph, CheckInput } from '../check-input.ts';
import { checkClosedLists } from './check-closed-lists.ts';
import { checkMapping } from './check-mapping.ts';
import { checkSchema } from './check-schema.ts';
import { checkCompatibility } from './compatibility/check-compatibility.ts';
import { publishedEvents } from './compatibility/published-events.ts';
import { readObjectTypes } from './entity-keys.ts';
import { readEventTypes } from './read-event-types.ts';
import type { ReadDocuments } from './source-folder.ts';

/**
 * Checks the events of each subgraph that changes: that they can be read, that each type is valid, has valid examples and
 * leads to an entity of the subgraph's schema, and that all fit every version that was published. A list that a new type
 * closes is a warning. Events that
 * stay as they are are checked too, since a change of the schema may take their entity away. A subgraph that
 * is removed has no events to check: what is on the log stays.
 */
export function checkEvents({ proposed, changed, eventHistory }: CheckInput): Finding[] {
  return proposed
    .filter(({ name }) => changed.includes(name))
    .flatMap((subgraph) =>
      subgraph.events === null
        ? []
        : checkSubgraph(subgraph, subgraph.events, eventHistory[subgraph.name] ?? []),
    );
}

function checkSubgraph(
  { name, schema }: CheckedSubgraph,
  events: EventSources,
  history: readonly EventSources[],
): Finding[] {
  const documents: ReadDocuments = new Map();
  const { types, findings } = readEventTypes(name, events, { documents });
  const compile = createSchemaCompiler();
  const objectTypes = readObjectTypes(schema.text);
  const checked = types.map((type) => ({ type, ...checkSchema(name, type, compile) }));
  const valid = new Map(checked.map(({ type, isValid }) => [type.type, isValid]));
  const result = [
    ...findings,
    ...checked.flatMap(({ type, isValid, findings: own }) => [
      ...own,
      ...(isValid && objectTypes ? checkMapping(type, objectTypes) : []),
    ]),
  ];
  // Where types could not be read, those that are missing are not gone.
  if (findings.length > 0) return result;
  const published = publishedEvents(name, history, documents);
  const comparable = new Map([...published.types].filter(([type]) => valid.get(type) !== false));
  // What was published closed cannot be opened any more: only who writes a new type can follow the advice.
  const unpublished = types.filter(({ type }) => valid.get(type) && !published.types.has(type));
  return [
    ...result,
    ...unpublished.flatMap(checkClosedLists),
    ...checkCompatibility(name, events, types, { ...published, types: comparable }),
  ];
}
