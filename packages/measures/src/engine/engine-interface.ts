import type { Dimension } from '../declaration/dimension.ts';
import type { EpisodeKind } from '../declaration/episode-kind.ts';
import type { Funnel } from '../declaration/funnel.ts';
import type { Measure } from '../declaration/measure.ts';
import type { DurationStep } from '../disclosure/disclosure-control.ts';
import type {
  ComparisonAnswer,
  CurvesAnswer,
  FunnelAnswer,
  MeasureAnswer,
} from '../question/measure-answer.ts';
import type { Cohort, MeasureQuestion } from '../question/measure-question.ts';

/** A question that compares two cohorts. */
export interface ComparisonQuestion extends Omit<MeasureQuestion, 'cohort' | 'by'> {
  readonly a: Cohort;
  readonly b: Cohort;
}

/** A question to a funnel. */
export interface FunnelQuestion extends Omit<MeasureQuestion, 'measure'> {
  /** Id of the funnel. */
  readonly funnel: string;
}

/**
 * What answers questions to measures. Every method raises `MeasureError` for a question that cannot be answered as it was put,
 * with what there is.
 */
export interface MeasuresEngine {
  /** All measures in all their versions. */
  readonly measures: readonly Measure[];
  readonly dimensions: readonly Dimension[];
  readonly episodeKinds: readonly EpisodeKind[];
  readonly funnels: readonly Funnel[];
  answer(question: MeasureQuestion, signal?: AbortSignal): Promise<MeasureAnswer>;
  compare(question: ComparisonQuestion, signal?: AbortSignal): Promise<ComparisonAnswer>;
  timeToEvent(question: MeasureQuestion, signal?: AbortSignal): Promise<CurvesAnswer>;
  funnel(question: FunnelQuestion, signal?: AbortSignal): Promise<FunnelAnswer>;
  /** A measure with the SQL of a question to it without dimensions; no SQL where there are no records. */
  definition(id: string, version?: number): { readonly measure: Measure; readonly sql: string | null };
  /** Days by which the event has come to a share of people; null where it is not reached. */
  quantile(durations: readonly DurationStep[], at: number): number | null;
}
