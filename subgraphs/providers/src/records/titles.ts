import type { Attendance, Complexity, OutcomeType, ReferralStatus } from '../generated/graphql.ts';

/** Titles of the codes that events carry, by their list: one that lacks a value of the graph does not compile. */
export const titles = {
  attendance: {
    YES: 'came on time',
    LATE: 'came late',
    NO: 'did not come',
  } satisfies Record<Attendance, string>,
  complexity: {
    LOW: 'low',
    MEDIUM: 'medium',
    HIGH: 'high',
  } satisfies Record<Complexity, string>,
  outcomeType: {
    EMPLOYMENT: 'started a job',
    TRAINING: 'started or completed training',
    EDUCATION: 'started or completed education',
  } satisfies Record<OutcomeType, string>,
  referralStatus: {
    PRE_ICA: 'before the initial assessment',
    POST_ICA: 'assessed',
    COMPLETED: 'completed',
    WITHDRAWN: 'withdrawn',
    CANCELLED: 'cancelled',
  } satisfies Record<ReferralStatus, string>,
};
