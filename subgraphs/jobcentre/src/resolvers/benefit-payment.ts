import { required } from '@throughgate/subgraph-kit';
import type { BenefitPaymentResolvers } from '../generated/graphql.ts';
import { claim } from '../records/claim.ts';

/** A payment of benefit for a period. */
export const BenefitPayment: BenefitPaymentResolvers = {
  claim: ({ claimId }, _arguments, { load }) => required(load(claim.row, claimId)),
};
