import type { Place } from '@throughgate/registry-client';
import type { CheckedSubgraph, CheckInput } from '../check-input.ts';
import { changedSchemas } from '../schema-changes/changed-schemas.ts';
import { hasDirective, saysFalse } from '../schema-changes/directive-arguments.ts';
import { definitionOf, placeOf, type SchemaParts, schemaParts } from '../schema-changes/schema-parts.ts';

/** Where something of the graph is to be mended. */
export interface PlaceOfRule {
  /** A subgraph that changes, where one of them has to do with it. */
  readonly subgraph: string;
  readonly places: readonly Place[];
}

/** Extent of the search: a change that answers for the type, any that changes it, any that has it. */
const rounds = [
  { isNew: true, isOwner: true },
  { isNew: true, isOwner: false },
  { isNew: false, isOwner: true },
  { isNew: false, isOwner: false },
];

/**
 * Creates a function that finds where something stands, by coordinates that have to do with it, the most telling first: what
 * changed itself, then what else the changed schemas say of it, then what the others say.
 */
export function createPlacesOfRules(input: CheckInput): (about: readonly string[]) => PlaceOfRule {
  const changed = changedSchemas(input);
  const others = input.proposed.filter(({ name }) => !changed.some(({ subgraph }) => subgraph.name === name));
  const read = new Map<string, SchemaParts | undefined>();
  return (about) => {
    for (const { isNew, isOwner } of rounds) {
      for (const coordinate of about) {
        for (const { subgraph, after, changes } of changed) {
          if ((isNew && !changes.changed.has(coordinate)) || (isOwner && isReference(after, coordinate)))
            continue;
          const place = placeIn(subgraph.name, after, coordinate);
          if (place) return { subgraph: subgraph.name, places: [place] };
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

/** Whether a schema has a type of another agency, or a field of one, only to refer to it. */
function isReference({ parts, names }: SchemaParts, coordinate: string): boolean {
  const nodes = [coordinate, definitionOf(coordinate)].flatMap((one) => parts.get(one)?.nodes ?? []);
  return nodes.some(
    (node) =>
      'directives' in node &&
      (hasDirective(node, names.namesOf('external')) ||
        node.directives?.some(
          (directive) =>
            names.namesOf('key').includes(directive.name.value) && saysFalse(directive, 'resolvable'),
        )),
  );
}

function placeIn(subgraph: string, { parts, file }: SchemaParts, coordinate: string): Place | undefined {
  const [node] = parts.get(coordinate)?.nodes ?? [];
  return node && placeOf(subgraph, file, node);
}
