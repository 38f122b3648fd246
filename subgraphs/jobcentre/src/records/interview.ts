import { coded } from '@throughgate/domain';
import { defineRecord, notFound, type PersonFile } from '@throughgate/subgraph-kit';
import type { RecordInterviewInput } from '../generated/graphql.ts';
import { claimant, claimantOf } from './claimant.ts';
import { claimantFile, type JobcentreTables } from './claimant-file.ts';
import { titles } from './titles.ts';

/**
 * Records whether the person came to an interview; recording again corrects what was recorded.
 * Raises `NOT_FOUND` for an interview that is not in the file.
 */
export async function recordInterview(
  file: PersonFile<JobcentreTables>,
  input: RecordInterviewInput,
): Promise<string> {
  const interview = await file.get('Interview', input.interviewId);
  if (!interview) throw notFound('interview', input.interviewId);
  const recorded = { ...interview, attended: input.attended };
  const { nino: _, ...state } = recorded;
  file.record({
    type: 'jobcentre.interview.recorded',
    occurredAt: recorded.bookedFor,
    rows: { Interview: recorded },
    data: { interview: { ...state, type: coded(titles.interviewType, state.type) } },
  });
  return recorded.id;
}

/** An interview at the Jobcentre. */
export const interview = defineRecord(claimantFile, {
  table: 'Interview',
  key: 'id',
  belongsTo: { claimant },
  listOf: { nino: { latestFirst: 'bookedFor' } },
  commands: { recordInterview },
  facts: {
    bookInterview: {
      event: 'jobcentre.interview.booked',
      requires: claimantOf,
      starts: { attended: null },
    },
  },
});
