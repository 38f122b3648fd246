import { dayOf, isoDate } from '../time/day.ts';
import type { PlaceFamily } from './place-family.ts';

/** The Greater Manchester service: 6,188 referrals in the 32 months to February 2024 (Career Connect, Impact Report 2023–24). */
const service = { contractReference: 'DN535743', referrals: 6_188, from: '2021-07-01', months: 32 } as const;

/** The first day of the month so many months after a first day of a month. */
function monthAfter(first: string, months: number): string {
  const month = Number(first.slice(5, 7)) - 1 + months;
  return `${Number(first.slice(0, 4)) + Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}-01`;
}

/** Referrals that a contract is to bring, spread over its months. That the target is spread evenly is an assumption. */
export const referralTargets: PlaceFamily = {
  write(log) {
    const { contractReference, referrals, from, months } = service;
    for (let month = 0; month < months; month++) {
      const upTo = (count: number) => Math.round((referrals * count) / months);
      log.add('providers', 'setReferralTarget', dayOf(from), `places:targets:${contractReference}:${month}`, {
        contractReference,
        month: isoDate(dayOf(monthAfter(from, month))),
        referrals: upTo(month + 1) - upTo(month),
      });
    }
  },
};
