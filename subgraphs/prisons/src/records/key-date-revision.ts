import { daysBetween, type KeyDates, releaseDate } from '@throughgate/domain';
import {
  badInput,
  defineCommands,
  defineRecord,
  filledInput,
  notBefore,
  type PersonFile,
  type Stored,
} from '@throughgate/subgraph-kit';
import type { CalculateDatesInput } from '../generated/graphql.ts';
import type { Booking, KeyDateRevision, Sentence } from '../generated/prisma/client.ts';
import { booking, bookingNow } from './booking.ts';
import { prisonerOf } from './prisoner.ts';
import { type PrisonTables, prisonerFile } from './prisoner-file.ts';

/** Key dates with the one that counts now. */
export interface ReckonedDates extends KeyDates {
  readonly release: string | null;
}

const names = [
  'conditionalRelease',
  'automaticRelease',
  'paroleEligibility',
  'nonParole',
  'homeDetentionCurfewEligibility',
  'homeDetentionCurfewActual',
  'postRecallRelease',
  'topupSupervisionExpiry',
  'sentenceExpiry',
  'licenceExpiry',
  'confirmedRelease',
] as const satisfies readonly (keyof KeyDates)[];

/**
 * Records the key dates of the stay in custody as they were calculated: all of them, so that one left out does not apply.
 * Raises `NOT_IN_CUSTODY` when there is no stay, and `BAD_USER_INPUT` for an empty reason, a calculation before the last one,
 * no date at all, a date after the end of the sentence, and a release before the stay.
 */
export async function calculateDates(
  file: PersonFile<PrisonTables>,
  input: CalculateDatesInput,
): Promise<string> {
  await prisonerOf(file);
  const booking = await bookingNow(file);
  const dates = keyDatesFrom((name) => input[name] ?? null);
  if (names.every((name) => dates[name] === null)) {
    throw badInput('sentenceExpiry', 'At least one of the key dates must be given.');
  }
  for (const name of ['conditionalRelease', 'automaticRelease', 'homeDetentionCurfewActual'] as const) {
    const date = dates[name];
    if (date === null) continue;
    notBefore(name, date, booking.startedAt.slice(0, 10), 'the first day of the stay');
    if (dates.sentenceExpiry !== null && date > dates.sentenceExpiry) {
      throw badInput(name, `"${name}" must not be after the sentence expires, ${dates.sentenceExpiry}.`);
    }
  }
  const calculated = (await revisionsOf(file, booking.id)).map(({ calculatedOn }) => calculatedOn);
  const last = calculated.sort().at(-1) ?? '';
  notBefore('calculatedOn', input.calculatedOn, last, 'the last calculation');
  await reviseDates(file, booking, dates, {
    calculatedOn: input.calculatedOn,
    reason: filledInput('reason', input.reason),
  });
  return booking.id;
}

/**
 * Sets the key dates of a stay to what follows from its booking's sentences: of each date the latest. What only a calculation
 * for the booking knows is kept, but for a confirmed release date, which a new calculation makes void.
 */
export async function reviseBySentences(
  file: PersonFile<PrisonTables>,
  stay: Stored<Booking>,
  sentences: readonly Stored<Sentence>[],
  why: { readonly calculatedOn: string; readonly reason: string },
): Promise<void> {
  const latest = (name: keyof KeyDates & keyof Sentence) =>
    sentences.reduce<string | null>((last, sentence) => {
      const date = sentence[name];
      return date !== null && (last === null || date > last) ? date : last;
    }, null);
  const dates = {
    ...keyDatesOf(stay),
    conditionalRelease: latest('conditionalRelease'),
    homeDetentionCurfewEligibility: latest('homeDetentionCurfewEligibility'),
    sentenceExpiry: latest('sentenceExpiry'),
    licenceExpiry: latest('licenceExpiry'),
    confirmedRelease: null,
  };
  await reviseDates(file, stay, dates, why);
}

/** Writes key dates to a stay, with the revision that tells what they were. */
export async function reviseDates(
  file: PersonFile<PrisonTables>,
  stay: Stored<Booking>,
  dates: KeyDates,
  { calculatedOn, reason }: { readonly calculatedOn: string; readonly reason: string },
): Promise<void> {
  const known = names.some((name) => stay[name] !== null);
  const before = known ? reckonedDates((name) => stay[name]) : null;
  const release = releaseDate(dates, stay);
  const after = { ...dates, release };
  const from = before?.release ?? null;
  const revision = {
    id: file.newId,
    calculatedOn,
    reason,
    before,
    after,
    movedDays: from === null || release === null ? null : daysBetween(from, release),
  };
  const number = (await revisionsOf(file, stay.id)).length + 1;
  file.record({
    type: 'prisons.key-dates.calculated',
    occurredAt: calculatedOn,
    rows: {
      Booking: { ...stay, ...dates, releaseOn: release },
      KeyDateRevision: {
        ...revision,
        before: before && { ...before },
        after: { ...after },
        prisonerNumber: file.key,
        bookingId: stay.id,
        number,
      },
    },
    data: { booking: { id: stay.id }, revision },
  });
}

/** Key dates and the one that counts, each by its name. */
export function reckonedDates(dateOf: (name: keyof KeyDates | 'releaseOn') => string | null): ReckonedDates {
  return { ...keyDatesFrom(dateOf), release: dateOf('releaseOn') };
}

/** The key dates that a stay has. */
export function keyDatesOf(stay: Stored<Booking>): KeyDates {
  return keyDatesFrom((name) => stay[name]);
}

function keyDatesFrom(dateOf: (name: keyof KeyDates) => string | null): KeyDates {
  return Object.fromEntries(names.map((name) => [name, dateOf(name)])) as unknown as KeyDates;
}

async function revisionsOf(
  file: PersonFile<PrisonTables>,
  bookingId: string,
): Promise<Stored<KeyDateRevision>[]> {
  return (await file.list('KeyDateRevision')).filter((revision) => revision.bookingId === bookingId);
}

/** A calculation of a booking's key dates. */
export const keyDateRevision = defineRecord(prisonerFile, {
  table: 'KeyDateRevision',
  key: 'id',
  listOf: { bookingId: { by: 'number' } },
});

/** Mutations that answer with the stay whose key dates they calculate. */
export const keyDateCommands = defineCommands(booking, { calculateDates });
