import type { PlainDate } from '@throughgate/domain';
import type { ProgrammeReferralRow } from './read-claimants.ts';

/**
 * Code of the provider on whose programme somebody was on a day: from the start, or where nobody told of it from the referral, to the
 * end. Of several the latest; null without one.
 */
export function providerOn(referrals: readonly ProgrammeReferralRow[], day: PlainDate): string | null {
  return (
    referrals.findLast(
      ({ referred_on, started_on, ended_on }) =>
        (started_on ?? referred_on) <= day && (ended_on === null || ended_on >= day),
    )?.provider_code ?? null
  );
}
