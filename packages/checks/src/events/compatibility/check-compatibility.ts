import { isDeepStrictEqual } from 'node:util';
import { createFinding, type EventSources, type Finding } from '@throughgate/registry-client';
import { childOf } from '../json.ts';
import type { EventTypeSource } from '../read-event-types.ts';
import { typeFinding } from '../type-finding.ts';
import { createComparison } from './create-comparison.ts';
import { describeVersions } from './describe-versions.ts';
import type { PublishedEvents, PublishedSchema } from './published-events.ts';

/** A difference from published versions, in the words of the new schema's author. */
interface Difference {
  readonly code: 'HUB-C031' | 'HUB-C032';
  /** Where it is in the new schema. */
  readonly pointer: string;
  readonly was: string;
  readonly is: string;
}

/**
 * Checks event types against every version that was ever published (FULL_TRANSITIVE), since the log is kept for ever and is
 * replayed: old events must fit the new schemas, new events every old schema, and no type may go.
 * How two schemas are compared is said at {@link createComparison}.
 */
export function checkCompatibility(
  subgraph: string,
  sources: EventSources,
  types: readonly EventTypeSource[],
  published: PublishedEvents,
): Finding[] {
  const compare = createComparison();
  const entry = { subgraph, file: sources.entry, line: 1, column: 1 };
  const kept = new Set(types.map(({ type }) => type));
  const gone = [...published.types].filter(([type]) => !kept.has(type));
  return [
    ...gone.map(([type, schemas]) => {
      const last = schemas.flatMap(({ versions }) => versions).toSorted((a, b) => a - b);
      const message = `${type} is missing; it was published in ${describeVersions(last)} of the events.`;
      return createFinding('HUB-C033', { message, subgraph, coordinate: type, places: [entry] });
    }),
    ...types.flatMap((type) => checkType(type, published.types.get(type.type) ?? [])),
    ...(published.unreadable.length === 0
      ? []
      : [
          createFinding('HUB-C030', {
            severity: 'warning',
            message: `Nothing was compared with ${describeVersions(published.unreadable)} of the events: no longer readable.`,
            subgraph,
            places: [entry],
            fix: 'Tell the operator of the registry; the change itself is not at fault.',
          }),
        ]),
  ];

  function checkType(type: EventTypeSource, schemas: readonly PublishedSchema[]): Finding[] {
    const found = new Map<string, { difference: Difference; versions: number[] }>();
    for (const { schema, versions } of schemas) {
      for (const difference of differences(schema, type.schema)) {
        const name = JSON.stringify(difference);
        const known = found.get(name);
        if (known) known.versions.push(...versions);
        else found.set(name, { difference, versions: [...versions] });
      }
    }
    return [...found.values()].map(({ difference, versions }) => {
      const { code, pointer, was, is } = difference;
      const named = describeVersions(versions.toSorted((a, b) => a - b));
      const who =
        code === 'HUB-C031' ? `events of ${named} do not fit` : `readers of ${named} cannot take new events`;
      return typeFinding(
        code,
        type,
        pointer,
        `${who}: ${pointer === '' ? 'the schema' : pointer} was ${was}, is ${is}.`,
      );
    });
  }

  function differences(old: PublishedSchema['schema'], young: EventTypeSource['schema']): Difference[] {
    return [
      ...keptMeaning(old, young, 'entity'),
      // Whom the events on the log stand for must not change under those who have read them.
      ...keptMeaning(old, young, 'about', 'person'),
      ...compare(old, young).map(({ reader, written, read }) => ({
        code: 'HUB-C031' as const,
        pointer: reader,
        was: written,
        is: read,
      })),
      ...compare(young, old).map(({ writer, written, read }) => ({
        code: 'HUB-C032' as const,
        pointer: writer,
        was: read,
        is: written,
      })),
    ];
  }
}

/** The difference in a part of `x-throughgate` that never changes, if any; `fallback` is meant where it is left out. */
function keptMeaning(
  old: PublishedSchema['schema'],
  young: EventTypeSource['schema'],
  part: 'entity' | 'about',
  fallback?: string,
): Difference[] {
  const [was, is] = [old, young].map((schema) => childOf(schema['x-throughgate'], part) ?? fallback);
  if (isDeepStrictEqual(was, is)) return [];
  const pointer = `/x-throughgate/${part}`;
  return [{ code: 'HUB-C031', pointer, was: JSON.stringify(was), is: JSON.stringify(is) }];
}
