import type { Place } from '@throughgate/registry-client';
import type { CheckedSubgraph, CheckInput } from '../check-input.ts';
import { changedSchemas } from '../schema-changes/changed-schemas.ts';
import { definitionOf, placeOf, type SchemaParts, schemaParts } from '../schema-changes/schema-parts.ts';

/** Where something of the graph is to be mended. */
export interface PlaceOfRule {
  /** A subgraph that changes, where one of them has to do with it. */
  readonly subgraph: string;
  readonly places: readonly Place[];
}

/**
 * Creates a function that finds where something stands, by coordinates that have to do with it, the most telling first: what
 * changed itself, then what else the changed schemas say of it, then what the others say.
 */
export function createPlacesOfRules(input: CheckInput): (about: readonly string[]) => PlaceOfRule {
  const changed = changedSchemas(input);
  const others = input.proposed.filter(({ name }) => !changed.some(({ subgraph }) => subgraph.name === name));
  const read = new Map<string, SchemaParts | undefined>();
  return (about) => {
    for (const onlyNew of [true, false]) {
      for (const coordinate of about) {
        for (const { subgraph, after, changes } of changed) {
          const place = placeIn(subgraph.name, after, coordinate);
          if (place && (!onlyNew || changes.changed.has(coordinate))) {
            return { subgraph: subgraph.name, places: [place] };
          }
        }
      }
    }
    const blamed = input.changed[0] ?? '';
    for (const coordinate of about) {
      for (const subgraph of others) {
        if (!subgraph.schema.text.includes(definitionOf(coordinate))) continue;
        const schema = readOnce(subgraph);
        const place = schema && placeIn(subgraph.name, schema, coordinate);
        if (place) return { subgraph: blamed, places: [place] };
      }
    }
    const file = input.proposed.find(({ name }) => name === blamed)?.schema.path ?? blamed;
    return { subgraph: blamed, places: [{ subgraph: blamed, file, line: 1, column: 1 }] };
  };

  function readOnce({ name, schema }: CheckedSubgraph): SchemaParts | undefined {
    if (!read.has(name)) read.set(name, schemaParts(schema));
    return read.get(name);
  }
}

function placeIn(subgraph: string, { parts, file }: SchemaParts, coordinate: string): Place | undefined {
  const [node] = parts.get(coordinate)?.nodes ?? [];
  return node && placeOf(subgraph, file, node);
}
