import { addDays, makeNino, makePrisonerNumber, recordId } from '@throughgate/domain';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshstart } from '../src/measures/episodes/freshstart.ts';
import { derive } from './support/derive.ts';
import { type TestFile, testFile } from './support/file.ts';
import { type OutcomesUnderTest, startOutcomesForTest } from './support/outcomes.ts';

// Freshstart interviews as measures count them: of each chain of bookings the last, by the release to which it belongs.

const released = '2026-09-10';
const day = (count: number) => addDays(released, count);
const at = (count: number, time = '08:30') => `${day(count)}T${time}:00.000Z`;

let outcomes: OutcomesUnderTest;
beforeAll(async () => {
  outcomes = await startOutcomesForTest();
});
afterAll(() => outcomes[Symbol.asyncDispose]());

let people = 0;

/** A person who came into Durham a hundred days before the release, with the number of the prison known to the Jobcentre. */
async function person() {
  people += 1;
  const prisons = testFile('prisons', makePrisonerNumber(60_000 + people));
  const jobcentre = testFile('jobcentre', makeNino(60_000 + people));
  await outcomes.publish(
    jobcentre.describe({ prisonerNumber: prisons.key }),
    prisons.describe(),
    movement(prisons, -100),
    keyDates(prisons, -100, null),
  );
  return { prisons, jobcentre };
}

function movement(
  file: TestFile,
  on: number,
  { reason = 'NEW_ADMISSION', startedOn = on, prison = 'DMI', time = '08:30' } = {},
) {
  const out = reason === 'RELEASED';
  return file.event(`prisoner-offender-search.prisoner.${out ? 'released' : 'received'}`, {
    data: {
      movement: {
        id: recordId(file.key, `movement ${on}`),
        at: at(on, time),
        reason: { code: reason, title: reason },
      },
      [out ? 'from' : 'to']: { id: prison, name: prison },
      booking: {
        id: recordId(file.key, `booking ${startedOn}`),
        startedAt: at(startedOn),
        endedAt: out ? at(on, time) : null,
      },
    },
  });
}

const release = (file: TestFile, on = 0, prison = 'DMI', startedOn = -100) =>
  movement(file, on, { reason: 'RELEASED', startedOn, prison });

function keyDates(file: TestFile, on: number, movedDays: number | null) {
  return file.event('prisons.key-dates.calculated', {
    data: {
      booking: { id: recordId(file.key, 'booking -100') },
      revision: { id: recordId(file.key, `dates ${on}`), calculatedOn: day(on), movedDays },
    },
  });
}

/** An interview as the Jobcentre tells it: once somebody recorded whether the person came, by the event that says so. */
function booking(file: TestFile, due: number, changes: Record<string, unknown> = {}) {
  const { time = '09:00', ...interview } = changes as { time?: string; attended?: boolean | null };
  const type = interview.attended == null ? 'booked' : 'outcome-recorded';
  return file.event(`jobcentre.interview.${type}`, {
    at: at(-20),
    data: {
      interview: {
        id: recordId(file.key, `interview ${due}`),
        type: { code: 'FRESHSTART', title: 'Freshstart interview' },
        bookedFor: at(due, time),
        attended: null,
        status: { code: 'BOOKED', title: 'booked' },
        notHeldReason: null,
        bookedOn: day(-20),
        replacedBy: null,
        ...interview,
      },
    },
  });
}

const became = (code: string, reason: string | null = null) => ({
  status: { code, title: code },
  attended: code === 'ATTENDED' ? true : code === 'FAILED_TO_ATTEND' ? false : null,
  notHeldReason: reason === null ? null : { code: reason, title: reason },
});

async function episodesOf({ jobcentre }: { jobcentre: TestFile }) {
  const { episodes } = await derive(outcomes.pool, freshstart);
  const mine = new Map(
    [-3, 0, 1, 9, 12, 27, 28, 29].map((due) => [recordId(jobcentre.key, `interview ${due}`), due]),
  );
  return episodes
    .flatMap(({ id, personId: _, ...rest }) => (mine.has(id) ? [{ interview: mine.get(id), ...rest }] : []))
    .sort((a, b) => Number(a.interview) - Number(b.interview));
}

describe('a Freshstart interview', () => {
  it('is told with the release, who booked it, the transfers and the moves of the date', async () => {
    const both = await person();
    const { prisons, jobcentre } = both;
    await outcomes.publish(
      // The day of booking itself tells nothing of what came after it; the same dates again move nothing.
      keyDates(prisons, -20, 5),
      booking(jobcentre, 1),
      keyDates(prisons, -10, 0),
      movement(prisons, -28, { reason: 'TRANSFERRED', startedOn: -100, prison: 'LEI' }),
      release(prisons, 0, 'LEI'),
      booking(jobcentre, 1, became('ATTENDED')),
    );
    const told = {
      interview: 1,
      released_on: released,
      due_on: day(1),
      status: 'ATTENDED',
      not_held_reason: null,
      sex: 'F',
      age: 36,
      prison_id: 'LEI',
      region_code: 'N33',
      office_code: 'JCP-DURHAM',
      category: null,
      sentence_days: null,
      recall: expect.any(Boolean),
      booked_by: 'PRISON_ADVISER',
      transferred_in_last_28_days: true,
      release_date_moved_after_booking: false,
    };
    expect(await episodesOf(both)).toEqual([told]);
    await outcomes.publish(keyDates(prisons, -5, -2));
    expect(await episodesOf(both)).toEqual([{ ...told, release_date_moved_after_booking: true }]);
  });

  it('that another took the place of counts as the other, once', async () => {
    const both = await person();
    const { prisons, jobcentre } = both;
    await outcomes.publish(
      // The first would have been in the stay; the person missed the second, and came to the third.
      booking(jobcentre, -3, { ...became('REBOOKED'), replacedBy: recordId(jobcentre.key, 'interview 9') }),
      booking(jobcentre, 9, {
        ...became('FAILED_TO_ATTEND'),
        replacedBy: recordId(jobcentre.key, 'interview 12'),
      }),
      booking(jobcentre, 12, became('ATTENDED')),
      release(prisons),
    );
    expect(await episodesOf(both)).toMatchObject([{ interview: 12, status: 'ATTENDED' }]);
  });

  it('belongs to a release of the day or of the 28 days before', async () => {
    const both = await person();
    const { prisons, jobcentre } = both;
    await outcomes.publish(
      release(prisons),
      // An hour before the gate, and on the last minute of the last day by the clocks of London.
      booking(jobcentre, 0, { ...became('FAILED_TO_ATTEND'), time: '07:30' }),
      booking(jobcentre, 27, became('ATTENDED')),
      booking(jobcentre, 28, { ...became('ATTENDED'), time: '22:59' }),
      booking(jobcentre, 29, became('ATTENDED')),
    );
    expect(await episodesOf(both)).toMatchObject([
      { interview: 0, status: 'LOST_TO_CUSTODY' },
      { interview: 27, status: 'ATTENDED' },
      { interview: 28, status: 'ATTENDED' },
    ]);
  });

  it('that fell into a recall is lost to custody, and one after it belongs to the next release', async () => {
    const both = await person();
    const { prisons, jobcentre } = both;
    await outcomes.publish(
      release(prisons),
      movement(prisons, 5),
      booking(jobcentre, 9, became('FAILED_TO_ATTEND')),
      movement(prisons, 11, { reason: 'RELEASED', startedOn: 5, prison: 'LEI' }),
      booking(jobcentre, 12, became('CANCELLED', 'OFFICE_CANCELLED')),
    );
    expect(await episodesOf(both)).toMatchObject([
      { interview: 9, released_on: released, prison_id: 'DMI', status: 'LOST_TO_CUSTODY' },
      {
        interview: 12,
        released_on: day(11),
        prison_id: 'LEI',
        status: 'CANCELLED',
        not_held_reason: 'OFFICE_CANCELLED',
        // Nobody calculated the dates of the second stay.
        release_date_moved_after_booking: null,
      },
    ]);
  });

  it('of another type, or of who was not released, is none', async () => {
    const both = await person();
    await outcomes.publish(
      booking(both.jobcentre, 9, became('ATTENDED')),
      booking(both.jobcentre, 1, { ...became('ATTENDED'), type: { code: 'NEW_JOBSEEKER', title: 'new' } }),
    );
    expect(await episodesOf(both)).toEqual([]);
    await outcomes.publish(release(both.prisons));
    expect(await episodesOf(both)).toMatchObject([{ interview: 9 }]);
  });

  it('costs as many statements for many as for one', async () => {
    const { episodes, statements } = await derive(outcomes.pool, freshstart);
    expect(episodes.length).toBeGreaterThan(5);
    expect(statements).toBe(2);
  });
});
