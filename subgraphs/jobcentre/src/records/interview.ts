import { badInput, defineRecord, filledInput, type PersonFile, type Stored } from '@throughgate/subgraph-kit';
import type {
  CancelInterviewInput,
  InterviewStatus,
  RecordInterviewInput,
  RecordInterviewOutcomeInput,
} from '../generated/graphql.ts';
import type { Interview } from '../generated/prisma/client.ts';
import { bookInterview, rebookInterview } from './book-interview.ts';
import { claimant } from './claimant.ts';
import { claimantFile, type JobcentreTables } from './claimant-file.ts';
import { conflict } from './error-codes.ts';
import { interviewOf, recordInterviewState } from './interview-state.ts';

/**
 * Cancels an interview that is booked. Raises `NOT_FOUND` for an interview that is not in the file, and `INTERVIEW_OVER` for one
 * that was recorded, cancelled or booked anew.
 */
export async function cancelInterview(
  file: PersonFile<JobcentreTables>,
  input: CancelInterviewInput,
): Promise<string> {
  const interview = await interviewOf(file, input.interviewId);
  if (interview.status !== 'BOOKED') throw over(interview);
  const cancelled = { ...interview, status: 'CANCELLED', notHeldReason: input.reason };
  return recordInterviewState(file, cancelled, 'jobcentre.interview.cancelled', file.recordedAt);
}

/** What can be recorded of an interview, and whether the person came then. */
const outcomes: Readonly<Partial<Record<InterviewStatus, boolean | null>>> = {
  ATTENDED: true,
  FAILED_TO_ATTEND: false,
  LOST_TO_CUSTODY: null,
};

/**
 * Records what became of an interview; recording again corrects what was recorded. Raises `NOT_FOUND` for an interview that is
 * not in the file, `INTERVIEW_OVER` for one that was cancelled or booked anew before it was due, and `BAD_USER_INPUT` for a
 * status that is no outcome, a reason why an interview was not held that was, a companion to one that was not, or an interview
 * that is still to come, unless it is lost to custody.
 */
export async function recordInterviewOutcome(
  file: PersonFile<JobcentreTables>,
  input: RecordInterviewOutcomeInput,
): Promise<string> {
  const interview = await interviewOf(file, input.interviewId);
  const { status } = input;
  const notHeldReason = input.notHeldReason ?? null;
  const companion = input.companion ?? null;
  const attended = outcomes[status];
  if (attended === undefined) {
    throw badInput('status', `"status" must be one of ${Object.keys(outcomes).join(', ')}, not ${status}.`);
  }
  if (attended === true && notHeldReason !== null) {
    throw badInput(
      'notHeldReason',
      '"notHeldReason" must not be given for an interview to which the person came.',
    );
  }
  if (attended !== true && companion !== null) {
    throw badInput('companion', '"companion" can be given only for an interview to which the person came.');
  }
  const recorded = {
    ...held(interview, attended, status),
    notHeldReason,
    companionKind: companion?.kind ?? null,
    companionName: companion === null ? null : filledInput('companion.name', companion.name),
  };
  // A recall is known before the interview it takes away.
  const early = status === 'LOST_TO_CUSTODY' && file.recordedAt < interview.bookedFor;
  const occurredAt = early ? file.recordedAt : interview.bookedFor;
  return recordInterviewState(file, recorded, 'jobcentre.interview.outcome-recorded', occurredAt);
}

/**
 * Records whether the person came to an interview; recording again corrects what was recorded. Raises `NOT_FOUND` for an
 * interview that is not in the file, and `INTERVIEW_OVER` for one that was cancelled or booked anew before it was due.
 */
export async function recordInterview(
  file: PersonFile<JobcentreTables>,
  input: RecordInterviewInput,
): Promise<string> {
  const interview = await interviewOf(file, input.interviewId);
  const { attended } = input;
  const recorded = {
    ...held(interview, attended, attended ? 'ATTENDED' : 'FAILED_TO_ATTEND'),
    ...(attended ? { notHeldReason: null } : { companionKind: null, companionName: null }),
  };
  return recordInterviewState(file, recorded, 'jobcentre.interview.recorded', interview.bookedFor);
}

function held(
  interview: Stored<Interview>,
  attended: boolean | null,
  status: InterviewStatus,
): Stored<Interview> {
  if (interview.status === 'CANCELLED' || interview.status === 'REBOOKED') throw over(interview);
  return { ...interview, attended, status };
}

function over({ bookedFor, status }: Stored<Interview>): Error {
  return conflict('INTERVIEW_OVER', `The interview of ${bookedFor} is not booked any more: it is ${status}.`);
}

/** An interview that the Jobcentre holds with a person. */
export const interview = defineRecord(claimantFile, {
  table: 'Interview',
  key: 'id',
  belongsTo: { claimant },
  listOf: { nino: { latestFirst: 'bookedFor' } },
  pageOf: { officeCode: { earliestFirst: 'bookedFor' }, adviserCode: { earliestFirst: 'bookedFor' } },
  commands: { bookInterview, rebookInterview, cancelInterview, recordInterviewOutcome, recordInterview },
});
