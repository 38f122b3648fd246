import type { Finding } from '../../contract/finding.ts';
import type { ErrorCode } from '../../errors/catalogue.ts';
import { createFinding } from '../create-finding.ts';
import type { EventTypeSource } from './read-event-sources.ts';

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
