import { coded } from '@throughgate/domain';
import {
  atLeast,
  badInput,
  defineRecord,
  filledInput,
  notFound,
  type PersonFile,
  type Stored,
} from '@throughgate/subgraph-kit';
import type {
  AdviserNotHeldReason,
  BookAdviserInterviewInput,
  CancelAdviserInterviewInput,
  RecordAdviserInterviewInput,
} from '../generated/graphql.ts';
import type { AdviserInterview } from '../generated/prisma/client.ts';
import { bookingNow } from './booking.ts';
import { conflict } from './error-codes.ts';
import { prisonReference } from './prison-reference.ts';
import { prisoner, prisonHolding } from './prisoner.ts';
import { type PrisonTables, prisonerFile } from './prisoner-file.ts';
import { titles } from './titles.ts';

/** How long an interview is planned for when nobody says: half an hour, as advisers plan (DWP research report 784). */
const usualLength = 30 * 60_000;

/**
 * Books an interview at the prison that holds the person. Raises `NOT_IN_PRISON` when none does, `INTERVIEW_OVERLAPS` when the
 * person has another one at the time or the adviser sees somebody else, and `BAD_USER_INPUT` for an end that is not after the beginning, and a time before the
 * stay in custody.
 */
export async function bookAdviserInterview(
  file: PersonFile<PrisonTables>,
  input: BookAdviserInterviewInput,
): Promise<string> {
  const prisonId = await prisonHolding(file);
  const stay = await bookingNow(file);
  const { purpose, bookedFor } = input;
  const endsAt = input.endsAt ?? new Date(Date.parse(bookedFor) + usualLength).toISOString();
  if (endsAt <= bookedFor) throw badInput('endsAt', `"endsAt" must be after "bookedFor", ${bookedFor}.`);
  if (endsAt <= stay.startedAt) {
    throw badInput('bookedFor', `"bookedFor" must not be before the stay in custody, ${stay.startedAt}.`);
  }
  const interview: Stored<AdviserInterview> = {
    id: file.newId,
    prisonerNumber: file.key,
    bookingId: stay.id,
    prisonId,
    adviserCode: input.adviserCode == null ? null : filledInput('adviserCode', input.adviserCode),
    purpose,
    bookedFor,
    endsAt,
    place: input.place ?? null,
    held: null,
    minutes: null,
    topics: distinct(input.topics ?? []),
    notHeldReason: null,
    releaseDateWhenBooked: stay.releaseOn,
  };
  const other = (await file.list('AdviserInterview')).find(
    ({ held, bookedFor: from, endsAt: to }) => held !== false && from < endsAt && bookedFor < to,
  );
  if (other) {
    throw conflict(
      'INTERVIEW_OVERLAPS',
      `${file.key} has an adviser interview from ${other.bookedFor} to ${other.endsAt} already.`,
    );
  }
  await refuseTakenSlot(file, interview);
  return recordInterview(file, interview, 'prisons.adviser-interview.booked', file.recordedAt);
}

/** Refuses a time at which the adviser sees somebody else. */
async function refuseTakenSlot(
  file: PersonFile<PrisonTables>,
  { adviserCode, bookedFor, endsAt }: Stored<AdviserInterview>,
): Promise<void> {
  if (adviserCode === null) return;
  const others = await file.peers('AdviserInterview', 'adviserCode', adviserCode, [
    { column: 'bookedFor', to: endsAt },
    { column: 'endsAt', from: bookedFor },
  ]);
  const other = others.find(({ held, endsAt: to }) => held !== false && bookedFor < to);
  if (other) {
    throw conflict(
      'INTERVIEW_OVERLAPS',
      `The adviser ${adviserCode} sees somebody else from ${other.bookedFor} to ${other.endsAt}.`,
    );
  }
}

/**
 * Records whether an interview was held. Raises `NOT_FOUND` for an interview that is not in the file, and `BAD_USER_INPUT` for
 * a length of one that was not held, a reason of one that was, and less than a minute.
 */
export async function recordAdviserInterview(
  file: PersonFile<PrisonTables>,
  input: RecordAdviserInterviewInput,
): Promise<string> {
  const interview = await file.get('AdviserInterview', input.interviewId);
  if (!interview) throw notFound('adviser interview', input.interviewId);
  const { held, minutes, notHeldReason, adviserCode } = input;
  if (held && notHeldReason != null) {
    throw badInput('notHeldReason', '"notHeldReason" is for an interview that was not held.');
  }
  if (!held && minutes != null) throw badInput('minutes', '"minutes" is for an interview that was held.');
  return recordInterview(
    file,
    {
      ...interview,
      held,
      minutes: minutes == null ? null : atLeast('minutes', minutes, 1),
      topics: input.topics == null ? interview.topics : distinct(input.topics),
      place: input.place ?? interview.place,
      adviserCode: adviserCode == null ? interview.adviserCode : filledInput('adviserCode', adviserCode),
      // A transfer has said why before the prison does.
      notHeldReason: held ? null : (notHeldReason ?? interview.notHeldReason),
    },
    'prisons.adviser-interview.recorded',
    interview.bookedFor,
  );
}

/**
 * Records before its time that an interview will not be held. Raises `NOT_FOUND` for one that is not in the file, and
 * `INTERVIEW_RECORDED` for one of which it was recorded whether it was held.
 */
export async function cancelAdviserInterview(
  file: PersonFile<PrisonTables>,
  { interviewId, notHeldReason }: CancelAdviserInterviewInput,
): Promise<string> {
  const interview = await file.get('AdviserInterview', interviewId);
  if (!interview) throw notFound('adviser interview', interviewId);
  if (interview.held !== null) {
    throw conflict(
      'INTERVIEW_RECORDED',
      `The interview ${interviewId} was recorded as ${interview.held ? '' : 'not '}held.`,
    );
  }
  return recordInterview(
    file,
    { ...interview, held: false, notHeldReason },
    'prisons.adviser-interview.recorded',
    file.recordedAt,
  );
}

/** Records that interviews which were to come after a moment are not held, because the person left the prison then. */
export async function loseInterviews(
  file: PersonFile<PrisonTables>,
  at: string,
  notHeldReason: AdviserNotHeldReason,
): Promise<void> {
  for (const interview of await file.list('AdviserInterview')) {
    if (interview.held !== null || interview.bookedFor < at) continue;
    recordInterview(
      file,
      { ...interview, held: false, notHeldReason },
      'prisons.adviser-interview.recorded',
      at,
    );
  }
}

function distinct(topics: readonly string[]): string[] {
  return [...new Set(topics)];
}

function recordInterview(
  file: PersonFile<PrisonTables>,
  interview: Stored<AdviserInterview>,
  type: string,
  occurredAt: string,
): string {
  const { prisonerNumber: _, prisonId, purpose, topics, place, notHeldReason, ...state } = interview;
  file.record({
    type,
    occurredAt,
    rows: { AdviserInterview: interview },
    data: {
      interview: {
        ...state,
        purpose: coded(titles.adviserInterviewPurpose, purpose),
        topics: topics.map((topic) => coded(titles.interviewTopic, topic)),
        place: coded(titles.adviserInterviewPlace, place),
        notHeldReason: coded(titles.adviserNotHeldReason, notHeldReason),
      },
      prison: prisonReference(prisonId),
    },
  });
  return interview.id;
}

/** An interview with the Employment and Benefit Adviser in prison. */
export const adviserInterview = defineRecord(prisonerFile, {
  table: 'AdviserInterview',
  key: 'id',
  belongsTo: { prisoner },
  listOf: { prisonerNumber: { latestFirst: 'bookedFor' }, bookingId: { by: 'bookedFor' } },
  pageOf: { prisonId: { earliestFirst: 'bookedFor' } },
  commands: { bookAdviserInterview, recordAdviserInterview, cancelAdviserInterview },
});
