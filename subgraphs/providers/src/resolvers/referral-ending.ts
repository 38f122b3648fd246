import type { ReferralEndingResolvers } from '../generated/graphql.ts';
import { endReason } from '../records/end-reason.ts';

/** How a referral ended; its columns are of the referral's row. */
export const ReferralEnding: ReferralEndingResolvers = {
  reasonCode: ({ endReasonCode }) => endReasonCode,
  reason: ({ status, endReasonCode }) =>
    endReasonCode === null ? null : (endReason(status, endReasonCode)?.description ?? null),
};
