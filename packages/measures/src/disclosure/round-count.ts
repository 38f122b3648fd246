import type { DisclosurePolicy } from './policies/disclosure-policy.ts';

/**
 * A count as a multiple of `base`. By cell key: the key is the sum of its records' keys modulo 2^64 as a fraction, and the count goes up to
 * the next multiple if that is below (count mod base)/base, else down. The same records give the same number in every table
 * and for ever; the mean over many counts is right. Totals are rounded on their own and need not add up.
 *
 * Source: Handbook on Statistical Disclosure Control, random rounding and the cell key method; ONS, Census 2021.
 */
export function roundCount(
  { count, keySum }: { readonly count: number; readonly keySum: bigint },
  { base, rounding }: Pick<DisclosurePolicy, 'base' | 'rounding'>,
): number {
  const over = count % base;
  if (over === 0) return count;
  const up = rounding === 'nearest' ? over * 2 >= base : fraction(keySum) < over / base;
  return up ? count - over + base : count - over;
}

/** How far a told number may be from the count behind it. */
export function roundingError({ base, rounding }: Pick<DisclosurePolicy, 'base' | 'rounding'>): number {
  return rounding === 'nearest' ? Math.floor(base / 2) : base - 1;
}

/** A sum of record keys as a fraction from 0, included, to 1. */
export function fraction(keySum: bigint): number {
  return Number(BigInt.asUintN(64, keySum) >> 11n) / 2 ** 53;
}
