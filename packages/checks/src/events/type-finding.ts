import { createFinding, type ErrorCode, type Finding } from '@throughgate/registry-client';
import type { EventTypeSource } from './read-event-types.ts';

/** A finding about the part of an event type's schema at a JSON pointer. */
export function typeFinding(
  code: ErrorCode,
  { type, placeOf }: EventTypeSource,
  pointer: string,
  message: string,
): Finding {
  const place = placeOf(pointer);
  return createFinding(code, {
    message: `${type}: ${message}`,
    subgraph: place.subgraph,
    coordinate: pointer === '' ? type : `${type}#${pointer}`,
    places: [place],
  });
}
