import { coded, londonDate, movementMeaning } from '@throughgate/domain';
import { badInput, defineRecord, filledInput, type PersonFile, type Stored } from '@throughgate/subgraph-kit';
import type {
  MovementReason,
  MovementType,
  PrisonerStatus,
  ReceivePrisonerInput,
  ReleasePrisonerInput,
} from '../generated/graphql.ts';
import type { Booking, Movement, Prisoner, Sentence } from '../generated/prisma/client.ts';
import { loseInterviews } from './adviser-interview.ts';
import { bookingState, lastBooking, legalStatusByReason, openBooking } from './booking.ts';
import { conflict } from './error-codes.ts';
import { existingPrison } from './existing-prison.ts';
import { codedReason, existingReason } from './existing-reason.ts';
import { keyDatesOf, reviseBySentences, reviseDates } from './key-date-revision.ts';
import { prisonReference } from './prison-reference.ts';
import { prisoner, prisonerOf } from './prisoner.ts';
import { type PrisonTables, prisonerFile } from './prisoner-file.ts';
import { cancelAbsences, completeAbsences } from './record-absence.ts';
import { titles } from './titles.ts';

interface MovementRule {
  readonly type: MovementType;
  /** Statuses from which the movement is possible. */
  readonly from: readonly PrisonerStatus[];
  readonly status: PrisonerStatus;
}

/** How a person can come into a prison. */
const receptions: Partial<Record<MovementReason, MovementRule>> = {
  NEW_ADMISSION: { type: 'ADM', from: ['INACTIVE_OUT'], status: 'ACTIVE_IN' },
  READMISSION: { type: 'ADM', from: ['INACTIVE_OUT'], status: 'ACTIVE_IN' },
  TRANSFERRED: { type: 'TRN', from: ['INACTIVE_TRN'], status: 'ACTIVE_IN' },
  RETURN_FROM_COURT: { type: 'CRT', from: ['ACTIVE_OUT'], status: 'ACTIVE_IN' },
  TEMPORARY_ABSENCE_RETURN: { type: 'TAP', from: ['ACTIVE_OUT'], status: 'ACTIVE_IN' },
};

/** How a person can leave a prison; only `RELEASED` ends custody. */
const departures: Partial<Record<MovementReason, MovementRule>> = {
  RELEASED: { type: 'REL', from: ['ACTIVE_IN', 'ACTIVE_OUT'], status: 'INACTIVE_OUT' },
  TRANSFERRED: { type: 'TRN', from: ['ACTIVE_IN'], status: 'INACTIVE_TRN' },
  TEMPORARY_ABSENCE_RELEASE: { type: 'TAP', from: ['ACTIVE_IN'], status: 'ACTIVE_OUT' },
  RELEASED_TO_HOSPITAL: { type: 'REL', from: ['ACTIVE_IN', 'ACTIVE_OUT'], status: 'ACTIVE_OUT' },
  SENT_TO_COURT: { type: 'CRT', from: ['ACTIVE_IN'], status: 'ACTIVE_OUT' },
};

/**
 * Records that a prison took a person in. An admission begins a stay: a readmission, and whoever is recalled, goes on with the
 * booking of the stay before; who comes back from a psychiatric hospital goes on with the stay itself.
 * Raises `BAD_USER_INPUT` for a reason that is none for a reception, a code that is none of its type, a prison that does not
 * exist and a number that is not the booking's, and `MOVEMENT_NOT_POSSIBLE` when the person is not where such a reception
 * can come from.
 */
export async function receivePrisoner(
  file: PersonFile<PrisonTables>,
  input: ReceivePrisonerInput,
): Promise<string> {
  const rule = ruleOf(receptions, input.reason);
  const prisoner = await prisonerOf(file);
  const fromHospital = isInHospital(prisoner) && input.reason === 'READMISSION';
  if (!fromHospital) checkPossible(prisoner, rule, input.reason);
  const reasonCode = reasonCodeOf(input, rule);
  const opens = rule.type === 'ADM' && !fromHospital;
  if (!opens) refuseGround(input);
  const previous = opens ? await lastBooking(file) : undefined;
  const stay = opens ? newStay(file, { ...input, reasonCode }, previous) : await openStay(file);
  await checkOrder(file, input.at);
  const prisonId = existingPrison('prisonId', input.prisonId);
  // Sentences that were imposed before the person came in belong to the stay that begins with it.
  const pending = opens ? (await file.list('Sentence')).filter(({ bookId }) => bookId === null) : [];
  const received = move(file, 'prisoner-offender-search.prisoner.received', {
    prisoner: { ...prisoner, status: rule.status, prisonId, inPrisonSince: input.at },
    booking: { ...stay, prisonId },
    movement: {
      ...movementOf(file, rule, { ...input, reasonCode, bookingId: stay.id }, [
        'IN',
        rule.type === 'ADM' ? null : prisoner.prisonId,
        prisonId,
      ]),
      wing: input.wing == null ? null : filledInput('wing', input.wing),
    },
    reasons: titles.receptionReasons,
    sentences: pending.map((sentence) => ({ ...sentence, bookingId: stay.id, bookId: stay.bookId })),
  });
  if (input.reason === 'TEMPORARY_ABSENCE_RETURN') await completeAbsences(file, input.at);
  if (opens) await carryDates(file, { ...stay, prisonId }, previous, pending.length > 0);
  return received;
}

/**
 * Records that a person left a prison. When custody ends with it, interviews that are still to come are recorded as not held,
 * and planned absences as cancelled; interviews at the prison left are lost by a transfer too.
 * Raises `BAD_USER_INPUT` for a reason that is none for leaving, a code that is none of its type or does not end custody, and
 * a destination that does not exist, and `MOVEMENT_NOT_POSSIBLE` when the person is not in a prison.
 */
export async function releasePrisoner(
  file: PersonFile<PrisonTables>,
  input: ReleasePrisonerInput,
): Promise<string> {
  const rule = ruleOf(departures, input.reason);
  const prisoner = await prisonerOf(file);
  if (!(isInHospital(prisoner) && input.reason === 'RELEASED')) checkPossible(prisoner, rule, input.reason);
  const reasonCode = reasonCodeOf(input, rule);
  const { kind, endsCustody } = movementMeaning({ reason: input.reason, reasonCode });
  if (input.reason === 'RELEASED' && !endsCustody) {
    throw badInput('reasonCode', `"reasonCode" ${reasonCode} does not end custody, as RELEASED does.`);
  }
  const stay = await openStay(file);
  await checkOrder(file, input.at);
  const destination = input.toPrisonId == null ? null : existingPrison('toPrisonId', input.toPrisonId);
  const leaves = endsCustody || kind === 'HOSPITAL';
  const left = move(file, 'prisoner-offender-search.prisoner.released', {
    // Until the reception at the other end, the person counts to the prison left.
    prisoner: {
      ...prisoner,
      status: rule.status,
      prisonId: leaves ? null : prisoner.prisonId,
      inPrisonSince: leaves ? null : prisoner.inPrisonSince,
    },
    booking: {
      ...stay,
      endedAt: endsCustody ? input.at : null,
      prisonId: leaves ? null : stay.prisonId,
      legalStatus: kind === 'DEATH' ? 'DEAD' : stay.legalStatus,
    },
    movement: movementOf(file, rule, { ...input, reasonCode, bookingId: stay.id }, [
      'OUT',
      prisoner.prisonId,
      destination,
    ]),
    reasons: titles.departureReasons,
    sentences: [],
  });
  if (endsCustody) await loseInterviews(file, input.at, 'RELEASED');
  if (kind === 'HOSPITAL') await loseInterviews(file, input.at, 'IN_HOSPITAL');
  if (input.reason === 'TRANSFERRED') await loseInterviews(file, input.at, 'TRANSFERRED');
  if (leaves) await cancelAbsences(file, input.at);
  return left;
}

interface Move {
  readonly prisoner: Stored<Prisoner>;
  readonly booking: Stored<Booking>;
  readonly movement: Stored<Movement>;
  /** Titles of the reasons: to be transferred is another thing on either side. */
  readonly reasons: Readonly<Record<string, string>>;
  /** Sentences that come to belong to the stay. */
  readonly sentences: readonly Stored<Sentence>[];
}

function move(
  file: PersonFile<PrisonTables>,
  type: string,
  { prisoner, booking, movement, reasons, sentences }: Move,
): string {
  const { id, at, direction, reason, reasonCode, fromPrisonId, toPrisonId, wing } = movement;
  file.record({
    type,
    occurredAt: at,
    rows: {
      Prisoner: prisoner,
      Booking: booking,
      Movement: movement,
      ...(sentences.length > 0 && { Sentence: [...sentences] }),
    },
    data: {
      movement: {
        id,
        at,
        type: coded(titles.movementType, movement.type),
        reason: coded(reasons, reason),
        reasonCode: codedReason(reasonCode),
        ...(direction === 'IN' && { wing }),
      },
      from: prisonReference(fromPrisonId),
      to: prisonReference(toPrisonId),
      status: coded(titles.prisonerStatus, prisoner.status),
      booking: bookingState(booking),
    },
  });
  return id;
}

function movementOf(
  file: PersonFile<PrisonTables>,
  rule: MovementRule,
  given: Pick<Stored<Movement>, 'at' | 'reason' | 'reasonCode' | 'bookingId'>,
  [direction, fromPrisonId, toPrisonId]: readonly ['IN' | 'OUT', string | null, string | null],
): Stored<Movement> {
  const { at, reason, reasonCode, bookingId } = given;
  return {
    id: file.newId,
    prisonerNumber: file.key,
    bookingId,
    at,
    direction,
    type: rule.type,
    reason,
    reasonCode,
    fromPrisonId,
    toPrisonId,
    wing: null,
  };
}

/**
 * The stay that an admission opens. Its id is that of the admission's movement. A readmission without a code is a recall,
 * unless another ground is given.
 */
function newStay(
  file: PersonFile<PrisonTables>,
  input: ReceivePrisonerInput & { readonly reasonCode: string | null },
  previous: Stored<Booking> | undefined,
): Stored<Booking> {
  const { reason, reasonCode, at } = input;
  const said = input.legalStatus ?? null;
  const byCode = legalStatusByReason(reasonCode);
  const untold = reasonCode === null && said === null && reason === 'READMISSION' && previous !== undefined;
  const recall = said === 'RECALL' || movementMeaning({ reason, reasonCode }).kind === 'RECALL' || untold;
  const goesOn = reason === 'READMISSION' || recall ? previous : undefined;
  const ground = recall ? 'RECALL' : (goesOn?.legalStatus ?? 'UNKNOWN');
  return {
    id: file.newId,
    prisonerNumber: file.key,
    bookId: goesOn?.bookId ?? file.newId,
    bookNumber: bookNumberOf(input.bookNumber, goesOn, previous),
    startedAt: at,
    endedAt: null,
    prisonId: null,
    legalStatus: said ?? byCode ?? ground,
    recall,
    ...noDates,
    releaseOn: null,
    phase: null,
    phaseFrom: null,
    unit: null,
  };
}

function bookNumberOf(
  given: string | null | undefined,
  goesOn: Stored<Booking> | undefined,
  previous: Stored<Booking> | undefined,
): string | null {
  const number = given == null ? null : filledInput('bookNumber', given);
  const expected = goesOn?.bookNumber ?? null;
  if (number !== null && expected !== null && number !== expected) {
    throw badInput(
      'bookNumber',
      `"bookNumber" must be ${expected}, that of the booking that goes on, not ${number}.`,
    );
  }
  if (number !== null && goesOn === undefined && number === previous?.bookNumber) {
    throw badInput(
      'bookNumber',
      `"bookNumber" ${number} is that of the stay before: who comes back to a booking is readmitted (READMISSION).`,
    );
  }
  return number ?? expected;
}

/** Key dates with which a stay begins: those of the booking that goes on, without what an earlier release used up. */
async function carryDates(
  file: PersonFile<PrisonTables>,
  stay: Stored<Booking>,
  previous: Stored<Booking> | undefined,
  hasPending: boolean,
): Promise<void> {
  const calculatedOn = londonDate(new Date(stay.startedAt));
  if (previous?.bookId === stay.bookId && previous.releaseOn !== null) {
    const dates = { ...keyDatesOf(previous), confirmedRelease: null, homeDetentionCurfewActual: null };
    await reviseDates(file, stay, dates, { calculatedOn, reason: stay.recall ? 'Recalled' : 'Readmitted' });
  } else if (hasPending) {
    const sentences = (await file.list('Sentence')).filter(({ bookId }) => bookId === stay.bookId);
    await reviseBySentences(file, stay, sentences, { calculatedOn, reason: 'Received to serve a sentence' });
  }
}

const noDates = {
  conditionalRelease: null,
  automaticRelease: null,
  paroleEligibility: null,
  nonParole: null,
  homeDetentionCurfewEligibility: null,
  homeDetentionCurfewActual: null,
  postRecallRelease: null,
  topupSupervisionExpiry: null,
  sentenceExpiry: null,
  licenceExpiry: null,
  confirmedRelease: null,
};

function ruleOf(rules: Partial<Record<MovementReason, MovementRule>>, reason: MovementReason): MovementRule {
  const rule = rules[reason];
  if (!rule)
    throw badInput('reason', `"reason" must be one of ${Object.keys(rules).join(', ')}, not ${reason}.`);
  return rule;
}

function reasonCodeOf(
  { reason, reasonCode }: { readonly reason: string; readonly reasonCode?: string | null },
  { type }: MovementRule,
): string | null {
  // Who leaves for a psychiatric hospital has this reason and no other.
  if (reason === 'RELEASED_TO_HOSPITAL') {
    if (reasonCode == null || reasonCode === 'HP') return 'HP';
    throw badInput(
      'reasonCode',
      `"reasonCode" must be HP for RELEASED_TO_HOSPITAL, not ${reasonCode}: a stay of days in a hospital is a TEMPORARY_ABSENCE_RELEASE.`,
    );
  }
  return reasonCode == null ? null : existingReason('reasonCode', reasonCode, type);
}

/** Refuses what only an admission that opens a stay can say. */
function refuseGround({ bookNumber, legalStatus }: ReceivePrisonerInput): void {
  for (const [field, value] of Object.entries({ bookNumber, legalStatus })) {
    if (value != null) {
      throw badInput(field, `"${field}" can be given only with an admission that begins a stay.`);
    }
  }
}

/** Whether a psychiatric hospital holds the person: in custody, out of prison, and on no prison's books. */
function isInHospital({ status, prisonId }: Stored<Prisoner>): boolean {
  return status === 'ACTIVE_OUT' && prisonId === null;
}

function checkPossible(prisoner: Stored<Prisoner>, rule: MovementRule, reason: MovementReason): void {
  if (isInHospital(prisoner)) {
    throw conflict(
      'MOVEMENT_NOT_POSSIBLE',
      `${prisoner.prisonerNumber} is in a psychiatric hospital, from where the way leads by READMISSION or RELEASED, not by ${reason}.`,
    );
  }
  if (rule.from.includes(prisoner.status as PrisonerStatus)) return;
  throw conflict(
    'MOVEMENT_NOT_POSSIBLE',
    `${reason} needs status ${rule.from.join(' or ')}; ${prisoner.prisonerNumber} is ${prisoner.status}.`,
  );
}

/** Movements are recorded in their order: where a person is follows from the one before. */
async function checkOrder(file: PersonFile<PrisonTables>, at: string): Promise<void> {
  for (const movement of await file.list('Movement')) {
    if (movement.at > at) {
      throw badInput('at', `"at" must not be before the last movement recorded, ${movement.at}.`);
    }
  }
}

async function openStay(file: PersonFile<PrisonTables>): Promise<Stored<Booking>> {
  const open = await openBooking(file);
  if (!open) throw conflict('MOVEMENT_NOT_POSSIBLE', `${file.key} is not in custody.`);
  return open;
}

/** A movement into or out of a prison. */
export const movement = defineRecord(prisonerFile, {
  table: 'Movement',
  key: 'id',
  belongsTo: { prisoner },
  listOf: { bookingId: { by: 'at' } },
  pageOf: { prisonerNumber: { latestFirst: 'at' }, toPrisonId: { latestFirst: 'at' } },
  commands: { receivePrisoner, releasePrisoner },
});
