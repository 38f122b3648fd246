import type { PlainDate } from '@throughgate/domain';

/** Which episodes: for each dimension the codes of which one must be theirs. An empty cohort is everybody. */
export type Cohort = Readonly<Record<string, readonly string[]>>;

/** A question to a measure. */
export interface MeasureQuestion {
  /** Id of the measure. */
  readonly measure: string;
  /** Its version. @default the one that is valid on the as-of day */
  readonly version?: number | undefined;
  readonly cohort: Cohort;
  /** Dimensions by which it is counted, in this order; at most 3. */
  readonly by: readonly string[];
  /** First day of the period. */
  readonly from: PlainDate;
  /** Last day of the period. */
  readonly to: PlainDate;
  /** As known at this moment. @default the latest release tick */
  readonly asOf?: Date | undefined;
}
