import { londonDate, type PlainDate } from '@throughgate/domain';
import type { EngagementRow } from './rows.ts';

/**
 * Day on which a meeting was booked: as the agency says, or that of the event. Null where the event came only after the meeting
 * should have begun: then it was written up afterwards, and when it was booked nobody knows.
 */
export function bookedOn({ booked_on, booked_at, starts_at }: EngagementRow): PlainDate | null {
  if (booked_on !== null) return booked_on;
  if (booked_at === null || new Date(booked_at) > new Date(starts_at)) return null;
  return londonDate(new Date(booked_at));
}
