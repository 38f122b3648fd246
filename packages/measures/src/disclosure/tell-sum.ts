import { fraction } from './round-count.ts';

/** A multiplier without a common factor with 2^64: a sum must not go up whenever its count does. */
const otherKey = 0x9e3779b97f4a7c15n;

/**
 * A sum of pence as it may be told: null where one person has more than the share `dominance` of it (the (n,k) rule with n = 1), else rounded up or
 * down, by its records' keys, to a multiple of the next 1, 2 or 5 × 10^n from the largest part that one person has. So whether any one person is in
 * it is never more than a step.
 *
 * Source: Handbook on Statistical Disclosure Control, magnitude tables: sensitivity rules. Which step is our own choice; it
 * tells of the largest part no more than the step says.
 */
export function tellSum(
  { total, largest }: { readonly total: number; readonly largest: number },
  keySum: bigint,
  dominance: number,
): number | null {
  if (total <= 0 || largest > total * dominance) return null;
  const step = stepFrom(largest);
  const over = total % step;
  if (over === 0) return total;
  return fraction(keySum * otherKey) < over / step ? total - over + step : total - over;
}

function stepFrom(size: number): number {
  for (let power = 1; ; power *= 10) {
    for (const digit of [1, 2, 5]) if (digit * power >= size) return digit * power;
  }
}
