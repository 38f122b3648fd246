import { placeFamilies } from './places/place-families.ts';
import { createPlaceLog } from './places/place-log.ts';
import { calibrationOf } from './profile.ts';
import type { PopulationOptions } from './simulate.ts';
import type { Step } from './step.ts';
import { dayOf } from './time/day.ts';

/**
 * What agencies recorded of their places and posts up to the end of a population: to be loaded once, before its people,
 * whose records name advisers, contacts and programmes. Loading them again, with another population, changes nothing.
 */
export function simulatePlaces({ profile, until }: Pick<PopulationOptions, 'profile' | 'until'>): Step[] {
  const log = createPlaceLog();
  for (const family of placeFamilies) family.write(log);
  return log.until(dayOf(until ?? calibrationOf(profile).until));
}
