import { type Interval, within } from './interval.ts';
import { z95 } from './normal-quantile.ts';

/**
 * Wilson's score interval of a share, without correction for continuity. It stays in [0, 1] and holds the share, also at none and all.
 * Source: E. B. Wilson, "Probable Inference, the Law of Succession, and Statistical Inference", JASA 22 (1927), 209–212.
 * @param numerator how many of them, 0 to `denominator`
 * @param denominator how many, 1 or more
 */
export function wilson(numerator: number, denominator: number): Interval {
  const share = numerator / denominator;
  const square = z95 ** 2;
  const centre = share + square / (2 * denominator);
  const reach = z95 * Math.sqrt((share * (1 - share)) / denominator + square / (4 * denominator ** 2));
  const scale = 1 + square / denominator;
  // Rounding of the machine must not leave the share out, which is an end at none and at all.
  return {
    lower: within(0, (centre - reach) / scale, share),
    upper: within(share, (centre + reach) / scale, 1),
  };
}
