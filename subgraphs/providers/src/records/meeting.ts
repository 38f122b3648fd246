import { badInput, filledInput, type PersonFile } from '@throughgate/subgraph-kit';
import { conflict } from './error-codes.ts';
import type { ProviderTables } from './referral-file.ts';

/** What the booking of a meeting says of time and place. */
interface MeetingInput {
  readonly bookedFor: string;
  readonly endsAt?: string | null | undefined;
  readonly place?: string | null | undefined;
}

/** Columns that the rows of meetings have in common. */
interface MeetingColumns {
  readonly bookedFor: string;
  readonly endsAt: string | null;
  readonly place: string | null;
}

/** Time and place of a meeting from its input. Raises `BAD_USER_INPUT` for an end that is not after the beginning, and an empty place. */
export function meetingColumns({ bookedFor, endsAt, place }: MeetingInput): MeetingColumns {
  if (endsAt != null && endsAt <= bookedFor) {
    throw badInput('endsAt', `"endsAt" must be after "bookedFor", ${bookedFor}; it is ${endsAt}.`);
  }
  return {
    bookedFor,
    endsAt: endsAt ?? null,
    place: place == null ? null : filledInput('place', place),
  };
}

/**
 * Makes sure that a person is not booked for two meetings of a referral at a time. Meetings whose end is not known, that were
 * missed, or that another booking replaced stand in nobody's way. Raises `MEETING_OVERLAPS`.
 */
export async function checkFree(
  file: PersonFile<ProviderTables>,
  { bookedFor, endsAt }: MeetingColumns,
  replaced?: string,
): Promise<void> {
  if (endsAt === null) return;
  const assessments = (await file.list('InitialAssessment')).filter(
    ({ id, supersededById }) => id !== replaced && supersededById === null,
  );
  const other = [...assessments, ...(await file.list('Session'))].find(
    (meeting) =>
      meeting.attended !== 'NO' &&
      meeting.endsAt !== null &&
      meeting.bookedFor < endsAt &&
      bookedFor < meeting.endsAt,
  );
  if (other) {
    throw conflict(
      'MEETING_OVERLAPS',
      `${file.key} has a meeting from ${other.bookedFor} to ${other.endsAt} already; "bookedFor" must be at or after its end, or "endsAt" at or before its beginning.`,
    );
  }
}
