import { prison } from '@throughgate/domain';
import { lastsOn } from '@throughgate/subgraph-kit';
import type { PrisonResolvers } from '../generated/graphql.ts';
import { adviserPosting } from '../records/adviser-posting.ts';
import { facilityAudit } from '../records/facility-audit.ts';

/** A prison as other agencies and records of the Jobcentre name it. */
export interface PrisonReference {
  readonly id: string;
}

/** Adds to a prison of the register what the Jobcentre does there. */
export const Prison: PrisonResolvers = {
  __resolveReference: ({ id }) => (prison(id) ? { id } : null),
  advisers: async ({ id }, { on }, { load }) => {
    const postings = await load(adviserPosting.listOf.prisonId, id);
    return on == null ? postings : postings.filter((posting) => lastsOn(posting, on));
  },
  facilityAudits: ({ id }, _arguments, { load }) => load(facilityAudit.listOf.prisonId, id),
};
