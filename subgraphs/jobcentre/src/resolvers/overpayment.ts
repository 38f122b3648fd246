import { required } from '@throughgate/subgraph-kit';
import type { OverpaymentCause, OverpaymentResolvers } from '../generated/graphql.ts';
import { claim } from '../records/claim.ts';

/** What was paid and was not due. */
export const Overpayment: OverpaymentResolvers = {
  claim: ({ claimId }, _arguments, { load }) => required(load(claim.row, claimId)),
  cause: ({ cause }) => cause as OverpaymentCause,
};
