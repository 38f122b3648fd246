import { coded, londonDate } from '@throughgate/domain';
import { badInput, defineRecord, notBefore, type PersonFile, type Stored } from '@throughgate/subgraph-kit';
import type { ChangeLegalStatusInput, LegalStatus } from '../generated/graphql.ts';
import type { Booking } from '../generated/prisma/client.ts';
import { conflict } from './error-codes.ts';
import { prisoner, prisonerOf } from './prisoner.ts';
import { type PrisonTables, prisonerFile } from './prisoner-file.ts';
import { titles } from './titles.ts';

/**
 * Records on what ground a person is held from a day on. Raises `NOT_IN_CUSTODY` when there is no stay, and `BAD_USER_INPUT`
 * for the ground on which the person is held already, for DEAD, which a release with the code DEC records, and for a day
 * before the stay.
 */
export async function changeLegalStatus(
  file: PersonFile<PrisonTables>,
  { legalStatus, changedOn }: ChangeLegalStatusInput,
): Promise<string> {
  await prisonerOf(file);
  const booking = await bookingNow(file);
  if (legalStatus === 'DEAD') {
    throw badInput('legalStatus', '"legalStatus" cannot be DEAD: release the person with the code DEC.');
  }
  if (legalStatus === booking.legalStatus) {
    throw badInput(
      'legalStatus',
      `"legalStatus" must be another one: ${file.key} is held as ${legalStatus}.`,
    );
  }
  notBefore('changedOn', changedOn, londonDate(new Date(booking.startedAt)), 'the first day of the stay');
  return recordLegalStatus(file, { ...booking, legalStatus }, changedOn);
}

/** Records a stay whose legal status is another one from a day on. Returns its id. */
export function recordLegalStatus(
  file: PersonFile<PrisonTables>,
  booking: Stored<Booking>,
  changedOn: string,
): string {
  file.record({
    type: 'prisons.legal-status.changed',
    occurredAt: changedOn,
    rows: { Booking: booking },
    data: { booking: bookingState(booking) },
  });
  return booking.id;
}

/** A stay as events carry it. */
export function bookingState(booking: Stored<Booking>) {
  const { id, startedAt, endedAt, bookNumber, legalStatus, recall } = booking;
  return { id, startedAt, endedAt, bookNumber, legalStatus: coded(titles.legalStatus, legalStatus), recall };
}

/** The stay of a person who is in custody, or `undefined`. */
export async function openBooking(file: PersonFile<PrisonTables>): Promise<Stored<Booking> | undefined> {
  return (await file.list('Booking')).find(({ endedAt }) => endedAt === null);
}

/** The stay of a person who is in custody. Raises `NOT_IN_CUSTODY` when there is none. */
export async function bookingNow(file: PersonFile<PrisonTables>): Promise<Stored<Booking>> {
  const open = await openBooking(file);
  if (!open) throw conflict('NOT_IN_CUSTODY', `${file.key} is not in custody.`);
  return open;
}

/** The last stay that began, ended or not; `undefined` when there was none. */
export async function lastBooking(file: PersonFile<PrisonTables>): Promise<Stored<Booking> | undefined> {
  return (await file.list('Booking')).reduce<Stored<Booking> | undefined>(
    (last, booking) => (last === undefined || booking.startedAt > last.startedAt ? booking : last),
    undefined,
  );
}

/** The ground on which a person is held, by the code of the reception's reason; null where the code does not say. */
export function legalStatusByReason(code: string | null): LegalStatus | null {
  return (code === null ? undefined : grounds[code]) ?? null;
}

/** Source: titles of the codes of MOVE_RSN for admissions; the ground is ours, after the titles. */
const grounds: Readonly<Record<string, LegalStatus>> = {
  N: 'REMAND', // Unconvicted Remand
  V: 'CONVICTED_UNSENTENCED', // Convicted Unsentenced
  I: 'SENTENCED', // Imprisonment Without Option
  W: 'SENTENCED', // Detention in a YOI
  P: 'SENTENCED', // Partly Suspended Sentence
  F: 'SENTENCED', // Fine Defaulter
  26: 'SENTENCED', // Extended Sentence for Public Protection
  K: 'SENTENCED', // Detained under S53(2) C&YP Act
  25: 'INDETERMINATE_SENTENCE', // Indeterminate Sentence for Public Prot
  27: 'INDETERMINATE_SENTENCE', // Custody for Life Under 18 Sec93
  29: 'INDETERMINATE_SENTENCE', // C/F Life at least 18 and under 21 Sec 94
  G: 'INDETERMINATE_SENTENCE', // Custody For Life CJA 1982
  J: 'INDETERMINATE_SENTENCE', // Detained at HM's Pleasure Sec53(1) C&YP
  C: 'CIVIL_PRISONER', // Civil Committal
  E: 'IMMIGRATION_DETAINEE', // Detained Immigration Act 71 -Wait Deport
};

/** A stay in custody, with the key dates of its booking as last calculated. */
export const booking = defineRecord(prisonerFile, {
  table: 'Booking',
  key: 'id',
  belongsTo: { prisoner },
  listOf: { prisonerNumber: { latestFirst: 'startedAt' } },
  pageOf: { prisonId: { earliestFirst: 'releaseOn', as: 'date' } },
  commands: { changeLegalStatus },
});
