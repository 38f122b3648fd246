import { required } from '@throughgate/subgraph-kit';
import type { OutcomeResolvers, OutcomeType } from '../generated/graphql.ts';
import { referral } from '../records/referral.ts';

/** Something that the person achieved. */
export const Outcome: OutcomeResolvers = {
  referral: ({ referenceNumber }, _arguments, { load }) => required(load(referral.row, referenceNumber)),
  type: ({ type }) => type as OutcomeType,
};
