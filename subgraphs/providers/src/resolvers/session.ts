import { required } from '@throughgate/subgraph-kit';
import type { Attendance, SessionResolvers } from '../generated/graphql.ts';
import { referral } from '../records/referral.ts';

/** A delivery session. */
export const Session: SessionResolvers = {
  referral: ({ referenceNumber }, _arguments, { load }) => required(load(referral.row, referenceNumber)),
  attended: ({ attended }) => attended as Attendance | null,
};
