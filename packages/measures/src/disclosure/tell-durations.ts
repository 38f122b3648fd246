import type { DurationStep } from './disclosure-control.ts';

/**
 * Steps of a curve as they may be told: events, and those lost to sight, each come in groups of at least `base`, on the day on which the
 * group is complete. How many there were until a day is then told as the middle of the two numbers of groups between which it lies.
 *
 * Source: midpoint rounding for survival curves, OpenSAFELY documentation, with one difference: there the first step comes with the
 * first event, whose day it tells. Here it waits for a whole group, and carries half a group more.
 *
 * @param steps in the order of days
 * @param base 1 tells all as it is
 */
export function tellDurations(steps: readonly DurationStep[], base: number): DurationStep[] {
  if (base <= 1) return [...steps];
  const events = groups(base);
  const censored = groups(base);
  return steps
    .map((step) => ({ days: step.days, events: events(step.events), censored: censored(step.censored) }))
    .filter((step) => step.events > 0 || step.censored > 0);
}

/** Takes how many more there are, and gives by how many the told number grows. */
function groups(base: number): (more: number) => number {
  let count = 0;
  let told = 0;
  return (more) => {
    count += more;
    const now = count < base ? 0 : count - (count % base) + Math.floor(base / 2);
    const growth = now - told;
    told = now;
    return growth;
  };
}
