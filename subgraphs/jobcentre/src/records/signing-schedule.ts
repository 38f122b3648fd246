import { addDays, coded, isOfPattern, londonDate, partId, signingDays } from '@throughgate/domain';
import {
  badInput,
  defineRecord,
  notBefore,
  notFound,
  type PersonFile,
  type Stored,
} from '@throughgate/subgraph-kit';
import type { EndSigningScheduleInput, ScheduleSigningInput } from '../generated/graphql.ts';
import type { Signing, SigningSchedule } from '../generated/prisma/client.ts';
import { claimant, claimantOf } from './claimant.ts';
import { claimantFile, type JobcentreTables } from './claimant-file.ts';
import { conflict } from './error-codes.ts';
import { existingOffice } from './existing-office.ts';
import { checkFree } from './free-time.ts';
import { minutesAfter } from './minutes-after.ts';
import { titles } from './titles.ts';

/** How many days ahead of `firstAt` signings are written: 26 weeks. */
const writtenAhead = 182;

/**
 * Arranges that a person signs on, and writes every signing up to 26 weeks after `firstAt`. The same arrangement again, `firstAt`
 * being a later day of it, continues it. Raises `NOT_FOUND` for somebody who is not registered, `SIGNING_ARRANGED` while another
 * arrangement runs, `TIME_NOT_FREE` where a signing would fall onto something else of the person's, and `BAD_USER_INPUT` for an
 * office that does not exist, an interval or a length that is none, or a last day before the first.
 */
export async function scheduleSigning(
  file: PersonFile<JobcentreTables>,
  input: ScheduleSigningInput,
): Promise<string> {
  await claimantOf(file);
  const schedule = await arranged(file, input);
  const horizon = addDays(londonDate(new Date(input.firstAt)), writtenAhead);
  const last = schedule.until !== null && schedule.until < horizon ? schedule.until : horizon;
  const known = new Set((await file.list('Signing')).map(({ id }) => id));
  const signings = signingsOf(schedule, last).filter(({ id }) => !known.has(id));
  await checkFree(
    file,
    signings.map(({ dueAt, endsAt }) => ({ startsAt: dueAt, endsAt })),
  );
  file.record({
    type: 'jobcentre.signing.scheduled',
    occurredAt: file.recordedAt,
    rows: { SigningSchedule: schedule, ...(signings.length > 0 && { Signing: signings }) },
    data: {
      schedule: stateOf(schedule),
      signings: signings.map(({ id, dueAt, endsAt }) => ({ id, dueAt, endsAt })),
    },
  });
  return schedule.id;
}

/**
 * Ends an arrangement to sign on: what was due from that day on is cancelled. Raises `NOT_FOUND` for an arrangement that is not in
 * the file, `SIGNING_ENDED` for one that ended before, and `BAD_USER_INPUT` for a day before the first signing or in the future.
 */
export async function endSigningSchedule(
  file: PersonFile<JobcentreTables>,
  input: EndSigningScheduleInput,
): Promise<string> {
  const schedule = await file.get('SigningSchedule', input.scheduleId);
  if (!schedule) throw notFound('arrangement to sign on', input.scheduleId);
  if (schedule.endedOn !== null) {
    throw conflict('SIGNING_ENDED', `The person need not sign since ${schedule.endedOn} already.`);
  }
  const endedOn = input.endedOn;
  const cancelled = (await file.list('Signing'))
    .filter(({ scheduleId, status }) => scheduleId === schedule.id && status === 'DUE')
    .filter(({ dueAt }) => londonDate(new Date(dueAt)) >= endedOn)
    .map((signing) => ({ ...signing, status: 'CANCELLED' }));
  const ended = { ...schedule, endedOn };
  file.record({
    type: 'jobcentre.signing.schedule-ended',
    occurredAt: endedOn,
    rows: { SigningSchedule: ended, ...(cancelled.length > 0 && { Signing: cancelled }) },
    data: { schedule: stateOf(ended), cancelled: cancelled.map(({ id }) => id) },
  });
  return schedule.id;
}

/** The arrangement that the input makes, or the one that it continues. */
async function arranged(
  file: PersonFile<JobcentreTables>,
  input: ScheduleSigningInput,
): Promise<Stored<SigningSchedule>> {
  const { firstAt, everyDays, minutes, arrangedBy } = input;
  const officeCode = existingOffice('officeCode', input.officeCode);
  between('everyDays', everyDays, 1, writtenAhead);
  between('minutes', minutes, 1, 240);
  if (!firstAt.endsWith(':00.000Z')) {
    throw badInput('firstAt', `"firstAt" must be at a whole minute, not ${firstAt}.`);
  }
  const firstDay = londonDate(new Date(firstAt));
  const until = input.until == null ? null : notBefore('until', input.until, firstDay, 'the first signing');
  const pattern = { officeCode, everyDays, minutes };
  for (const running of await file.list('SigningSchedule')) {
    if (running.endedOn !== null || (running.until !== null && running.until < firstDay)) continue;
    if (!continues(running, { ...pattern, firstAt })) {
      throw conflict(
        'SIGNING_ARRANGED',
        `The person signs every ${running.everyDays} days from ${running.firstAt} at ${running.officeCode} already: end that arrangement first.`,
      );
    }
    return { ...running, until: until ?? running.until };
  }
  return { id: file.newId, nino: file.key, ...pattern, firstAt, until, endedOn: null, arrangedBy };
}

function continues(
  running: Stored<SigningSchedule>,
  again: Pick<Stored<SigningSchedule>, 'officeCode' | 'everyDays' | 'minutes' | 'firstAt'>,
): boolean {
  const { officeCode, everyDays, minutes, firstAt } = running;
  return (
    again.officeCode === officeCode &&
    again.everyDays === everyDays &&
    again.minutes === minutes &&
    isOfPattern({ firstAt: new Date(firstAt), everyDays }, new Date(again.firstAt))
  );
}

function signingsOf(schedule: Stored<SigningSchedule>, last: string): Stored<Signing>[] {
  const { id: scheduleId, nino, officeCode, everyDays, minutes } = schedule;
  return signingDays({ firstAt: new Date(schedule.firstAt), everyDays }, last).map(({ day, dueAt }) => ({
    // A sender who knows the arrangement knows its signings.
    id: partId(scheduleId, day),
    nino,
    scheduleId,
    officeCode,
    dueAt: dueAt.toISOString(),
    endsAt: minutesAfter(dueAt.toISOString(), minutes),
    status: 'DUE',
    movedFrom: null,
    moveReason: null,
  }));
}

function between(field: string, value: number, least: number, most: number): void {
  if (value >= least && value <= most) return;
  throw badInput(field, `"${field}" must be from ${least} to ${most}, not ${value}.`);
}

function stateOf({ nino: _, ...schedule }: Stored<SigningSchedule>) {
  return { ...schedule, arrangedBy: coded(titles.interviewBooker, schedule.arrangedBy) };
}

/** An arrangement by which a person signs on. */
export const signingSchedule = defineRecord(claimantFile, {
  table: 'SigningSchedule',
  key: 'id',
  belongsTo: { claimant },
  listOf: { nino: { latestFirst: 'firstAt' } },
  commands: { scheduleSigning, endSigningSchedule },
});
