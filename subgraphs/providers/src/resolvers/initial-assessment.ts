import { londonDate } from '@throughgate/domain';
import type { Attendance, InitialAssessmentResolvers } from '../generated/graphql.ts';
import { initialAssessment } from '../records/initial-assessment.ts';
import { keyWorkers } from '../records/key-worker.ts';

/** A booking of the initial assessment of a referral. */
export const InitialAssessment: InitialAssessmentResolvers = {
  attended: ({ attended }) => attended as Attendance | null,
  keyWorker: ({ keyWorkerId }, _arguments, { load }) =>
    keyWorkerId === null ? null : load(keyWorkers, keyWorkerId),
  withinTenWorkingDays: ({ dueOn, completedOn }) => {
    if (completedOn !== null) return completedOn <= dueOn;
    // Nothing is recorded when a day passes, so whether it is overdue is decided against today's date in London.
    return dueOn.toISOString().slice(0, 10) < londonDate(new Date()) ? false : null;
  },
  supersedes: ({ supersedesId }, _arguments, { load }) =>
    supersedesId === null ? null : load(initialAssessment.row, supersedesId),
  supersededBy: ({ supersededById }, _arguments, { load }) =>
    supersededById === null ? null : load(initialAssessment.row, supersededById),
};
