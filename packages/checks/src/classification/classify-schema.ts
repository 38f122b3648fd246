import type { Place } from '@throughgate/registry-client';
import { placeOf, type SchemaParts } from '../schema-changes/schema-parts.ts';
import type { ClassificationFault } from './classification-fault.ts';
import { type DataClass, isDataClass, isWeaker } from './data-class.ts';
import { expectations } from './expectations.ts';
import type { GraphTags } from './graph-tags.ts';
import { schemaTags } from './schema-tags.ts';

/** Finds what is not classified in a schema, or wrongly, given the tags of all other subgraphs of the graph. */
export function classifySchema(
  subgraph: string,
  schema: SchemaParts,
  elsewhere: GraphTags,
): ClassificationFault[] {
  return [...contradictions(subgraph, schema, elsewhere), ...unclassified(subgraph, schema, elsewhere)];
}

function contradictions(subgraph: string, schema: SchemaParts, elsewhere: GraphTags): ClassificationFault[] {
  const tags = schemaTags(schema);
  return [...schema.parts.values()].flatMap((part): ClassificationFault[] => {
    const [node] = part.nodes;
    const given = tags.of(part);
    if (!node || given.length === 0) return [];
    const { coordinate } = part;
    const places = [placeOf(subgraph, schema.file, node)];
    const fault = (message: string, more: readonly Place[] = []): ClassificationFault => ({
      code: 'HUB-C022',
      severity: 'error',
      coordinate,
      message,
      places: [...places, ...more],
    });
    const unknown = given.filter((one) => !isDataClass(one));
    if (unknown.length > 0) {
      return unknown.map((one) => fault(`"data:${one}" of ${coordinate} is no classification.`));
    }
    if (given.length > 1) {
      return [
        fault(`${coordinate} has several classifications: ${given.map((one) => `data:${one}`).join(', ')}.`),
      ];
    }
    const other = elsewhere.get(coordinate)?.find(({ dataClass }) => dataClass !== given[0]);
    if (!other) return [];
    const said = `data:${given[0]} here and data:${other.dataClass} in subgraph ${other.subgraph}`;
    return [fault(`${coordinate} is classified as ${said}; the graph would carry both.`, [other.place])];
  });
}

function unclassified(subgraph: string, schema: SchemaParts, elsewhere: GraphTags): ClassificationFault[] {
  const tags = schemaTags(schema);
  const classOf = (coordinate: string): DataClass | 'unknown' | undefined => {
    const [own] = tags.of(schema.parts.get(coordinate));
    if (own === undefined) return elsewhere.get(coordinate)?.[0]?.dataClass;
    return isDataClass(own) ? own : 'unknown';
  };
  return expectations(schema).flatMap(
    ({ part, expects, because, classifiedBy, orByAllOf }): ClassificationFault[] => {
      const [node] = part.nodes;
      if (!node) return [];
      const { coordinate, holder } = part;
      const places = [placeOf(subgraph, schema.file, node)];
      const by = classifiedBy.find((one) => classOf(one) !== undefined);
      const given = by === undefined ? undefined : classOf(by);
      if (given === 'unknown') return [];
      if (given !== undefined) {
        if (!isWeaker(given, expects)) return [];
        const message = `${coordinate} is classified as data:${given}${by === coordinate ? '' : ` by ${by}`}, but its name says data:${expects}.`;
        return [{ code: 'HUB-C022', severity: 'warning', coordinate, message, places }];
      }
      if (orByAllOf.length > 0 && orByAllOf.every((one) => classOf(one) !== undefined)) return [];
      const hint = tags.directive === null ? ' The schema does not import "@tag" yet.' : '';
      const message = `${coordinate} has no classification; its name says data:${expects}.${hint}`;
      const ofType = because === 'type' && holder !== null ? { ofType: holder } : {};
      return [{ code: 'HUB-C021', coordinate, message, places, ...ofType }];
    },
  );
}
