import type { CheckedSubgraph } from '../check-input.ts';
import { definitionOf, schemaParts } from '../schema-changes/schema-parts.ts';

/**
 * Which of these parts another subgraph describes. Composition takes a description from any subgraph that has the
 * part, so one that only names another’s entity need not repeat it.
 */
export function describedElsewhere(
  coordinates: readonly string[],
  others: readonly CheckedSubgraph[],
): ReadonlySet<string> {
  const described = new Set<string>();
  if (coordinates.length === 0) return described;
  // The `@` of a directive stands before its name in the text as well.
  const names = [...new Set(coordinates.map(definitionOf))];
  for (const { schema } of others) {
    if (!names.some((name) => schema.text.includes(name))) continue;
    const parts = schemaParts(schema)?.parts;
    for (const coordinate of coordinates) {
      const isDescribed = parts
        ?.get(coordinate)
        ?.nodes.some((node) => 'description' in node && node.description);
      if (isDescribed) described.add(coordinate);
    }
  }
  return described;
}
