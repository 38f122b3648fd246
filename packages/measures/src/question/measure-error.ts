/**
 * Why a question to a measure is not answered.
 *
 * - `UNKNOWN_MEASURE`: no measure, version or funnel of that name, or one that cannot be asked this way.
 * - `UNKNOWN_DIMENSION`: no such dimension, the measure does not have it, or there are too many.
 * - `UNKNOWN_COHORT`: a cohort names what is no dimension of the measure, no code, or nobody at all.
 * - `COHORT_OFF_GRID`: a bound lies within a band.
 * - `BAD_PERIOD`: no days, in the wrong order, or too long.
 * - `AS_OF_OUT_OF_RANGE`: a moment before the first release tick, or in the future.
 * - `MEASURES_REBUILDING`: the store is being worked out anew.
 * - `MEASURES_NOT_KEPT`: this hub keeps none.
 * - `TOO_MANY_CELLS`: the answer would have more cells than can be told.
 */
export type MeasureErrorCode =
  | 'UNKNOWN_MEASURE'
  | 'UNKNOWN_DIMENSION'
  | 'UNKNOWN_COHORT'
  | 'COHORT_OFF_GRID'
  | 'BAD_PERIOD'
  | 'AS_OF_OUT_OF_RANGE'
  | 'MEASURES_REBUILDING'
  | 'MEASURES_NOT_KEPT'
  | 'TOO_MANY_CELLS';

/** A question that is not answered, with a message for whoever asked: what was expected, and what there is. */
export class MeasureError extends Error {
  override readonly name = 'MeasureError';
  readonly code: MeasureErrorCode;
  /** The argument that is wrong, for example `by`; null where none is. */
  readonly argument: string | null;

  /** @param argument the argument that is wrong. @default null */
  constructor(code: MeasureErrorCode, message: string, argument: string | null = null) {
    super(message);
    this.code = code;
    this.argument = argument;
  }
}
