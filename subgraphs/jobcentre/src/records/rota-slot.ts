import { coded, londonDate } from '@throughgate/domain';
import {
  badInput,
  defineRecord,
  lastsOn,
  notFound,
  type RegisterFile,
  type Stored,
} from '@throughgate/subgraph-kit';
import type { CancelRotaSlotInput, PlanRotaSlotInput } from '../generated/graphql.ts';
import type { RotaSlot } from '../generated/prisma/client.ts';
import { adviserFile } from './adviser-file.ts';
import type { JobcentreTables } from './claimant-file.ts';
import { conflict } from './error-codes.ts';
import { existingPrison } from './existing-prison.ts';
import { minutesAfter } from './minutes-after.ts';
import { titles } from './titles.ts';

/** Longest time of a rota, in minutes. */
const mostMinutes = 24 * 60;

/**
 * Plans where an adviser is at a time. Raises `NOT_FOUND` for an adviser who was never posted, `NOT_POSTED` for a time in a prison to
 * which the adviser is not posted on that day, `ROTA_TAKEN` where the adviser is elsewhere at that time, and
 * `BAD_USER_INPUT` for an end that is none, a time in prison without a prison, or a prison for another place.
 */
export async function planRotaSlot(
  file: RegisterFile<JobcentreTables>,
  input: PlanRotaSlotInput,
): Promise<string> {
  const { at, startsAt, endsAt } = input;
  if (!(await file.get('Adviser', file.key))) throw notFound('adviser', file.key);
  if (endsAt <= startsAt || endsAt > minutesAfter(startsAt, mostMinutes)) {
    throw badInput(
      'endsAt',
      `"endsAt" must be after "startsAt", ${startsAt}, and at most 24 hours later, not ${endsAt}.`,
    );
  }
  const prisonId = input.prisonId == null ? null : existingPrison('prisonId', input.prisonId);
  if ((at === 'PRISON') !== (prisonId !== null)) {
    throw badInput('prisonId', '"prisonId" must be given for a time in prison, and for no other place.');
  }
  if (prisonId !== null) await checkPosted(file, prisonId, londonDate(new Date(startsAt)));
  for (const other of await file.list('RotaSlot')) {
    if (other.cancelled || other.endsAt <= startsAt || endsAt <= other.startsAt) continue;
    throw conflict('ROTA_TAKEN', `${file.key} is elsewhere from ${other.startsAt} to ${other.endsAt}.`);
  }
  const slot = { id: file.newId, adviserCode: file.key, at, prisonId, startsAt, endsAt, cancelled: false };
  return recordSlot(file, slot, 'jobcentre.rota-slot.planned');
}

/** Takes a time from a rota. Raises `NOT_FOUND` for a time that is none of this adviser, and `ROTA_CANCELLED` for a second time. */
export async function cancelRotaSlot(
  file: RegisterFile<JobcentreTables>,
  input: CancelRotaSlotInput,
): Promise<string> {
  const slot = await file.get('RotaSlot', input.slotId);
  if (!slot) throw notFound('time of this adviser', input.slotId);
  if (slot.cancelled) {
    throw conflict('ROTA_CANCELLED', `The time from ${slot.startsAt} was taken from the rota already.`);
  }
  return cancelSlot(file, slot);
}

/** Takes from the rota what it has at a prison after the last day of the adviser's posting there. */
export async function cancelSlotsAfter(
  file: RegisterFile<JobcentreTables>,
  prisonId: string,
  lastDay: string,
): Promise<void> {
  for (const slot of await file.list('RotaSlot')) {
    if (slot.cancelled || slot.prisonId !== prisonId) continue;
    if (londonDate(new Date(slot.startsAt)) > lastDay) cancelSlot(file, slot);
  }
}

async function checkPosted(
  file: RegisterFile<JobcentreTables>,
  prisonId: string,
  day: string,
): Promise<void> {
  const postings = await file.list('AdviserPosting');
  if (postings.some((posting) => posting.prisonId === prisonId && lastsOn(posting, day))) return;
  throw conflict('NOT_POSTED', `${file.key} is not posted to ${prisonId} on ${day}.`);
}

function cancelSlot(file: RegisterFile<JobcentreTables>, slot: Stored<RotaSlot>): string {
  return recordSlot(file, { ...slot, cancelled: true }, 'jobcentre.rota-slot.cancelled');
}

function recordSlot(file: RegisterFile<JobcentreTables>, slot: Stored<RotaSlot>, type: string): string {
  file.record({
    type,
    occurredAt: file.recordedAt,
    rows: { RotaSlot: slot },
    data: { slot: { ...slot, at: coded(titles.rotaPlace, slot.at) } },
  });
  return slot.id;
}

/** A time at which an adviser is to be at a place. */
export const rotaSlot = defineRecord(adviserFile, {
  table: 'RotaSlot',
  key: 'id',
  pageOf: { adviserCode: { earliestFirst: 'startsAt' } },
  commands: { planRotaSlot, cancelRotaSlot },
});
