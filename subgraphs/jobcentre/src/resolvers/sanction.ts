import { londonDate } from '@throughgate/domain';
import { required } from '@throughgate/subgraph-kit';
import type {
  SanctionFailure,
  SanctionLevel,
  SanctionResolvers,
  SanctionStatus,
} from '../generated/graphql.ts';
import { claim } from '../records/claim.ts';

/** A cut of benefit; whether its time is over is told by today's date. */
export const Sanction: SanctionResolvers = {
  claim: ({ claimId }, _arguments, { load }) => required(load(claim.row, claimId)),
  failure: ({ failure }) => failure as SanctionFailure,
  level: ({ level }) => level as SanctionLevel,
  status: ({ status, to }) => {
    const isOver = to !== null && to.toISOString().slice(0, 10) <= londonDate(new Date());
    return status === 'APPLIED' && isOver ? 'ENDED' : (status as SanctionStatus);
  },
};
