import { required } from '@throughgate/subgraph-kit';
import type { EteReferralResolvers } from '../generated/graphql.ts';
import { probationCase } from '../records/probation-case.ts';

/** A referral for education, training and employment support. */
export const EteReferral: EteReferralResolvers = {
  case: ({ crn }, _arguments, { load }) => required(load(probationCase.row, crn)),
};
