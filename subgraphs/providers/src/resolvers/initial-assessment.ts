import { londonDate } from '@throughgate/domain';
import type { Attendance, InitialAssessmentResolvers } from '../generated/graphql.ts';

/** The initial assessment of a referral. */
export const InitialAssessment: InitialAssessmentResolvers = {
  attended: ({ attended }) => attended as Attendance | null,
  withinTenWorkingDays: ({ dueOn, completedOn }) => {
    if (completedOn !== null) return completedOn <= dueOn;
    // Nothing is recorded when a day passes, so whether it is overdue is decided against today's date in London.
    return dueOn.toISOString().slice(0, 10) < londonDate(new Date()) ? false : null;
  },
};
