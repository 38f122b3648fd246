import { weeklyHours } from '@throughgate/subgraph-kit';
import type { CurfewWindow, CurfewWindowInput } from '../generated/graphql.ts';

/** A curfew window as licences store it. Raises `BAD_USER_INPUT` for a time that is not `HH:MM`, 00:00 to 23:59. */
export function curfewWindow(field: string, { day, from, until }: CurfewWindowInput): CurfewWindow {
  return weeklyHours(field, { day, from, until }, '19:00');
}
