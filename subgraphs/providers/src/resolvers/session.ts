import { required } from '@throughgate/subgraph-kit';
import type { Attendance, SessionResolvers } from '../generated/graphql.ts';

/** A delivery session. */
export const Session: SessionResolvers = {
  __resolveReference: ({ id }, { loaders }) => loaders.session.load(id),
  referral: ({ referenceNumber }, _arguments, { loaders }) => required(loaders.referral, referenceNumber),
  attended: ({ attended }) => attended as Attendance | null,
};
