import type { EventSources } from '@throughgate/registry-client';
import { childOf, segmentsOf } from '../events/json.ts';
import { type EventTypeSource, readEventTypes } from '../events/read-event-types.ts';
import type { ClassificationFault } from './classification-fault.ts';
import { classifyEvent } from './classify-event.ts';

/**
 * What is wrong with the classification of event data and was not before, or stands at a property that changed.
 * Sources that cannot be read are reported by the check of events.
 */
export function newEventFaults(
  subgraph: string,
  before: EventSources | null | undefined,
  after: EventSources,
): ClassificationFault[] {
  const read = (sources: EventSources) => readEventTypes(subgraph, sources, { isChecked: true }).types;
  const old = new Map((before ? read(before) : []).map((source) => [source.type, source]));
  return read(after).flatMap((source) => {
    const published = old.get(source.type);
    if (!published) return classifyEvent(source);
    const known = new Set(classifyEvent(published).map(({ code, coordinate }) => `${code} ${coordinate}`));
    return classifyEvent(source).filter(
      ({ code, coordinate }) =>
        !known.has(`${code} ${coordinate}`) || isChanged(coordinate, published, source),
    );
  });
}

function isChanged(coordinate: string, before: EventTypeSource, after: EventTypeSource): boolean {
  const [, pointer = ''] = coordinate.split('#', 2);
  const [old, now] = [before, after].map(({ schema }) => {
    const at = (segmentsOf(pointer) ?? []).reduce<unknown>(childOf, schema);
    // Properties within are judged for themselves.
    return JSON.stringify(at, (name, value: unknown) => (name === 'properties' ? undefined : value));
  });
  return old !== now;
}
