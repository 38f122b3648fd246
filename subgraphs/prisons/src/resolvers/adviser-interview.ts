import { prison } from '@throughgate/domain';
import { required } from '@throughgate/subgraph-kit';
import type { AdviserInterviewPurpose, AdviserInterviewResolvers } from '../generated/graphql.ts';
import { prisoner } from '../records/prisoner.ts';

/** An interview with the Employment and Benefit Adviser in prison. */
export const AdviserInterview: AdviserInterviewResolvers = {
  prisoner: ({ prisonerNumber }, _arguments, { load }) => required(load(prisoner.row, prisonerNumber)),
  prison: ({ prisonId }) => {
    const held = prison(prisonId);
    if (!held) throw new Error(`prison ${prisonId} is not in the register any more`);
    return held;
  },
  purpose: ({ purpose }) => purpose as AdviserInterviewPurpose,
};
