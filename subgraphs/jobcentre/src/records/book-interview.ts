import { londonDate } from '@throughgate/domain';
import { badInput, type PersonFile, type Stored } from '@throughgate/subgraph-kit';
import type { BookInterviewInput, InterviewType, RebookInterviewInput } from '../generated/graphql.ts';
import type { Interview } from '../generated/prisma/client.ts';
import { adviserCode } from './adviser-code.ts';
import { claimantOf } from './claimant.ts';
import type { JobcentreTables } from './claimant-file.ts';
import { conflict } from './error-codes.ts';
import { existingOffice } from './existing-office.ts';
import { checkFree } from './free-time.ts';
import { interviewOf, recordInterviewState } from './interview-state.ts';
import { minutesAfter } from './minutes-after.ts';

/**
 * Minutes that an interview takes where nobody says it. The length of a new jobseeker interview and of a review are those
 * that Jobcentres planned with at the time of the review; not verified at their source.
 */
const usualMinutes: Readonly<Record<InterviewType, number>> = {
  FRESHSTART: 40,
  NEW_JOBSEEKER: 40,
  WORK_SEARCH_REVIEW: 10,
  ACCOMPANIED: 40,
};

/** Longest interview: a working day. */
const mostMinutes = 8 * 60;

/**
 * Books an interview. Raises `NOT_FOUND` for somebody who is not registered, `TIME_NOT_FREE` where the person has another interview
 * or a signing at that time, and `BAD_USER_INPUT` for an end that is none, an office that does not exist, a malformed code of
 * an adviser, or a day of booking in the future.
 */
export async function bookInterview(
  file: PersonFile<JobcentreTables>,
  input: BookInterviewInput,
): Promise<string> {
  const claimant = await claimantOf(file);
  const { type, bookedFor } = input;
  return recordBooked(file, input, {
    ...unrecorded(file),
    type,
    bookedFor,
    endsAt: endOf(bookedFor, input.endsAt, usualMinutes[type]),
    bookedBy: input.bookedBy ?? null,
    adviserCode: input.adviserCode == null ? null : adviserCode('adviserCode', input.adviserCode),
    place: input.place ?? 'JOBCENTRE_OFFICE',
    officeCode:
      input.officeCode == null ? claimant.officeCode : existingOffice('officeCode', input.officeCode),
    releaseDateWhenBooked: input.releaseDateWhenBooked ?? null,
  });
}

/**
 * Books an interview anew: what is not said is as before, and the one before names the new one. It counts as `REBOOKED` where it
 * was to come; one that the person missed stays missed. Raises `NOT_FOUND` for an interview that is not in the file,
 * `INTERVIEW_OVER` for one that was attended or has another in its place, and what `bookInterview` raises.
 */
export async function rebookInterview(
  file: PersonFile<JobcentreTables>,
  input: RebookInterviewInput,
): Promise<string> {
  const before = await interviewOf(file, input.interviewId);
  if (before.status === 'ATTENDED' || before.replacedById !== null) {
    throw conflict(
      'INTERVIEW_OVER',
      before.status === 'ATTENDED'
        ? `The person came to the interview of ${before.bookedFor}: there is nothing to book anew.`
        : `The interview of ${before.bookedFor} was booked anew already.`,
    );
  }
  const replaced = {
    ...before,
    status: before.status === 'BOOKED' ? 'REBOOKED' : before.status,
    notHeldReason: input.reason ?? before.notHeldReason,
    replacedById: file.newId,
  };
  const { bookedFor } = input;
  const minutes = (Date.parse(before.endsAt) - Date.parse(before.bookedFor)) / 60_000;
  const booked = {
    ...unrecorded(file),
    type: before.type,
    bookedFor,
    endsAt: endOf(bookedFor, input.endsAt, minutes),
    bookedBy: input.bookedBy ?? before.bookedBy,
    adviserCode:
      input.adviserCode == null ? before.adviserCode : adviserCode('adviserCode', input.adviserCode),
    place: input.place ?? before.place,
    officeCode: input.officeCode == null ? before.officeCode : existingOffice('officeCode', input.officeCode),
    releaseDateWhenBooked: input.releaseDateWhenBooked ?? before.releaseDateWhenBooked,
  };
  recordInterviewState(file, replaced, 'jobcentre.interview.rebooked', input.bookedOn ?? file.recordedAt);
  return recordBooked(file, input, booked);
}

type New = Omit<Stored<Interview>, 'bookedOn'>;

function unrecorded(file: PersonFile<JobcentreTables>) {
  return {
    id: file.newId,
    nino: file.key,
    attended: null,
    status: 'BOOKED',
    notHeldReason: null,
    companionKind: null,
    companionName: null,
    replacedById: null,
  };
}

async function recordBooked(
  file: PersonFile<JobcentreTables>,
  { bookedOn }: Pick<BookInterviewInput, 'bookedOn'>,
  booked: New,
): Promise<string> {
  const { bookedFor, endsAt } = booked;
  await checkFree(file, [{ startsAt: bookedFor, endsAt }]);
  const interview = { ...booked, bookedOn: bookedOn ?? londonDate(new Date(file.recordedAt)) };
  return recordInterviewState(file, interview, 'jobcentre.interview.booked', bookedOn ?? file.recordedAt);
}

function endOf(bookedFor: string, given: string | null | undefined, minutes: number): string {
  if (given == null) return minutesAfter(bookedFor, minutes);
  if (given > bookedFor && given <= minutesAfter(bookedFor, mostMinutes)) return given;
  throw badInput(
    'endsAt',
    `"endsAt" must be after "bookedFor", ${bookedFor}, and at most 8 hours later, not ${given}.`,
  );
}
