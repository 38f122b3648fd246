import { londonDate } from '@throughgate/domain';
import { badInput, defineRecord, notFound, type PersonFile, type Stored } from '@throughgate/subgraph-kit';
import type {
  AbsenceStatus,
  CancelAbsenceInput,
  CompleteAbsenceInput,
  ScheduleAbsenceInput,
  StartAbsenceInput,
  TemporaryAbsenceSubType,
  TemporaryAbsenceType,
} from '../generated/graphql.ts';
import type { TemporaryAbsence } from '../generated/prisma/client.ts';
import { bookingNow } from './booking.ts';
import { conflict } from './error-codes.ts';
import { existingReason } from './existing-reason.ts';
import { receivePrisoner, releasePrisoner } from './movement.ts';
import { prisoner, prisonHolding } from './prisoner.ts';
import { type PrisonTables, prisonerFile } from './prisoner-file.ts';
import { recordAbsence } from './record-absence.ts';

const temporaryLicence: readonly TemporaryAbsenceSubType[] = ['RDR', 'ROR', 'SPL', 'CRL'];

/** Subtypes of each type. The lists themselves do not connect them; this is by their titles. */
const subTypes: Readonly<Record<TemporaryAbsenceType, readonly TemporaryAbsenceSubType[]>> = {
  RR: temporaryLicence,
  SR: temporaryLicence,
  PP: ['PP'],
  SE: ['SE'],
  YT: ['YTRA', 'YTRC', 'YTRE', 'YTRF'],
};

/**
 * Plans an absence. Raises `NOT_IN_PRISON` when no prison holds the person, `ABSENCE_OVERLAPS` when another one is planned or
 * under way at the time, and `BAD_USER_INPUT` for a subtype that is none of the type, a code that is none for temporary
 * absences, an end that is not after the start, and a day release that ends on another day.
 */
export async function scheduleAbsence(
  file: PersonFile<PrisonTables>,
  input: ScheduleAbsenceInput,
): Promise<string> {
  await prisonHolding(file);
  const stay = await bookingNow(file);
  const { type, subType, purpose, startsAt, endsAt } = input;
  if (!subTypes[type].includes(subType)) {
    throw badInput(
      'subType',
      `"subType" must be one of ${subTypes[type].join(', ')} for ${type}, not ${subType}.`,
    );
  }
  if (endsAt <= startsAt) throw badInput('endsAt', `"endsAt" must be after "startsAt", ${startsAt}.`);
  const [first, last] = [londonDate(new Date(startsAt)), londonDate(new Date(endsAt))];
  if (subType === 'RDR' && first !== last) {
    throw badInput('endsAt', `"endsAt" must be on ${first}: a day release (RDR) ends on its day.`);
  }
  if (startsAt < stay.startedAt) {
    throw badInput('startsAt', `"startsAt" must not be before the stay in custody, ${stay.startedAt}.`);
  }
  const other = (await file.list('TemporaryAbsence')).find(
    (absence) => isOpen(absence) && absence.startsAt < endsAt && startsAt < absence.endsAt,
  );
  if (other) {
    throw conflict(
      'ABSENCE_OVERLAPS',
      `${file.key} is to be absent from ${other.startsAt} to ${other.endsAt} already.`,
    );
  }
  const absence: Stored<TemporaryAbsence> = {
    id: file.newId,
    prisonerNumber: file.key,
    bookingId: stay.id,
    type,
    subType,
    reasonCode: existingReason('reasonCode', input.reasonCode, 'TAP'),
    purpose,
    startsAt,
    endsAt,
    startedAt: null,
    returnedAt: null,
    status: 'SCHEDULED' satisfies AbsenceStatus,
  };
  return recordAbsence(file, absence, 'scheduled', file.recordedAt);
}

/** Records that an absence will not take place. Raises `NOT_FOUND`, and `ABSENCE_NOT_POSSIBLE` for one that began or was cancelled. */
export async function cancelAbsence(
  file: PersonFile<PrisonTables>,
  input: CancelAbsenceInput,
): Promise<string> {
  const absence = await absenceThatIs(file, input.absenceId, 'SCHEDULED');
  return recordAbsence(file, { ...absence, status: 'CANCELLED' }, 'cancelled', file.recordedAt);
}

/**
 * Records that the person left, with the movement. Raises `NOT_FOUND`, `ABSENCE_NOT_POSSIBLE` for an absence that is not
 * planned any more, and what `releasePrisoner` raises.
 */
export async function startAbsence(
  file: PersonFile<PrisonTables>,
  { absenceId, at, ...call }: StartAbsenceInput,
): Promise<string> {
  const absence = await absenceThatIs(file, absenceId, 'SCHEDULED');
  const { reasonCode } = absence;
  await releasePrisoner(file, { ...call, at, reason: 'TEMPORARY_ABSENCE_RELEASE', reasonCode });
  return recordAbsence(file, { ...absence, startedAt: at, status: 'STARTED' }, 'started', at);
}

/**
 * Records that the person is back, with the movement, by which the absence is completed. Raises `NOT_FOUND`,
 * `ABSENCE_NOT_POSSIBLE` for an absence that is not under way, and what `receivePrisoner` raises.
 */
export async function completeAbsence(
  file: PersonFile<PrisonTables>,
  { absenceId, at, ...call }: CompleteAbsenceInput,
): Promise<string> {
  const absence = await absenceThatIs(file, absenceId, 'STARTED');
  const prisonId = await prisonHolding(file);
  const { reasonCode } = absence;
  await receivePrisoner(file, { ...call, at, prisonId, reason: 'TEMPORARY_ABSENCE_RETURN', reasonCode });
  return absenceId;
}

async function absenceThatIs(
  file: PersonFile<PrisonTables>,
  id: string,
  status: AbsenceStatus,
): Promise<Stored<TemporaryAbsence>> {
  const absence = await file.get('TemporaryAbsence', id);
  if (!absence) throw notFound('temporary absence', id);
  if (absence.status === status) return absence;
  throw conflict('ABSENCE_NOT_POSSIBLE', `The absence ${id} must be ${status}; it is ${absence.status}.`);
}

function isOpen({ status }: Stored<TemporaryAbsence>): boolean {
  return status === 'SCHEDULED' || status === 'STARTED';
}

/** A planned absence from the prison during which custody goes on. */
export const temporaryAbsence = defineRecord(prisonerFile, {
  table: 'TemporaryAbsence',
  key: 'id',
  belongsTo: { prisoner },
  pageOf: { prisonerNumber: { latestFirst: 'startsAt' } },
  commands: { scheduleAbsence, cancelAbsence, startAbsence, completeAbsence },
});
