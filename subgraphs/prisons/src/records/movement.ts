import { coded } from '@throughgate/domain';
import { badInput, defineRecord, type PersonFile, type Stored } from '@throughgate/subgraph-kit';
import type {
  MovementReason,
  MovementType,
  PrisonerStatus,
  ReceivePrisonerInput,
  ReleasePrisonerInput,
} from '../generated/graphql.ts';
import type { Booking, Movement, Prisoner } from '../generated/prisma/client.ts';
import { conflict } from './error-codes.ts';
import { existingPrison } from './existing-prison.ts';
import { prisonReference } from './prison-reference.ts';
import { prisoner, prisonerOf } from './prisoner.ts';
import { type PrisonTables, prisonerFile } from './prisoner-file.ts';
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
  RELEASED_TO_HOSPITAL: { type: 'TAP', from: ['ACTIVE_IN'], status: 'ACTIVE_OUT' },
  SENT_TO_COURT: { type: 'CRT', from: ['ACTIVE_IN'], status: 'ACTIVE_OUT' },
};

/**
 * Records that a prison took a person in. An admission begins a period of custody.
 * Raises `BAD_USER_INPUT` for a reason that is none for a reception or a prison that does not exist, and
 * `MOVEMENT_NOT_POSSIBLE` when the person is not where such a reception can come from.
 */
export async function receivePrisoner(
  file: PersonFile<PrisonTables>,
  input: ReceivePrisonerInput,
): Promise<string> {
  const rule = ruleOf(receptions, input.reason);
  const prisoner = await prisonerOf(file);
  checkPossible(prisoner, rule, input.reason);
  const booking =
    rule.type === 'ADM'
      ? { id: file.newId, prisonerNumber: file.key, startedAt: input.at, endedAt: null }
      : await openBooking(file);
  await checkOrder(file, input.at);
  const left = rule.type === 'ADM' ? null : prisoner.prisonId;
  return move(file, 'prisoner-offender-search.prisoner.received', {
    prisoner: { ...prisoner, status: rule.status, prisonId: existingPrison('prisonId', input.prisonId) },
    booking,
    movement: movementOf(file, rule, input, left, input.prisonId),
    reasons: titles.receptionReasons,
  });
}

/**
 * Records that a person left a prison.
 * Raises `BAD_USER_INPUT` for a reason that is none for leaving or a destination that does not exist, and
 * `MOVEMENT_NOT_POSSIBLE` when the person is not in a prison.
 */
export async function releasePrisoner(
  file: PersonFile<PrisonTables>,
  input: ReleasePrisonerInput,
): Promise<string> {
  const rule = ruleOf(departures, input.reason);
  const prisoner = await prisonerOf(file);
  checkPossible(prisoner, rule, input.reason);
  const booking = await openBooking(file);
  await checkOrder(file, input.at);
  const destination = input.toPrisonId == null ? null : existingPrison('toPrisonId', input.toPrisonId);
  const ends = input.reason === 'RELEASED';
  return move(file, 'prisoner-offender-search.prisoner.released', {
    // Until the reception at the other end, the person counts to the prison left.
    prisoner: { ...prisoner, status: rule.status, prisonId: ends ? null : prisoner.prisonId },
    booking: ends ? { ...booking, endedAt: input.at } : booking,
    movement: movementOf(file, rule, input, prisoner.prisonId, destination),
    reasons: titles.departureReasons,
  });
}

interface Move {
  readonly prisoner: Stored<Prisoner>;
  readonly booking: Stored<Booking>;
  readonly movement: Stored<Movement>;
  /** Titles of the reasons: to be transferred is another thing on either side. */
  readonly reasons: Readonly<Record<string, string>>;
}

function move(
  file: PersonFile<PrisonTables>,
  type: string,
  { prisoner, booking, movement, reasons }: Move,
): string {
  const { id, at, reason, fromPrisonId, toPrisonId } = movement;
  file.record({
    type,
    occurredAt: at,
    rows: { Prisoner: prisoner, Booking: booking, Movement: movement },
    data: {
      movement: {
        id,
        at,
        type: coded(titles.movementType, movement.type),
        reason: coded(reasons, reason),
      },
      from: prisonReference(fromPrisonId),
      to: prisonReference(toPrisonId),
      status: coded(titles.prisonerStatus, prisoner.status),
      booking: { id: booking.id, startedAt: booking.startedAt, endedAt: booking.endedAt },
    },
  });
  return id;
}

function movementOf(
  file: PersonFile<PrisonTables>,
  rule: MovementRule,
  { at, reason }: { at: string; reason: MovementReason },
  fromPrisonId: string | null,
  toPrisonId: string | null,
): Stored<Movement> {
  return { id: file.newId, prisonerNumber: file.key, at, type: rule.type, reason, fromPrisonId, toPrisonId };
}

function ruleOf(rules: Partial<Record<MovementReason, MovementRule>>, reason: MovementReason): MovementRule {
  const rule = rules[reason];
  if (!rule)
    throw badInput('reason', `"reason" must be one of ${Object.keys(rules).join(', ')}, not ${reason}.`);
  return rule;
}

function checkPossible(prisoner: Stored<Prisoner>, rule: MovementRule, reason: MovementReason): void {
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

async function openBooking(file: PersonFile<PrisonTables>): Promise<Stored<Booking>> {
  const open = (await file.list('Booking')).find(({ endedAt }) => endedAt === null);
  if (!open) throw conflict('MOVEMENT_NOT_POSSIBLE', `${file.key} is not in custody.`);
  return open;
}

/** A period of custody, from the first reception to the release that ends it. */
export const booking = defineRecord(prisonerFile, { table: 'Booking', key: 'id' });

/** A movement into or out of a prison. */
export const movement = defineRecord(prisonerFile, {
  table: 'Movement',
  key: 'id',
  belongsTo: { prisoner },
  pageOf: { prisonerNumber: { latestFirst: 'at' } },
  commands: { receivePrisoner, releasePrisoner },
});
