import { coded } from '@throughgate/domain';
import { defineRecord, notFound, type PersonFile, type Stored } from '@throughgate/subgraph-kit';
import type { BookInterviewInput, RecordInterviewInput } from '../generated/graphql.ts';
import type { Interview } from '../generated/prisma/client.ts';
import { claimantOf } from './claimant.ts';
import { claimantFile, type JobcentreTables } from './claimant-file.ts';
import { titles } from './titles.ts';

/** Books an interview. Raises `NOT_FOUND` when the Jobcentre has no record of the person. */
export async function bookInterview(
  file: PersonFile<JobcentreTables>,
  input: BookInterviewInput,
): Promise<string> {
  await claimantOf(file);
  const { type, bookedFor } = input;
  const interview = { id: file.newId, nino: file.key, type, bookedFor, attended: null };
  return changeInterview(file, interview, 'jobcentre.interview.booked', file.recordedAt);
}

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
  return changeInterview(file, recorded, 'jobcentre.interview.recorded', interview.bookedFor);
}

function changeInterview(
  file: PersonFile<JobcentreTables>,
  interview: Stored<Interview>,
  type: string,
  occurredAt: string,
): string {
  const { nino: _, ...state } = interview;
  file.record({
    type,
    occurredAt,
    rows: { Interview: interview },
    data: { interview: { ...state, type: coded(titles.interviewType, state.type) } },
  });
  return interview.id;
}

/** An interview at the Jobcentre. */
export const interview = defineRecord(claimantFile, {
  table: 'Interview',
  key: 'id',
  listOf: { nino: { latestFirst: 'bookedFor' } },
  commands: { bookInterview, recordInterview },
});
