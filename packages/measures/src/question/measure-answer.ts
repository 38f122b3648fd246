import type { Funnel } from '../declaration/funnel.ts';
import type { Measure } from '../declaration/measure.ts';
import type { DurationStep } from '../disclosure/disclosure-control.ts';

/** How far an agency's events are in. */
export interface AgencyCompleteness {
  readonly agency: string;
  /** Up to when; null where it never told any. */
  readonly upTo: Date | null;
  /** Events that it has told and that are not in the answer. */
  readonly behind: number;
  /** Whether it has told nothing for longer than it usually does. */
  readonly silent: boolean;
}

/** How much of what agencies had to tell an answer rests on. */
export interface Completeness {
  /** Share of the agencies that had told everything, 0 to 1. */
  readonly value: number;
  readonly agencies: readonly AgencyCompleteness[];
}

/** A code of a dimension, with its words. */
export interface CellKey {
  readonly dimension: string;
  readonly code: string;
  readonly label: string;
}

/** A number of a measure, as it may be told. */
export interface AnswerCell {
  /** A code for each dimension of the question; none for the total. */
  readonly by: readonly CellKey[];
  readonly value: number | null;
  readonly numerator: number | null;
  readonly denominator: number | null;
  /** Lower end of the 95% interval. */
  readonly lower: number | null;
  /** Upper end of the 95% interval. */
  readonly upper: number | null;
  /** Whether something of it is not told. */
  readonly suppressed: boolean;
  /** Of a measure of days: what quantiles are worked out from. */
  readonly durations: readonly DurationStep[] | null;
  readonly target: number | null;
}

/** What every answer says of itself. */
interface Told {
  /** The release that it is as of. */
  readonly asOf: Date;
  /** Policy of disclosure control with its version, for example `moj/1`. */
  readonly policy: string;
  readonly completeness: Completeness;
}

/** An answer to a question. Of a measure without records it has no cells, and a total of nulls. */
export interface MeasureAnswer extends Told {
  readonly definition: Measure;
  /** SQL as it was run, parameters by name. */
  readonly sql: string;
  readonly cells: readonly AnswerCell[];
  readonly total: AnswerCell;
}

/** Two cohorts and the interval of their difference. */
export interface ComparisonAnswer extends Told {
  readonly definition: Measure;
  /** SQL as it was run for the first, parameters by name. */
  readonly sql: string;
  readonly a: AnswerCell;
  readonly b: AnswerCell;
  /** Value of the first less that of the second. */
  readonly difference: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
}

/** A point of a curve. */
export interface CurvePoint {
  readonly days: number;
  /** Share to whom the event has come by then, 0 to 1. */
  readonly share: number;
  readonly lower: number;
  readonly upper: number;
  readonly atRisk: number;
}

/** The share to whom an event has come, by days. */
export interface Curve {
  readonly by: readonly CellKey[];
  readonly suppressed: boolean;
  readonly points: readonly CurvePoint[];
}

/** Curves of a measure of days. */
export interface CurvesAnswer extends Told {
  readonly definition: Measure;
  readonly curves: readonly Curve[];
}

/** A step of a funnel, as it may be told. */
export interface FunnelStepAnswer {
  readonly id: string;
  readonly count: number | null;
  /** Share of those of the step before. */
  readonly share: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
  /** Median days from the step before. */
  readonly medianDays: number | null;
  readonly suppressed: boolean;
}

/** A funnel of one group. */
export interface FunnelCell {
  readonly by: readonly CellKey[];
  readonly steps: readonly FunnelStepAnswer[];
}

/** How far people come. */
export interface FunnelAnswer extends Told {
  readonly definition: Funnel;
  /** SQL as it was run, a question for each step after the first, parameters by name. */
  readonly sql: string;
  readonly cells: readonly FunnelCell[];
  readonly total: FunnelCell;
}
