import { coded, londonDate } from '@throughgate/domain';
import { defineRecord, notBefore, notFound, type PersonFile, type Stored } from '@throughgate/subgraph-kit';
import type { BookSessionInput, RecordSessionInput } from '../generated/graphql.ts';
import type { Referral, Session } from '../generated/prisma/client.ts';
import { conflict } from './error-codes.ts';
import { withContact, withCorrectedContact } from './last-contact.ts';
import { checkFree, meetingColumns } from './meeting.ts';
import { referral, referralOf, runningReferralOf } from './referral.ts';
import { type ProviderTables, referralFile } from './referral-file.ts';
import { titles } from './titles.ts';

/**
 * Books a delivery session. Raises `REFERRAL_ENDED`, `ACTION_PLAN_NOT_APPROVED` before delivery began,
 * `MEETING_OVERLAPS` where the person has another meeting then, and `BAD_USER_INPUT` for a time before delivery began and an
 * end that is not after the beginning.
 */
export async function bookSession(
  file: PersonFile<ProviderTables>,
  input: BookSessionInput,
): Promise<string> {
  const referral = await runningReferralOf(file);
  const { actionPlanApprovedOn } = referral;
  if (actionPlanApprovedOn === null) {
    throw conflict(
      'ACTION_PLAN_NOT_APPROVED',
      `Sessions follow the approval of the action plan, which ${file.key} lacks.`,
    );
  }
  const day = londonDate(new Date(input.bookedFor));
  notBefore('bookedFor', day, actionPlanApprovedOn, 'the approval of the action plan');
  const meeting = meetingColumns(input);
  await checkFree(file, meeting);
  const session: Stored<Session> = {
    id: file.newId,
    referenceNumber: file.key,
    contractReference: referral.contractReference,
    keyWorkerId: referral.keyWorkerId,
    ...meeting,
    attended: null,
  };
  return recordChange(
    file,
    { Session: session },
    'intervention.session-appointment.scheduled',
    file.recordedAt,
  );
}

/**
 * Records whether the person came to a session, which may come late, after the referral ended.
 * Raises `NOT_FOUND` for a session that is not in the file.
 */
export async function recordSession(
  file: PersonFile<ProviderTables>,
  { sessionId, attended }: RecordSessionInput,
): Promise<string> {
  const referral = await referralOf(file);
  const session = await file.get('Session', sessionId);
  if (!session) throw notFound('session', sessionId);
  const met = { id: sessionId, at: session.bookedFor, attended };
  return recordChange(
    file,
    {
      Session: { ...session, attended },
      // What is recorded a second time may take back that the person came.
      Referral:
        session.attended === null
          ? withContact(referral, met)
          : await withCorrectedContact(file, referral, met),
    },
    'intervention.session-appointment.session-feedback-submitted',
    session.bookedFor,
  );
}

function recordChange(
  file: PersonFile<ProviderTables>,
  rows: { readonly Session: Stored<Session>; readonly Referral?: Stored<Referral> },
  type: string,
  occurredAt: string,
): string {
  const { id, bookedFor, endsAt, place, attended } = rows.Session;
  file.record({
    type,
    occurredAt,
    rows,
    data: { session: { id, bookedFor, endsAt, place, attended: coded(titles.attendance, attended) } },
  });
  return id;
}

/** A delivery session. */
export const session = defineRecord(referralFile, {
  table: 'Session',
  key: 'id',
  belongsTo: { referral },
  pageOf: {
    referenceNumber: { latestFirst: 'bookedFor' },
    contractReference: { earliestFirst: 'bookedFor' },
    keyWorkerId: { earliestFirst: 'bookedFor' },
  },
  commands: { bookSession, recordSession },
});
