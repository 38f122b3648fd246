import type { CheckedSubgraph } from '../check-input.ts';
import type { ChangedSchema } from '../schema-changes/changed-schemas.ts';
import { placeOf } from '../schema-changes/schema-parts.ts';
import type { ClassificationFault } from './classification-fault.ts';
import { classifySchema } from './classify-schema.ts';
import { graphTags } from './graph-tags.ts';

/**
 * What is wrong with the classification of a schema and was not before, or stands in a part that changed. Schemas that
 * were published before this check existed are not flooded.
 */
export function newSchemaFaults(
  { subgraph, before, after, changes }: ChangedSchema,
  others: readonly CheckedSubgraph[],
): ClassificationFault[] {
  const elsewhere = graphTags(others);
  const known = new Set((before ? classifySchema(subgraph.name, before, elsewhere) : []).map(keyOf));
  const faults = classifySchema(subgraph.name, after, elsewhere).filter(
    (fault) => changes.changed.has(fault.coordinate) || !known.has(keyOf(fault)),
  );
  // Of a new type that should be classified as a whole one fault is told, and not one for each field.
  const told = new Set<string>();
  return faults.flatMap((fault) => {
    const type = fault.ofType;
    const [node] = type !== undefined && changes.added.has(type) ? (after.parts.get(type)?.nodes ?? []) : [];
    if (type === undefined || !node) return [fault];
    if (told.has(type)) return [];
    told.add(type);
    const count = faults.filter(({ ofType }) => ofType === type).length;
    const message = `${type} has no classification, nor have ${count} of its fields; its name says what it is about.`;
    return [{ ...fault, coordinate: type, message, places: [placeOf(subgraph.name, after.file, node)] }];
  });
}

function keyOf({ code, coordinate }: ClassificationFault): string {
  return `${code} ${coordinate}`;
}
