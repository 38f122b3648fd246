import { required } from '@throughgate/subgraph-kit';
import type { CustodyClaimResolvers } from '../generated/graphql.ts';

/** A claim that was running when its claimant was received into prison. */
export const CustodyClaim: CustodyClaimResolvers = {
  id: ({ receptionId, claimId }) => `${receptionId} ${claimId}`,
  offender: ({ personId }, _arguments, { loaders }) => required(loaders.person.load(personId)),
  claim: ({ claimId }) => ({ __typename: 'Claim', id: claimId }),
  reception: ({ receptionId }) => ({ __typename: 'Movement', id: receptionId }),
  prison: ({ prisonId }) => (prisonId === null ? null : { __typename: 'Prison', id: prisonId }),
  closure: async (claim, _arguments, { loaders }) => {
    const { requestId } = await loaders.custodyClaimDetails.load(claim);
    return requestId === null ? null : { __typename: 'ClosureRequest', id: requestId };
  },
  inductionHeldOn: async (claim, _arguments, { loaders }) =>
    (await loaders.custodyClaimDetails.load(claim)).inductionHeldOn,
  namedContactThen: async (claim, _arguments, { loaders }) =>
    (await loaders.custodyClaimDetails.load(claim)).hadContact,
};
