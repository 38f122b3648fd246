import type { Place } from '@throughgate/registry-client';
import type { CheckedSubgraph } from '../check-input.ts';
import { placeOf, type SchemaParts, schemaParts } from '../schema-changes/schema-parts.ts';
import { type DataClass, isDataClass } from './data-class.ts';
import { schemaTags, tagPrefix } from './schema-tags.ts';

/** A classification of a part by one subgraph. */
export interface GivenClass {
  readonly subgraph: string;
  readonly dataClass: DataClass;
  readonly place: Place;
}

/** Classifications of the whole graph: composition unites the tags that subgraphs give to the same part. */
export type GraphTags = ReadonlyMap<string, readonly GivenClass[]>;

/** Reads the classifications that subgraphs give, by coordinate. */
export function graphTags(subgraphs: readonly CheckedSubgraph[]): GraphTags {
  const given = new Map<string, GivenClass[]>();
  for (const { name, schema } of subgraphs) {
    const parts = schema.text.includes(tagPrefix) ? schemaParts(schema) : undefined;
    if (parts) addTags(given, name, parts);
  }
  return given;
}

function addTags(given: Map<string, GivenClass[]>, subgraph: string, schema: SchemaParts): void {
  const tags = schemaTags(schema);
  for (const part of schema.parts.values()) {
    const [node] = part.nodes;
    if (!node) continue;
    for (const dataClass of tags.of(part)) {
      if (!isDataClass(dataClass)) continue;
      const known = given.get(part.coordinate) ?? [];
      given.set(part.coordinate, [
        ...known,
        { subgraph, dataClass, place: placeOf(subgraph, schema.file, node) },
      ]);
    }
  }
}
