import type { Clock } from '../declaration/measure.ts';
import { clockOf } from './counted-episodes.ts';
import { countedSets } from './counted-sets.ts';
import type { Plan } from './plan.ts';

/**
 * For each set of a plan the condition under which its episodes are counted, apart from cohort, cell and period: two sets with one name and one
 * text are sets of the same things.
 */
export function conditionTexts({ measure }: Plan): Readonly<Record<string, string>> {
  const counted = [
    `day: ${measure.day}`,
    `after ${measure.matureAfterDays ?? 0} days`,
    measure.population.sql,
    ...measure.exclusions.map(({ sql }) => `not ${sql}`),
    ...('onLastDayOf' in measure && measure.onLastDayOf
      ? [`on the last day of each ${measure.onLastDayOf}`]
      : []),
  ];
  const clock = clockOf(measure);
  const waitedFor = clock ? clockText(clock) : measure.form === 'length' ? [measure.length] : undefined;
  const text = (more: readonly string[]) => [...counted, ...more].join(' | ');
  const sets = countedSets(measure).map(({ name, condition }) => {
    if (condition === null) return [name, text([])] as const;
    return [name, text(measure.form === 'duration' && waitedFor ? waitedFor : [condition.sql])] as const;
  });
  return {
    ...Object.fromEntries(sets),
    ...(measure.form === 'amount' && { sum: text([measure.pence]) }),
    ...(waitedFor && { durations: text(waitedFor) }),
  };
}

function clockText({ event, starts, ends, horizonDays, censoredOn }: Clock): readonly string[] {
  return [
    event.sql,
    `from ${starts} to ${ends} within ${horizonDays}`,
    ...censoredOn.map(({ sql }) => `before ${sql}`),
  ];
}
