import type { JourneyEventResolvers } from '../generated/graphql.ts';
import { subjectOf } from '../journey/subject.ts';

/** An event of a journey. */
export const JourneyEvent: JourneyEventResolvers = {
  occurredAt: ({ occurred_at }) => occurred_at.toISOString(),
  recordedAt: ({ recorded_at }) => recorded_at.toISOString(),
  learntAt: ({ learnt_at }) => learnt_at.toISOString(),
  subject: ({ subject_type, subject_id }) => subjectOf(subject_type, subject_id),
};
