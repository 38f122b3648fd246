import { offence } from '@throughgate/domain';
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
import { lastBooking, openBooking, recordLegalStatus } from './booking.ts';
import { reviseBySentences } from './key-date-revision.ts';
import { prisoner, prisonerOf } from './prisoner.ts';
import { type PrisonTables, prisonerFile } from './prisoner-file.ts';

/**
 * Records a custodial sentence, and the key dates of its booking, which are then the latest of its sentences. Who was held on
 * remand or for sentence is sentenced from that day on. Raises `BAD_USER_INPUT` for a length or dates that cannot be, and a
 * sentence before this one that is not in the file.
 */
export async function imposeSentence(
  file: PersonFile<PrisonTables>,
  input: ImposeSentenceInput,
): Promise<string> {
  await prisonerOf(file);
  atLeast('days', input.days, 1);
  if (input.years != null) atLeast('years', input.years, 0);
  if (input.months != null) atLeast('months', input.months, 0);
  if (input.consecutiveToId != null && !(await file.get('Sentence', input.consecutiveToId))) {
    throw badInput('consecutiveToId', `"consecutiveToId" must be a sentence of ${file.key}.`);
  }
  // Courts sentence who is at liberty too: the sentence then waits for the reception.
  const stay = await openBooking(file);
  const sentence: Stored<Sentence> = {
    id: file.newId,
    prisonerNumber: file.key,
    bookingId: stay?.id ?? null,
    bookId: stay?.bookId ?? null,
    imposedOn: input.imposedOn,
    days: input.days,
    years: input.years ?? null,
    months: input.months ?? null,
    consecutiveToId: input.consecutiveToId ?? null,
    offenceCode: input.offenceCode ?? null,
    ...keyDates(input, input.imposedOn),
  };
  recordSentence(
    file,
    sentence,
    'prison-offender-events.prisoner.imprisonment-status-changed',
    input.imposedOn,
  );
  await sentenced(file, input.imposedOn);
  await revise(file, sentence, { calculatedOn: input.imposedOn, reason: 'Sentence imposed' });
  return sentence.id;
}

/**
 * Records recalculated key dates of a sentence, and those of its booking. Raises `NOT_FOUND` for a sentence that is not in the
 * file.
 */
export async function changeReleaseDates(
  file: PersonFile<PrisonTables>,
  input: ChangeReleaseDatesInput,
): Promise<string> {
  const sentence = await file.get('Sentence', input.sentenceId);
  if (!sentence) throw notFound('sentence', input.sentenceId);
  const changed = { ...sentence, ...keyDates(input, sentence.imposedOn) };
  recordSentence(file, changed, 'prison-offender-events.prisoner.sentence-dates-changed', input.calculatedOn);
  await revise(file, changed, { calculatedOn: input.calculatedOn, reason: 'Release dates recalculated' });
  return changed.id;
}

type SentenceDates = Pick<
  ImposeSentenceInput,
  'conditionalRelease' | 'homeDetentionCurfewEligibility' | 'sentenceExpiry' | 'licenceExpiry'
>;

function keyDates(input: SentenceDates, imposedOn: string) {
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
): void {
  const { prisonerNumber: _, bookId: __, consecutiveToId, ...state } = sentence;
  file.record({
    type,
    occurredAt,
    rows: { Sentence: sentence },
    data: {
      sentence: {
        ...state,
        consecutiveTo: consecutiveToId,
        offenceTitle: offenceTitle(sentence.offenceCode),
      },
    },
  });
}

/** What the Home Office calls an offence; null for a code that is not on its list, as those of the courts are not. */
export function offenceTitle(code: string | null): string | null {
  return code === null ? null : (offence(code)?.description ?? null);
}

/** Tells that who waited for a sentence has one. What was not recorded before is told by the sentence itself. */
async function sentenced(file: PersonFile<PrisonTables>, imposedOn: string): Promise<void> {
  const stay = await openBooking(file);
  if (stay && ['REMAND', 'CONVICTED_UNSENTENCED'].includes(stay.legalStatus)) {
    recordLegalStatus(file, { ...stay, legalStatus: 'SENTENCED' }, imposedOn);
  }
}

/** Sets the key dates of the stay that serves a sentence by all sentences of its booking. */
async function revise(
  file: PersonFile<PrisonTables>,
  { bookId }: Stored<Sentence>,
  why: { readonly calculatedOn: string; readonly reason: string },
): Promise<void> {
  const stay = (await openBooking(file)) ?? (await lastBooking(file));
  if (bookId === null || stay?.bookId !== bookId) return;
  const sentences = (await file.list('Sentence')).filter((sentence) => sentence.bookId === bookId);
  const legalStatus = stay.legalStatus === 'UNKNOWN' ? 'SENTENCED' : stay.legalStatus;
  await reviseBySentences(file, { ...stay, legalStatus }, sentences, why);
}

/** A custodial sentence; its key dates are columns of the same row. */
export const sentence = defineRecord(prisonerFile, {
  table: 'Sentence',
  key: 'id',
  belongsTo: { prisoner },
  listOf: { prisonerNumber: { latestFirst: 'imposedOn' }, bookId: { latestFirst: 'imposedOn' } },
  commands: { imposeSentence, changeReleaseDates },
});
