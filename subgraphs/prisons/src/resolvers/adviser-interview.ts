import { prison } from '@throughgate/domain';
import type { AdviserInterviewPurpose, AdviserInterviewResolvers } from '../generated/graphql.ts';

/** An interview with the Employment and Benefit Adviser in prison. */
export const AdviserInterview: AdviserInterviewResolvers = {
  prison: ({ prisonId }) => {
    const held = prison(prisonId);
    if (!held) throw new Error(`prison ${prisonId} is not in the register any more`);
    return held;
  },
  purpose: ({ purpose }) => purpose as AdviserInterviewPurpose,
};
