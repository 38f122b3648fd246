import type { Pathway, PathwayState, PathwayStatusResolvers } from '../generated/graphql.ts';

/** How it stands with a field of resettlement. */
export const PathwayStatus: PathwayStatusResolvers = {
  pathway: ({ pathway }) => pathway as Pathway,
  status: ({ status }) => status as PathwayState,
  unanswered: ({ askedOn, answeredOn }) => askedOn !== null && answeredOn === null,
};
