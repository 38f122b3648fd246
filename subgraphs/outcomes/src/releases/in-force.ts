import type { PlainDate } from '@throughgate/domain';

/** Whether a day lies in a period of whole days; what has no last day goes on. */
export function inForceOn(day: PlainDate, from: PlainDate | null, to: PlainDate | null): boolean {
  return from !== null && from <= day && (to === null || to >= day);
}
