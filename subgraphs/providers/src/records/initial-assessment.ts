import { addWorkingDays, coded, londonDate } from '@throughgate/domain';
import { defineRecord, notBefore, type PersonFile, type Stored } from '@throughgate/subgraph-kit';
import type { BookInitialAssessmentInput, RecordInitialAssessmentInput } from '../generated/graphql.ts';
import type { InitialAssessment, Referral } from '../generated/prisma/client.ts';
import { conflict } from './error-codes.ts';
import { referral, runningReferralOf } from './referral.ts';
import { type ProviderTables, referralFile } from './referral-file.ts';
import { titles } from './titles.ts';

/** Days within which contracts want the initial assessment, counted from the day after the referral. */
const workingDaysToAssess = 10;

/**
 * Books the initial assessment, or books it again. Raises `REFERRAL_ENDED`, `ALREADY_ASSESSED` when the person
 * came to an earlier booking, and `BAD_USER_INPUT` for a time before the referral.
 */
export async function bookInitialAssessment(
  file: PersonFile<ProviderTables>,
  input: BookInitialAssessmentInput,
): Promise<string> {
  const referral = await runningReferralOf(file);
  checkNotAssessed(referral);
  const { bookedFor } = input;
  notBefore('bookedFor', dayOf(bookedFor), referral.referredOn, 'the day of the referral');
  const previous = await assessmentOf(file);
  return recordAssessment(file, 'intervention.initial-assessment-appointment.scheduled', file.recordedAt, {
    referral,
    assessment: {
      id: previous?.id ?? file.newId,
      referenceNumber: file.key,
      bookedFor,
      dueOn: addWorkingDays(referral.referredOn, workingDaysToAssess),
      attended: null,
      completedOn: null,
    },
  });
}

/**
 * Records whether the person came to the initial assessment; coming completes it. Raises `REFERRAL_ENDED`,
 * `ALREADY_ASSESSED` when it is completed, and `NOT_BOOKED` when there is no booking.
 */
export async function recordInitialAssessment(
  file: PersonFile<ProviderTables>,
  { attended }: RecordInitialAssessmentInput,
): Promise<string> {
  const referral = await runningReferralOf(file);
  checkNotAssessed(referral);
  const assessment = await assessmentOf(file);
  if (!assessment) throw conflict('NOT_BOOKED', `No initial assessment is booked for ${file.key}.`);
  const { bookedFor } = assessment;
  const came = attended !== 'NO';
  return recordAssessment(
    file,
    'intervention.initial-assessment-appointment.session-feedback-submitted',
    bookedFor,
    {
      referral: came ? { ...referral, status: 'POST_ICA' } : referral,
      assessment: { ...assessment, attended, completedOn: came ? dayOf(bookedFor) : null },
    },
  );
}

interface Assessed {
  readonly referral: Stored<Referral>;
  readonly assessment: Stored<InitialAssessment>;
}

function recordAssessment(
  file: PersonFile<ProviderTables>,
  type: string,
  occurredAt: string,
  { referral, assessment }: Assessed,
): string {
  const { id, bookedFor, dueOn, attended, completedOn } = assessment;
  file.record({
    type,
    occurredAt,
    rows: { Referral: referral, InitialAssessment: assessment },
    data: {
      assessment: { id, bookedFor, dueOn, attended: coded(titles.attendance, attended), completedOn },
      status: coded(titles.referralStatus, referral.status),
    },
  });
  return id;
}

async function assessmentOf(
  file: PersonFile<ProviderTables>,
): Promise<Stored<InitialAssessment> | undefined> {
  const [assessment] = await file.list('InitialAssessment');
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

/** The initial assessment of a referral, of which there is one. */
export const initialAssessment = defineRecord(referralFile, {
  table: 'InitialAssessment',
  key: 'id',
  belongsTo: { referral },
  rowOf: ['referenceNumber'],
  commands: { bookInitialAssessment, recordInitialAssessment },
});
