import { coded } from '@throughgate/domain';
import { defineRecord, notFound, type PersonFile, type Stored } from '@throughgate/subgraph-kit';
import type { BookAdviserInterviewInput, RecordAdviserInterviewInput } from '../generated/graphql.ts';
import type { AdviserInterview } from '../generated/prisma/client.ts';
import { conflict } from './error-codes.ts';
import { prisonReference } from './prison-reference.ts';
import { prisoner, prisonerOf } from './prisoner.ts';
import { type PrisonTables, prisonerFile } from './prisoner-file.ts';
import { titles } from './titles.ts';

/** Books an interview at the prison that holds the person. Raises `NOT_IN_PRISON` when none does. */
export async function bookAdviserInterview(
  file: PersonFile<PrisonTables>,
  input: BookAdviserInterviewInput,
): Promise<string> {
  const { prisonId } = await prisonerOf(file);
  if (prisonId === null) throw conflict('NOT_IN_PRISON', `${file.key} is not held by a prison.`);
  const { purpose, bookedFor } = input;
  const interview = { id: file.newId, prisonerNumber: file.key, prisonId, purpose, bookedFor, held: null };
  return recordInterview(file, interview, 'prisons.adviser-interview.booked', file.recordedAt);
}

/** Records whether an interview was held. Raises `NOT_FOUND` for an interview that is not in the file. */
export async function recordAdviserInterview(
  file: PersonFile<PrisonTables>,
  input: RecordAdviserInterviewInput,
): Promise<string> {
  const interview = await file.get('AdviserInterview', input.interviewId);
  if (!interview) throw notFound('adviser interview', input.interviewId);
  const { bookedFor } = interview;
  return recordInterview(
    file,
    { ...interview, held: input.held },
    'prisons.adviser-interview.recorded',
    bookedFor,
  );
}

function recordInterview(
  file: PersonFile<PrisonTables>,
  interview: Stored<AdviserInterview>,
  type: string,
  occurredAt: string,
): string {
  const { id, purpose, bookedFor, held } = interview;
  file.record({
    type,
    occurredAt,
    rows: { AdviserInterview: interview },
    data: {
      interview: { id, purpose: coded(titles.adviserInterviewPurpose, purpose), bookedFor, held },
      prison: prisonReference(interview.prisonId),
    },
  });
  return id;
}

/** An interview with the Employment and Benefit Adviser in prison. */
export const adviserInterview = defineRecord(prisonerFile, {
  table: 'AdviserInterview',
  key: 'id',
  belongsTo: { prisoner },
  listOf: { prisonerNumber: { latestFirst: 'bookedFor' } },
  commands: { bookAdviserInterview, recordAdviserInterview },
});
