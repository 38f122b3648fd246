import type { MutationResolvers, QueryResolvers } from '../../generated/graphql.ts';
import { cohort, cohorts, SavedCohort, saveCohort } from './cohorts.ts';
import { compare } from './compare.ts';
import {
  DimensionDefinition,
  dimensions,
  FunnelDefinition,
  funnels,
  MeasureDefinition,
  measures,
} from './definitions.ts';
import { funnel } from './funnel.ts';
import { measure } from './measure.ts';
import { MeasureCell } from './measure-cell.ts';
import { timeToEvent } from './time-to-event.ts';

/** Questions to measures. */
export const measureQueries = {
  cohort,
  cohorts,
  compare,
  dimensions,
  funnel,
  funnels,
  measure,
  measures,
  timeToEvent,
} satisfies QueryResolvers;

/** What can be changed: saved cohorts. */
export const measureMutations = { saveCohort } satisfies MutationResolvers;

/** Types of the graph's part about measures. */
export const measureTypes = {
  DimensionDefinition,
  FunnelDefinition,
  MeasureCell,
  MeasureDefinition,
  SavedCohort,
};
