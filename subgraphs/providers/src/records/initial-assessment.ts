import { addWorkingDays, coded, londonDate } from '@throughgate/domain';
import { defineRecord, notBefore, type PersonFile, type Stored } from '@throughgate/subgraph-kit';
import type {
  BookInitialAssessmentInput,
  RebookInitialAssessmentInput,
  RecordInitialAssessmentInput,
} from '../generated/graphql.ts';
import type { InitialAssessment, Referral } from '../generated/prisma/client.ts';
import { conflict } from './error-codes.ts';
import { withContact } from './last-contact.ts';
import { checkFree, meetingColumns } from './meeting.ts';
import { referral, runningReferralOf } from './referral.ts';
import { type ProviderTables, referralFile } from './referral-file.ts';
import { titles } from './titles.ts';

/** Days within which contracts want the initial assessment, counted from the day after the referral. */
const workingDaysToAssess = 10;

/**
 * Books the initial assessment. Where there is a booking, the new one is made in its place, and the earlier stays with what
 * was recorded of it. Raises `REFERRAL_ENDED`, `ALREADY_ASSESSED` when the person came to an earlier booking,
 * `MEETING_OVERLAPS` where the person has another meeting then, and `BAD_USER_INPUT` for a time before the referral and an end
 * that is not after the beginning.
 */
export async function bookInitialAssessment(
  file: PersonFile<ProviderTables>,
  input: BookInitialAssessmentInput,
): Promise<string> {
  const referral = await runningReferralOf(file);
  checkNotAssessed(referral);
  const meeting = meetingColumns(input);
  notBefore('bookedFor', dayOf(meeting.bookedFor), referral.referredOn, 'the day of the referral');
  const previous = await assessmentOf(file);
  await checkFree(file, meeting, previous?.id);
  const assessment: Stored<InitialAssessment> = {
    id: file.newId,
    referenceNumber: file.key,
    contractReference: referral.contractReference,
    keyWorkerId: referral.keyWorkerId,
    booking: (previous?.booking ?? 0) + 1,
    ...meeting,
    dueOn: addWorkingDays(referral.referredOn, workingDaysToAssess),
    attended: null,
    completedOn: null,
    supersedesId: previous?.id ?? null,
    supersededById: null,
  };
  return recordAssessment(file, 'intervention.initial-assessment-appointment.scheduled', file.recordedAt, {
    referral,
    assessment,
    superseded: previous && { ...previous, supersededById: assessment.id },
  });
}

/**
 * Books the initial assessment in place of the booking that there is, as {@link bookInitialAssessment} does. Raises
 * `NOT_BOOKED` when there is none, and what that raises.
 */
export async function rebookInitialAssessment(
  file: PersonFile<ProviderTables>,
  input: RebookInitialAssessmentInput,
): Promise<string> {
  await bookedAssessmentOf(file);
  return bookInitialAssessment(file, input);
}

/**
 * Records whether the person came to the initial assessment as it is booked now; coming completes it. Raises
 * `REFERRAL_ENDED`, `ALREADY_ASSESSED` when it is completed, and `NOT_BOOKED` when there is no booking.
 */
export async function recordInitialAssessment(
  file: PersonFile<ProviderTables>,
  { attended }: RecordInitialAssessmentInput,
): Promise<string> {
  const referral = await runningReferralOf(file);
  checkNotAssessed(referral);
  const assessment = await bookedAssessmentOf(file);
  const { bookedFor } = assessment;
  const came = attended !== 'NO';
  return recordAssessment(
    file,
    'intervention.initial-assessment-appointment.session-feedback-submitted',
    bookedFor,
    {
      referral: came
        ? withContact({ ...referral, status: 'POST_ICA' }, { id: assessment.id, at: bookedFor, attended })
        : referral,
      assessment: { ...assessment, attended, completedOn: came ? dayOf(bookedFor) : null },
    },
  );
}

/** Day on which the initial assessment of a file was completed; null before. */
export async function completedOn(file: PersonFile<ProviderTables>): Promise<string | null> {
  return (await assessmentOf(file))?.completedOn ?? null;
}

interface Assessed {
  readonly referral: Stored<Referral>;
  readonly assessment: Stored<InitialAssessment>;
  /** The booking in place of which the assessment is booked. @default none */
  readonly superseded?: Stored<InitialAssessment> | undefined;
}

function recordAssessment(
  file: PersonFile<ProviderTables>,
  type: string,
  occurredAt: string,
  { referral, assessment, superseded }: Assessed,
): string {
  const { id, bookedFor, endsAt, place, dueOn, attended, completedOn } = assessment;
  file.record({
    type,
    occurredAt,
    rows: {
      Referral: referral,
      InitialAssessment: superseded ? [assessment, superseded] : assessment,
    },
    data: {
      assessment: {
        id,
        bookedFor,
        endsAt,
        place,
        dueOn,
        attended: coded(titles.attendance, attended),
        completedOn,
        supersedes: assessment.supersedesId,
        supersededBy: assessment.supersededById,
      },
      status: coded(titles.referralStatus, referral.status),
    },
  });
  return id;
}

/** The initial assessment as it is booked now: no later booking was made in its place. */
async function assessmentOf(
  file: PersonFile<ProviderTables>,
): Promise<Stored<InitialAssessment> | undefined> {
  const assessments = await file.list('InitialAssessment');
  return assessments.find(({ supersededById }) => supersededById === null);
}

async function bookedAssessmentOf(file: PersonFile<ProviderTables>): Promise<Stored<InitialAssessment>> {
  const assessment = await assessmentOf(file);
  if (!assessment) throw conflict('NOT_BOOKED', `No initial assessment is booked for ${file.key}.`);
  return assessment;
}

function checkNotAssessed({ referenceNumber, status }: Stored<Referral>): void {
  if (status === 'PRE_ICA') return;
  throw conflict('ALREADY_ASSESSED', `The initial assessment of ${referenceNumber} is completed.`);
}

/** The day in England and Wales on which a moment, ISO 8601, falls. */
function dayOf(moment: string): string {
  return londonDate(new Date(moment));
}

/** A booking of the initial assessment of a referral. */
export const initialAssessment = defineRecord(referralFile, {
  table: 'InitialAssessment',
  key: 'id',
  belongsTo: { referral },
  listOf: { referenceNumber: { by: 'booking' } },
  pageOf: {
    contractReference: { earliestFirst: 'bookedFor' },
    keyWorkerId: { earliestFirst: 'bookedFor' },
  },
  commands: { bookInitialAssessment, rebookInitialAssessment, recordInitialAssessment },
});
