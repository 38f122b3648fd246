import type { PlainDate } from '@throughgate/domain';
import type { Dimension } from '../declaration/dimension.ts';
import type { EpisodeKind } from '../declaration/episode-kind.ts';
import type { Measure } from '../declaration/measure.ts';

/** Codes of a dimension of which episodes of a cohort have one. */
export interface CohortPart {
  readonly dimension: Dimension;
  /** At least one, each once, in the order of text. */
  readonly codes: readonly string[];
}

/** A question that has been found good, in its canonical form: the same question has the same plan. */
export interface Plan {
  readonly measure: Measure;
  /** What it counts. */
  readonly kind: EpisodeKind;
  /** In the order of their ids. */
  readonly cohort: readonly CohortPart[];
  /** In the order of their ids. */
  readonly by: readonly Dimension[];
  readonly from: PlainDate;
  /** Included. */
  readonly to: PlainDate;
}

/** A plan in words that are the same for the same question: what the ledger knows it by. The as-of moment is not in it. */
export function canonicalQuestion({ measure, cohort, by, from, to }: Plan): string {
  return JSON.stringify({
    measure: `${measure.id}@${measure.version}`,
    cohort: Object.fromEntries(cohort.map(({ dimension, codes }) => [dimension.id, codes])),
    by: by.map(({ id }) => id),
    from,
    to,
  });
}
