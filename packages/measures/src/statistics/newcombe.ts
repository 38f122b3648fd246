import { type Interval, within } from './interval.ts';
import { wilson } from './wilson.ts';

/** A share, as counted. */
export interface CountedShare {
  readonly numerator: number;
  /** 1 or more. */
  readonly denominator: number;
}

/**
 * The interval of the difference of two independent shares, the first less the second: the hybrid score interval without correction for
 * continuity, made of Wilson's of each.
 * Source: R. G. Newcombe, "Interval estimation for the difference between independent proportions: comparison of eleven methods",
 * Statistics in Medicine 17 (1998), 873–890, method 10.
 */
export function newcombe(first: CountedShare, second: CountedShare): Interval {
  const [one, other] = [first, second].map(({ numerator, denominator }) => ({
    share: numerator / denominator,
    ...wilson(numerator, denominator),
  })) as [Interval & { share: number }, Interval & { share: number }];
  const difference = one.share - other.share;
  return {
    lower: within(-1, difference - Math.hypot(one.share - one.lower, other.upper - other.share), 1),
    upper: within(-1, difference + Math.hypot(one.upper - one.share, other.share - other.lower), 1),
  };
}
