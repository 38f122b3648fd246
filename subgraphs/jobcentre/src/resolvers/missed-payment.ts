import { required } from '@throughgate/subgraph-kit';
import type { MissedPaymentResolvers } from '../generated/graphql.ts';
import { adviser } from '../records/adviser.ts';
import { claim } from '../records/claim.ts';

/** A payment that did not come when it was due. */
export const MissedPayment: MissedPaymentResolvers = {
  reportedBy: ({ reportedBy }, _arguments, { load }) =>
    reportedBy === null ? null : load(adviser.row, reportedBy),
  claim: ({ claimId }, _arguments, { load }) => required(load(claim.row, claimId)),
};
