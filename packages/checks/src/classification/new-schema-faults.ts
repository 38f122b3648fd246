import type { CheckedSubgraph } from '../check-input.ts';
import type { ChangedSchema } from '../schema-changes/changed-schemas.ts';
import type { SchemaChanges } from '../schema-changes/schema-changes.ts';
import { definitionOf, placeOf, type SchemaParts } from '../schema-changes/schema-parts.ts';
import type { ClassificationFault } from './classification-fault.ts';
import { classifySchema } from './classify-schema.ts';
import { expectations } from './expectations.ts';
import { type GraphTags, graphTags } from './graph-tags.ts';
import { schemaTags } from './schema-tags.ts';

/**
 * What is wrong with the classification of a schema and was not before, or stands in a part that changed. Schemas that
 * were published before this check existed are not flooded.
 */
export function newSchemaFaults(
  { subgraph, before, after, changes }: ChangedSchema,
  others: readonly CheckedSubgraph[],
): ClassificationFault[] {
  const { name } = subgraph;
  const isNew = (known: ReadonlySet<string>) => (fault: ClassificationFault) =>
    changes.changed.has(fault.coordinate) || !known.has(keyOf(fault));
  const keysOf = (tags: GraphTags) => (before ? classifySchema(name, before, tags).map(keyOf) : []);
  const knownAlone = keysOf(noTags);
  const alone = classifySchema(name, after, noTags).filter(isNew(new Set(knownAlone)));
  const elsewhere = graphTags(concernedOthers(alone, after, changes, others));
  const known = new Set([...knownAlone, ...keysOf(elsewhere)]);
  const faults = classifySchema(name, after, elsewhere).filter(isNew(known));
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

const noTags: GraphTags = new Map();

/** Reading hundreds of schemas takes long: only those that could say something of what is new here. */
function concernedOthers(
  alone: readonly ClassificationFault[],
  after: SchemaParts,
  { changed }: SchemaChanges,
  others: readonly CheckedSubgraph[],
): CheckedSubgraph[] {
  const tags = schemaTags(after);
  const tagged = [...changed].filter((coordinate) => tags.of(after.parts.get(coordinate)).length > 0);
  const faulty = new Set(alone.map(({ coordinate }) => coordinate));
  const asked = expectations(after).filter(({ part }) => faulty.has(part.coordinate));
  const coordinates = [...tagged, ...asked.flatMap(({ classifiedBy }) => classifiedBy)];
  const names = [...new Set(coordinates.map(definitionOf))];
  return others.filter(({ schema }) => names.some((name) => schema.text.includes(name)));
}

function keyOf({ code, coordinate }: ClassificationFault): string {
  return `${code} ${coordinate}`;
}
