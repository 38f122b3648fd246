import { badInput } from '@throughgate/subgraph-kit';
import type { CurfewWindow, CurfewWindowInput } from '../generated/graphql.ts';

const timeOfDay = /^([01]\d|2[0-3]):[0-5]\d$/;

/** A curfew window as licences store it. Raises `BAD_USER_INPUT` for a time that is not `HH:MM`, 00:00 to 23:59. */
export function curfewWindow(field: string, { day, from, until }: CurfewWindowInput): CurfewWindow {
  for (const [end, time] of Object.entries({ from, until })) {
    if (!timeOfDay.test(time)) {
      throw badInput(
        `${field}.${end}`,
        `"${field}.${end}" must be a time of day from 00:00 to 23:59, as 19:00, not "${time}".`,
      );
    }
  }
  return { day, from, until };
}
