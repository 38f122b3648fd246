import { daysBetween } from '@throughgate/domain';
import type { Dimension } from '../declaration/dimension.ts';
import type { Plan } from './plan.ts';

/** Days of the shortest code of time, a week. */
const shortest = 7;

/** How many cells the answer to a plan may have at most, by the lists of its dimensions. */
export function possibleCells(plan: Plan): number {
  return plan.by.reduce((cells, dimension) => cells * possibleCodes(dimension, plan), 1);
}

function possibleCodes(dimension: Dimension, { cohort, from, to }: Plan): number {
  const narrowed = cohort.find((part) => part.dimension === dimension);
  if (narrowed) return narrowed.codes.length;
  if (dimension.codes) return dimension.codes.length;
  if (!dimension.days) return Number.POSITIVE_INFINITY;
  return Math.ceil(daysBetween(from, to) / shortest) + 1;
}
