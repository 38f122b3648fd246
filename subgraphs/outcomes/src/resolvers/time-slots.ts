import type { Interval } from '@throughgate/domain';

/** Stretches of time as the graph has them. */
export function timeSlots(intervals: readonly Interval[]): { startsAt: string; endsAt: string }[] {
  return intervals.map(({ from, until }) => ({
    startsAt: new Date(from).toISOString(),
    endsAt: new Date(until).toISOString(),
  }));
}
