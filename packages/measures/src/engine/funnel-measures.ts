import type { Funnel, FunnelStep } from '../declaration/funnel.ts';
import type { DurationMeasure } from '../declaration/measure.ts';

/** Days after which nobody waits for the next step any longer: a hundred years, since a funnel knows no window. */
const noHorizon = 36_525;

/**
 * The measures that a funnel is made of, one for each step after the first: of those who took all steps before it, to how many it came, and
 * how long that took. As measures they go the way of all numbers.
 */
export function funnelMeasures(funnel: Funnel): readonly DurationMeasure[] {
  const { id, title, version, validFrom, validTo, episode, population, day } = funnel;
  const { dimensions, agencies, owner, source, steps } = funnel;
  return steps.slice(1).map((step, at) => {
    const before = steps.slice(0, at + 1);
    const from = before[at] as FunnelStep;
    return {
      form: 'duration',
      id: `${id}/${step.id}`,
      title: `${title}: ${step.words}`,
      question: `Of those of the step before (${from.words}), to how many did it come, and after how many days?`,
      version,
      validFrom,
      validTo,
      episode,
      day,
      dimensions,
      agencies,
      owner,
      source,
      population: {
        words: [population.words, ...before.map(({ words }) => words)].join('; '),
        sql: [population.sql, ...before.map(taken)].map((sql) => `(${sql})`).join(' AND '),
      },
      clockStart: from.words,
      window: null,
      exclusions: [],
      target: null,
      event: { words: step.words, sql: taken(step) },
      starts: from.on,
      ends: step.on,
      censoredOn: [],
      horizonDays: noHorizon,
    };
  });
}

function taken({ on }: FunnelStep): string {
  return `(${on}) <= $as_of`;
}
