import {
  atLeast,
  badInput,
  defineRecord,
  notFound,
  type PersonFile,
  type Stored,
} from '@throughgate/subgraph-kit';
import type { ChangeReleaseDatesInput, ImposeSentenceInput } from '../generated/graphql.ts';
import type { Sentence } from '../generated/prisma/client.ts';
import { prisoner, prisonerOf } from './prisoner.ts';
import { type PrisonTables, prisonerFile } from './prisoner-file.ts';

/** Records a custodial sentence. Raises `BAD_USER_INPUT` for a length or dates that cannot be. */
export async function imposeSentence(
  file: PersonFile<PrisonTables>,
  input: ImposeSentenceInput,
): Promise<string> {
  await prisonerOf(file);
  atLeast('days', input.days, 1);
  const sentence: Stored<Sentence> = {
    id: file.newId,
    prisonerNumber: file.key,
    imposedOn: input.imposedOn,
    days: input.days,
    offenceCode: input.offenceCode ?? null,
    ...keyDates(input, input.imposedOn),
  };
  return recordSentence(
    file,
    sentence,
    'prison-offender-events.prisoner.imprisonment-status-changed',
    input.imposedOn,
  );
}

/** Records recalculated key dates. Raises `NOT_FOUND` for a sentence that is not in the file. */
export async function changeReleaseDates(
  file: PersonFile<PrisonTables>,
  input: ChangeReleaseDatesInput,
): Promise<string> {
  const sentence = await file.get('Sentence', input.sentenceId);
  if (!sentence) throw notFound('sentence', input.sentenceId);
  const changed = { ...sentence, ...keyDates(input, sentence.imposedOn) };
  return recordSentence(
    file,
    changed,
    'prison-offender-events.prisoner.sentence-dates-changed',
    input.calculatedOn,
  );
}

type KeyDates = Pick<
  ImposeSentenceInput,
  'conditionalRelease' | 'homeDetentionCurfewEligibility' | 'sentenceExpiry' | 'licenceExpiry'
>;

function keyDates(input: KeyDates, imposedOn: string) {
  const dates = {
    conditionalRelease: input.conditionalRelease ?? null,
    homeDetentionCurfewEligibility: input.homeDetentionCurfewEligibility ?? null,
    sentenceExpiry: input.sentenceExpiry,
    licenceExpiry: input.licenceExpiry ?? null,
  };
  for (const [field, date] of Object.entries(dates)) {
    // Plain dates in ISO form compare as text.
    if (date !== null && date < imposedOn) {
      throw badInput(field, `"${field}" must not be before the day of the sentence, ${imposedOn}.`);
    }
  }
  return dates;
}

function recordSentence(
  file: PersonFile<PrisonTables>,
  sentence: Stored<Sentence>,
  type: string,
  occurredAt: string,
): string {
  const { prisonerNumber: _, ...state } = sentence;
  file.record({
    type,
    occurredAt,
    rows: { Sentence: sentence },
    data: { sentence: state },
  });
  return sentence.id;
}

/** A custodial sentence; its key dates are columns of the same row. */
export const sentence = defineRecord(prisonerFile, {
  table: 'Sentence',
  key: 'id',
  belongsTo: { prisoner },
  listOf: { prisonerNumber: { latestFirst: 'imposedOn' } },
  commands: { imposeSentence, changeReleaseDates },
});
