import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type PrisonsUnderTest, startPrisons } from './support/prisons-under-test.ts';

let prisons: PrisonsUnderTest;
beforeAll(async () => {
  prisons = await startPrisons();
});
afterAll(() => prisons[Symbol.asyncDispose]());

async function done(mutation: string, input: object, selection?: string): Promise<Record<string, unknown>> {
  const { result, answer } = await prisons.mutate(mutation, input, selection);
  expect(answer.errors).toBeUndefined();
  return result as Record<string, unknown>;
}

async function refused(mutation: string, input: object): Promise<[unknown, string]> {
  const { answer } = await prisons.mutate(mutation, input);
  return [answer.errors?.[0]?.extensions.code, answer.errors?.[0]?.message ?? ''];
}

async function prisonerAnswer(prisonerNumber: string, selection: string): Promise<unknown> {
  const { data, errors } = await prisons.agency.ask(
    `{ prisoner(prisonerNumber: "${prisonerNumber}") ${selection} }`,
  );
  expect(errors).toBeUndefined();
  return data?.['prisoner'];
}

async function receive(prisonerNumber: string, at: string, more: object = {}): Promise<void> {
  const input = { prisonerNumber, prisonId: 'LNI', at, reason: 'NEW_ADMISSION', ...more };
  await done('receivePrisoner', input);
}

async function leave(prisonerNumber: string, at: string, more: object = {}): Promise<void> {
  await done('releasePrisoner', { prisonerNumber, at, reason: 'RELEASED', ...more });
}

const sentence = {
  imposedOn: '2026-01-05',
  days: 300,
  years: 0,
  months: 10,
  offenceCode: '028/03',
  conditionalRelease: '2026-06-04',
  sentenceExpiry: '2026-11-01',
  licenceExpiry: '2026-11-01',
};

describe('a booking', () => {
  const prisonerNumber = 'A2001AA';

  it('begins on remand, is sentenced, moves its dates, and is answered whole', async () => {
    await prisons.registered(prisonerNumber);
    await receive(prisonerNumber, '2026-01-02T15:00:00.000Z', { reasonCode: 'N', bookNumber: '38412A' });
    const now =
      '{ legalStatus recall releaseDate confirmedReleaseDate booking { bookNumber } inPrisonSince }';
    expect(await prisonerAnswer(prisonerNumber, now)).toEqual({
      legalStatus: 'REMAND',
      recall: false,
      releaseDate: null,
      confirmedReleaseDate: null,
      booking: { bookNumber: '38412A' },
      inPrisonSince: '2026-01-02T15:00:00.000Z',
    });
    await done('imposeSentence', { prisonerNumber, ...sentence });
    await done('calculateDates', {
      prisonerNumber,
      calculatedOn: '2026-05-25',
      reason: ' Remand time credited ',
      conditionalRelease: '2026-06-01',
      sentenceExpiry: '2026-10-29',
      licenceExpiry: '2026-10-29',
      confirmedRelease: '2026-06-01',
    });
    expect(await prisonerAnswer(prisonerNumber, now)).toMatchObject({
      legalStatus: 'SENTENCED',
      releaseDate: '2026-06-01',
      confirmedReleaseDate: '2026-06-01',
    });
    const booking = `{ startedAt endedAt prison { id } sentences { days years months offenceTitle booking { bookNumber } }
      keyDates { conditionalRelease release } reception { reasonCode direction }
      keyDateRevisions { calculatedOn reason movedDays late before { release } after { release licenceExpiry } } }`;
    expect(await prisonerAnswer(prisonerNumber, `{ bookings ${booking} }`)).toEqual({
      bookings: [
        {
          startedAt: '2026-01-02T15:00:00.000Z',
          endedAt: null,
          prison: { id: 'LNI' },
          sentences: [
            {
              days: 300,
              years: 0,
              months: 10,
              offenceTitle: 'Other burglary in a dwelling.',
              booking: { bookNumber: '38412A' },
            },
          ],
          keyDates: { conditionalRelease: '2026-06-01', release: '2026-06-01' },
          reception: { reasonCode: 'N', direction: 'IN' },
          keyDateRevisions: [
            {
              calculatedOn: '2026-01-05',
              reason: 'Sentence imposed',
              movedDays: null,
              late: false,
              before: null,
              after: { release: '2026-06-04', licenceExpiry: '2026-11-01' },
            },
            {
              calculatedOn: '2026-05-25',
              reason: 'Remand time credited',
              movedDays: -3,
              late: true,
              before: { release: '2026-06-04' },
              after: { release: '2026-06-01', licenceExpiry: '2026-10-29' },
            },
          ],
        },
      ],
    });
  });

  it('ends with the release, and a recall opens a stay with its number, its sentences and a later date', async () => {
    await leave(prisonerNumber, '2026-06-01T08:30:00.000Z', { reasonCode: 'CR' });
    await receive(prisonerNumber, '2026-07-01T18:00:00.000Z', { reason: 'READMISSION', reasonCode: 'L' });
    const answer = await prisonerAnswer(
      prisonerNumber,
      `{ legalStatus recall releaseDate bookings { bookNumber recall release { reasonCode } sentences { days }
         keyDateRevisions { reason before { release } after { release confirmedRelease } } } }`,
    );
    expect(answer).toMatchObject({
      legalStatus: 'RECALL',
      recall: true,
      releaseDate: '2026-10-29',
      bookings: [
        {
          bookNumber: '38412A',
          recall: true,
          release: null,
          sentences: [{ days: 300 }],
          keyDateRevisions: [
            { reason: 'Recalled', before: null, after: { release: '2026-10-29', confirmedRelease: null } },
          ],
        },
        { bookNumber: '38412A', recall: false, release: { reasonCode: 'CR' }, sentences: [{ days: 300 }] },
      ],
    });
  });

  it('tells others what it is in its events, each by its contract', async () => {
    const events = await prisons.eventsOf(prisonerNumber);
    expect(events.map(({ type }) => type)).toEqual([
      'prisoner-offender-search.prisoner.created',
      'prisoner-offender-search.prisoner.received',
      'prison-offender-events.prisoner.imprisonment-status-changed',
      'prisons.legal-status.changed',
      'prisons.key-dates.calculated',
      'prisons.key-dates.calculated',
      'prisoner-offender-search.prisoner.released',
      'prisoner-offender-search.prisoner.received',
      'prisons.key-dates.calculated',
    ]);
    const bookingIds = events.slice(1).map(({ payload }) => {
      const { booking, sentence } = payload as { booking?: { id: string }; sentence?: { bookingId: string } };
      return booking?.id ?? sentence?.bookingId;
    });
    expect(new Set(bookingIds.slice(0, 6)).size).toBe(1);
    expect(events[3]?.payload).toMatchObject({
      booking: {
        bookNumber: '38412A',
        legalStatus: { code: 'SENTENCED', title: 'sentenced' },
        recall: false,
      },
    });
    expect(events[5]?.payload).toMatchObject({
      revision: {
        calculatedOn: '2026-05-25',
        movedDays: -3,
        before: { release: '2026-06-04' },
        after: { release: '2026-06-01', paroleEligibility: null },
      },
    });
    expect(events[6]?.payload).toMatchObject({
      movement: { reasonCode: { code: 'CR', title: 'Conditional Release (CJA91) -SH Term>1YR' } },
    });
  });
});

describe('what ends custody', () => {
  it('is a death too, which is no release, and after which nobody is in custody', async () => {
    const prisonerNumber = await prisons.inPrison('A2002AA');
    await leave(prisonerNumber, '2026-09-20T03:00:00.000Z', { reasonCode: 'DEC' });
    expect(
      await prisonerAnswer(
        prisonerNumber,
        '{ status legalStatus bookings { legalStatus release { reasonCode } } }',
      ),
    ).toEqual({
      status: 'INACTIVE_OUT',
      legalStatus: null,
      bookings: [{ legalStatus: 'DEAD', release: { reasonCode: 'DEC' } }],
    });
  });

  it('is no transfer to a psychiatric hospital: the stay goes on, with no prison, and the way leads back by readmission', async () => {
    const prisonerNumber = await prisons.inPrison('A2003AA');
    await leave(prisonerNumber, '2026-09-20T09:00:00.000Z', { reason: 'RELEASED_TO_HOSPITAL' });
    const where = '{ status prison { id } booking { prison { id } endedAt } bookings { id } }';
    expect(await prisonerAnswer(prisonerNumber, where)).toMatchObject({
      status: 'ACTIVE_OUT',
      prison: null,
      booking: { prison: null, endedAt: null },
    });
    const back = { prisonerNumber, prisonId: 'STI', at: '2026-09-25T09:00:00.000Z' };
    expect(await refused('receivePrisoner', { ...back, reason: 'TEMPORARY_ABSENCE_RETURN' })).toEqual([
      'MOVEMENT_NOT_POSSIBLE',
      expect.stringContaining('READMISSION or RELEASED'),
    ]);
    await done('receivePrisoner', { ...back, reason: 'READMISSION' });
    expect(await prisonerAnswer(prisonerNumber, where)).toMatchObject({
      status: 'ACTIVE_IN',
      prison: { id: 'STI' },
      booking: { prison: { id: 'STI' }, endedAt: null },
      bookings: [{}],
    });
    const [movement] = (await prisons.eventsOf(prisonerNumber)).slice(2);
    expect(movement?.payload).toMatchObject({
      movement: { type: { code: 'REL' }, reasonCode: { code: 'HP' } },
      booking: { endedAt: null },
    });
  });

  it('was no stay in hospital of before this, and the way back from it is still open', async () => {
    const prisonerNumber = await prisons.inPrison('A2004AA');
    // As movements of before were written: of type TAP, without a code, the prison keeping the person.
    await leave(prisonerNumber, '2026-09-20T09:00:00.000Z', { reason: 'TEMPORARY_ABSENCE_RELEASE' });
    await prisons.agency.pool.query(
      `UPDATE "Movement" SET reason = 'RELEASED_TO_HOSPITAL' WHERE "prisonerNumber" = $1 AND direction = 'OUT'`,
      [prisonerNumber],
    );
    await done('receivePrisoner', {
      prisonerNumber,
      prisonId: 'LNI',
      at: '2026-09-22T09:00:00.000Z',
      reason: 'TEMPORARY_ABSENCE_RETURN',
    });
    expect(await prisonerAnswer(prisonerNumber, '{ status bookings { endedAt } }')).toEqual({
      status: 'ACTIVE_IN',
      bookings: [{ endedAt: null }],
    });
  });
});

it('a sentence that was imposed before the person came in belongs to the stay that begins then', async () => {
  const prisonerNumber = await prisons.registered('A2005AA');
  await done('imposeSentence', { prisonerNumber, ...sentence });
  expect(await prisonerAnswer(prisonerNumber, '{ sentences { booking { id } } }')).toEqual({
    sentences: [{ booking: null }],
  });
  await receive(prisonerNumber, '2026-01-07T15:00:00.000Z');
  expect(
    await prisonerAnswer(
      prisonerNumber,
      '{ releaseDate sentences { booking { startedAt } } booking { sentences { days } keyDateRevisions { calculatedOn } } }',
    ),
  ).toEqual({
    releaseDate: '2026-06-04',
    sentences: [{ booking: { startedAt: '2026-01-07T15:00:00.000Z' } }],
    booking: { sentences: [{ days: 300 }], keyDateRevisions: [{ calculatedOn: '2026-01-07' }] },
  });
});

it('consecutive sentences have one release date: the latest', async () => {
  const prisonerNumber = await prisons.registered('A2006AA');
  await receive(prisonerNumber, '2026-01-05T15:00:00.000Z');
  const { id: first } = await done('imposeSentence', { prisonerNumber, ...sentence }, '{ id }');
  await done('imposeSentence', {
    prisonerNumber,
    ...sentence,
    consecutiveToId: first,
    conditionalRelease: '2026-08-01',
    sentenceExpiry: '2027-03-01',
  });
  expect(
    await prisonerAnswer(
      prisonerNumber,
      '{ releaseDate booking { keyDates { sentenceExpiry } } sentences { consecutiveTo { id } } }',
    ),
  ).toMatchObject({
    releaseDate: '2026-08-01',
    booking: { keyDates: { sentenceExpiry: '2027-03-01' } },
    sentences: expect.arrayContaining([{ consecutiveTo: { id: first } }]),
  });
});

describe('an adviser interview', () => {
  const prisonerNumber = 'A2007AA';
  const fields = `{ bookedFor endsAt adviser { code } place topics held minutes notHeldReason daysBeforeRelease
    releaseDateWhenBooked dateMovedSince booking { seenByAdviser } }`;

  it('says on which release date it was booked, and that the date has moved since', async () => {
    await prisons.inPrison(prisonerNumber);
    await done('imposeSentence', {
      prisonerNumber,
      imposedOn: '2026-09-01',
      days: 60,
      conditionalRelease: '2026-10-01',
      sentenceExpiry: '2026-10-30',
    });
    const { id } = await done(
      'bookAdviserInterview',
      {
        ...{
          prisonerNumber,
          purpose: 'PRE_RELEASE',
          bookedFor: '2026-09-17T09:00:00.000Z',
          adviserCode: 'EBA-0007',
        },
        ...{ topics: ['JOB_SEARCH', 'GRANT', 'JOB_SEARCH'], place: 'SHARED_ROOM' },
      },
      '{ id }',
    );
    await done('calculateDates', {
      prisonerNumber,
      calculatedOn: '2026-09-10',
      reason: 'Added days',
      conditionalRelease: '2026-10-08',
      sentenceExpiry: '2026-10-30',
    });
    await done('recordAdviserInterview', { prisonerNumber, interviewId: id, held: true, minutes: 12 });
    expect(await prisonerAnswer(prisonerNumber, `{ adviserInterviews ${fields} }`)).toEqual({
      adviserInterviews: [
        {
          bookedFor: '2026-09-17T09:00:00.000Z',
          endsAt: '2026-09-17T09:30:00.000Z',
          adviser: { code: 'EBA-0007' },
          place: 'SHARED_ROOM',
          topics: ['JOB_SEARCH', 'GRANT'],
          held: true,
          minutes: 12,
          notHeldReason: null,
          daysBeforeRelease: 21,
          releaseDateWhenBooked: '2026-10-01',
          dateMovedSince: true,
          booking: { seenByAdviser: true },
        },
      ],
    });
  });

  it('is lost by a transfer and by the release, and who records it afterwards need not say why again', async () => {
    const book = (bookedFor: string) =>
      done('bookAdviserInterview', { prisonerNumber, purpose: 'PRE_RELEASE', bookedFor }, '{ id }');
    const { id } = await book('2026-10-02T09:00:00.000Z');
    await leave(prisonerNumber, '2026-09-30T08:00:00.000Z', { reason: 'TRANSFERRED', toPrisonId: 'STI' });
    const onTheWay = { prisonerNumber, purpose: 'PRE_RELEASE', bookedFor: '2026-10-04T09:00:00.000Z' };
    expect(await refused('bookAdviserInterview', onTheWay)).toEqual([
      'NOT_IN_PRISON',
      expect.stringContaining('between two prisons'),
    ]);
    const inSti = { prisonerNumber, prisonId: 'STI', at: '2026-09-30T12:00:00.000Z', reason: 'TRANSFERRED' };
    await done('receivePrisoner', inSti);
    await book('2026-10-05T09:00:00.000Z');
    await leave(prisonerNumber, '2026-10-03T08:00:00.000Z');
    await done('recordAdviserInterview', { prisonerNumber, interviewId: id, held: false });
    expect(
      await prisonerAnswer(
        prisonerNumber,
        '{ adviserInterviews { prison { id } held notHeldReason } bookings { transfers { from { id } to { id } } } }',
      ),
    ).toEqual({
      adviserInterviews: [
        { prison: { id: 'STI' }, held: false, notHeldReason: 'RELEASED' },
        { prison: { id: 'LNI' }, held: false, notHeldReason: 'TRANSFERRED' },
        { prison: { id: 'LNI' }, held: true, notHeldReason: null },
      ],
      bookings: [{ transfers: [{ from: { id: 'LNI' }, to: { id: 'STI' } }] }],
    });
    const last = (await prisons.eventsOf(prisonerNumber)).at(-1);
    expect(last?.payload).toMatchObject({
      interview: {
        held: false,
        topics: [],
        notHeldReason: { code: 'TRANSFERRED', title: 'transferred' },
        releaseDateWhenBooked: '2026-10-08',
      },
    });
  });
});

it('an adviser sees one person at a time, but for who was not seen', async () => {
  const people = ['A2011AA', 'A2012AA', 'A2013AA'];
  for (const person of people) await prisons.inPrison(person);
  const [first, second, third] = people as [string, string, string];
  const slot = (prisonerNumber: string, bookedFor: string) => ({
    ...{ prisonerNumber, purpose: 'INDUCTION', bookedFor, adviserCode: 'EBA-0001' },
  });
  const { id } = await done('bookAdviserInterview', slot(first, '2026-09-02T10:00:00Z'), '{ id }');
  expect(await refused('bookAdviserInterview', slot(second, '2026-09-02T10:29:00Z'))).toEqual([
    'INTERVIEW_OVERLAPS',
    expect.stringContaining('EBA-0001'),
  ]);
  await done('bookAdviserInterview', slot(second, '2026-09-02T10:30:00Z'));
  await done('bookAdviserInterview', { ...slot(third, '2026-09-02T10:00:00Z'), adviserCode: 'EBA-0002' });
  const cancelled = { prisonerNumber: first, interviewId: id, notHeldReason: 'RELEASE_DATE_MOVED' };
  await done('cancelAdviserInterview', cancelled);
  expect(await refused('cancelAdviserInterview', cancelled)).toEqual([
    'INTERVIEW_RECORDED',
    expect.stringContaining('not held'),
  ]);
  expect(await refused('cancelAdviserInterview', { ...cancelled, interviewId: 'x' })).toEqual([
    'NOT_FOUND',
    expect.stringContaining('x'),
  ]);
  const planned = { ...slot(first, '2999-01-01T10:00:00Z'), adviserCode: null };
  const { id: later } = await done('bookAdviserInterview', planned, '{ id }');
  const early = { ...cancelled, interviewId: later };
  expect(await done('cancelAdviserInterview', early, '{ held notHeldReason }')).toEqual({
    held: false,
    notHeldReason: 'RELEASE_DATE_MOVED',
  });
  await prisons.inPrison('A2014AA');
  await done('bookAdviserInterview', slot('A2014AA', '2026-09-02T10:00:00Z'));
});

describe('a temporary absence', () => {
  const prisonerNumber = 'A2008AA';
  const absence = {
    ...{ prisonerNumber, type: 'SR', subType: 'RDR', reasonCode: 'R2', purpose: 'PAID_WORK' },
    ...{ startsAt: '2026-09-14T07:30:00.000Z', endsAt: '2026-09-14T17:00:00.000Z' },
  };

  it('is planned, begins and ends with the movements of the person, and is custody all the while', async () => {
    await prisons.inPrison(prisonerNumber);
    const { id } = await done('scheduleAbsence', absence, '{ id }');
    expect(await refused('scheduleAbsence', absence)).toEqual([
      'ABSENCE_OVERLAPS',
      expect.stringContaining('2026-09-14T07:30'),
    ]);
    await done('startAbsence', { prisonerNumber, absenceId: id, at: '2026-09-14T07:31:00.000Z' });
    expect(await prisonerAnswer(prisonerNumber, '{ status booking { endedAt } }')).toEqual({
      status: 'ACTIVE_OUT',
      booking: { endedAt: null },
    });
    await done('completeAbsence', { prisonerNumber, absenceId: id, at: '2026-09-14T17:20:00.000Z' });
    expect(
      await prisonerAnswer(
        prisonerNumber,
        `{ status temporaryAbsences { totalCount edges { node { status reason purpose startedAt returnedAt } } }
           movements { edges { node { reason reasonCode } } } }`,
      ),
    ).toEqual({
      status: 'ACTIVE_IN',
      temporaryAbsences: {
        totalCount: 1,
        edges: [
          {
            node: {
              status: 'LATE',
              reason: 'Paid Work Placements',
              purpose: 'PAID_WORK',
              startedAt: '2026-09-14T07:31:00.000Z',
              returnedAt: '2026-09-14T17:20:00.000Z',
            },
          },
        ],
      },
      movements: {
        edges: [
          { node: { reason: 'TEMPORARY_ABSENCE_RETURN', reasonCode: 'R2' } },
          { node: { reason: 'TEMPORARY_ABSENCE_RELEASE', reasonCode: 'R2' } },
          { node: { reason: 'NEW_ADMISSION', reasonCode: null } },
        ],
      },
    });
    expect(
      await refused('startAbsence', { prisonerNumber, absenceId: id, at: '2026-09-15T07:31:00Z' }),
    ).toEqual(['ABSENCE_NOT_POSSIBLE', expect.stringContaining('it is LATE')]);
  });

  it('is cancelled by hand, and by the release', async () => {
    const later = (day: number) => ({
      ...absence,
      startsAt: `2026-10-${day}T07:30:00.000Z`,
      endsAt: `2026-10-${day}T17:00:00.000Z`,
    });
    const { id } = await done('scheduleAbsence', later(20), '{ id }');
    await done('scheduleAbsence', later(21));
    await done('cancelAbsence', { prisonerNumber, absenceId: id });
    await leave(prisonerNumber, '2026-09-30T08:00:00.000Z');
    expect(
      await prisonerAnswer(prisonerNumber, '{ temporaryAbsences(first: 2) { edges { node { status } } } }'),
    ).toEqual({
      temporaryAbsences: { edges: [{ node: { status: 'CANCELLED' } }, { node: { status: 'CANCELLED' } }] },
    });
    const types = (await prisons.eventsOf(prisonerNumber)).map(({ type }) =>
      type.split('.').slice(-2).join('.'),
    );
    expect(types.filter((type) => type.startsWith('temporary-absence'))).toEqual([
      'temporary-absence.scheduled',
      'temporary-absence.started',
      'temporary-absence.completed',
      'temporary-absence.scheduled',
      'temporary-absence.scheduled',
      'temporary-absence.cancelled',
      'temporary-absence.cancelled',
    ]);
  });
});

describe('what cannot be is refused', () => {
  const prisonerNumber = 'A2009AA';
  const dates = {
    prisonerNumber,
    calculatedOn: '2026-09-10',
    reason: 'Sentence',
    sentenceExpiry: '2026-12-01',
  };
  const slot = { prisonerNumber, purpose: 'PRE_RELEASE', bookedFor: '2026-09-17T09:00:00Z' };
  const absence = {
    ...{ prisonerNumber, type: 'SR', subType: 'ROR', reasonCode: 'RO', purpose: 'FAMILY' },
    ...{ startsAt: '2026-09-20T07:30:00Z', endsAt: '2026-09-21T17:00:00Z' },
  };
  const released = { prisonerNumber, at: '2026-09-20T08:00:00Z', reason: 'RELEASED' };
  const received = { prisonerNumber: 'A2010AA', prisonId: 'LNI', at: '2026-09-20T08:00:00Z' };
  beforeAll(async () => {
    await prisons.inPrison(prisonerNumber);
    await done('calculateDates', dates);
    await done('bookAdviserInterview', slot);
    await prisons.registered('A2010AA');
    await receive('A2010AA', '2026-02-01T09:00:00Z', { bookNumber: '1A' });
    await leave('A2010AA', '2026-03-01T09:00:00Z');
  });

  it.each([
    [
      'a code of another type',
      'releasePrisoner',
      { ...released, reasonCode: 'N' },
      'BAD_USER_INPUT',
      /MOVE_RSN.*ADM/,
    ],
    [
      'a code that is not there',
      'releasePrisoner',
      { ...released, reasonCode: 'ZZZ' },
      'BAD_USER_INPUT',
      /"ZZZ"/,
    ],
    [
      'a release that is none',
      'releasePrisoner',
      { ...released, reasonCode: 'AV' },
      'BAD_USER_INPUT',
      /does not end custody/,
    ],
    [
      'a hospital stay of days as one for good',
      'releasePrisoner',
      { ...released, reason: 'RELEASED_TO_HOSPITAL', reasonCode: 'C6' },
      'BAD_USER_INPUT',
      /TEMPORARY_ABSENCE_RELEASE/,
    ],
    [
      'a number that is not the booking’s',
      'receivePrisoner',
      { ...received, reason: 'READMISSION', bookNumber: '2A' },
      'BAD_USER_INPUT',
      /must be 1A/,
    ],
    [
      'a new booking with the number of an old one',
      'receivePrisoner',
      { ...received, reason: 'NEW_ADMISSION', bookNumber: '1A' },
      'BAD_USER_INPUT',
      /READMISSION/,
    ],
    [
      'dates of nobody in custody',
      'calculateDates',
      { ...dates, prisonerNumber: 'A2010AA' },
      'NOT_IN_CUSTODY',
      /A2010AA/,
    ],
    [
      'a calculation before the last',
      'calculateDates',
      { ...dates, calculatedOn: '2026-09-09' },
      'BAD_USER_INPUT',
      /2026-09-10/,
    ],
    ['no dates', 'calculateDates', { ...dates, sentenceExpiry: null }, 'BAD_USER_INPUT', /At least one/],
    ['no reason', 'calculateDates', { ...dates, reason: ' ' }, 'BAD_USER_INPUT', /reason/],
    [
      'a release after the sentence',
      'calculateDates',
      { ...dates, conditionalRelease: '2026-12-02' },
      'BAD_USER_INPUT',
      /"conditionalRelease".*2026-12-01/,
    ],
    [
      'a release before the stay',
      'calculateDates',
      { ...dates, conditionalRelease: '2026-08-31' },
      'BAD_USER_INPUT',
      /2026-09-01/,
    ],
    [
      'a ground that is already',
      'changeLegalStatus',
      { prisonerNumber, legalStatus: 'UNKNOWN', changedOn: '2026-09-05' },
      'BAD_USER_INPUT',
      /another one/,
    ],
    [
      'a death as a ground',
      'changeLegalStatus',
      { prisonerNumber, legalStatus: 'DEAD', changedOn: '2026-09-05' },
      'BAD_USER_INPUT',
      /DEC/,
    ],
    [
      'a ground of before the stay',
      'changeLegalStatus',
      { prisonerNumber, legalStatus: 'REMAND', changedOn: '2026-08-31' },
      'BAD_USER_INPUT',
      /2026-09-01/,
    ],
    [
      'two interviews at once',
      'bookAdviserInterview',
      { ...slot, bookedFor: '2026-09-17T09:29:00Z' },
      'INTERVIEW_OVERLAPS',
      /2026-09-17T09:00/,
    ],
    [
      'an interview that ends before it begins',
      'bookAdviserInterview',
      { ...slot, bookedFor: '2026-09-18T09:00:00Z', endsAt: '2026-09-18T09:00:00Z' },
      'BAD_USER_INPUT',
      /endsAt/,
    ],
    [
      'an interview of before the stay',
      'bookAdviserInterview',
      { ...slot, bookedFor: '2026-08-18T09:00:00Z' },
      'BAD_USER_INPUT',
      /bookedFor/,
    ],
    [
      'an unknown sentence before it',
      'imposeSentence',
      {
        prisonerNumber,
        ...sentence,
        imposedOn: '2026-09-02',
        consecutiveToId: 'x',
        conditionalRelease: null,
      },
      'BAD_USER_INPUT',
      /consecutiveToId/,
    ],
    [
      'a subtype of another type',
      'scheduleAbsence',
      { ...absence, subType: 'SE' },
      'BAD_USER_INPUT',
      /RDR, ROR/,
    ],
    [
      'a day release over night',
      'scheduleAbsence',
      { ...absence, subType: 'RDR' },
      'BAD_USER_INPUT',
      /2026-09-20/,
    ],
    [
      'a code that is none of an absence',
      'scheduleAbsence',
      { ...absence, reasonCode: 'CR' },
      'BAD_USER_INPUT',
      /TAP/,
    ],
    [
      'an absence of nobody in prison',
      'scheduleAbsence',
      { ...absence, prisonerNumber: 'A2010AA' },
      'NOT_IN_PRISON',
      /A2010AA/,
    ],
  ])('%s', async (_name, mutation, input, code, message) => {
    expect(await refused(mutation, input)).toEqual([code, expect.stringMatching(message)]);
  });

  it('a length of an interview that was not held, and a reason of one that was', async () => {
    const { id: interviewId } = await done(
      'bookAdviserInterview',
      { ...slot, bookedFor: '2026-09-02T09:00:00Z' },
      '{ id }',
    );
    const recorded = { prisonerNumber, interviewId };
    expect((await refused('recordAdviserInterview', { ...recorded, held: false, minutes: 5 }))[1]).toMatch(
      /"minutes"/,
    );
    expect(
      (await refused('recordAdviserInterview', { ...recorded, held: true, notHeldReason: 'REGIME' }))[1],
    ).toMatch(/"notHeldReason"/);
  });
});

describe('lists that begin at a prison', () => {
  const numbers = Array.from({ length: 100 }, (_, index) => `D${String(1000 + index)}AA`);
  const step = (prisonerNumber: string, mutation: string, input: object) => ({
    mutation,
    recordedAt: '2026-09-05T10:00:00.000Z',
    input: { idempotencyKey: `${prisonerNumber}-${mutation}`, prisonerNumber, ...input },
  });
  beforeAll(async () => {
    await prisons.agency.load(
      numbers.flatMap((prisonerNumber, index) => [
        step(prisonerNumber, 'registerPrisoner', {
          ...{ forename: 'Ann', surname: 'Example', dateOfBirth: '1990-02-03', sex: 'F' },
        }),
        step(prisonerNumber, 'receivePrisoner', {
          prisonId: 'DHI',
          at: `2026-09-01T13:${String(index % 60).padStart(2, '0')}:00.000Z`,
          reason: 'NEW_ADMISSION',
        }),
        step(prisonerNumber, 'imposeSentence', {
          imposedOn: '2026-09-01',
          days: 60,
          conditionalRelease: `2026-10-${String(1 + (index % 28)).padStart(2, '0')}`,
          sentenceExpiry: '2026-10-30',
        }),
        step(prisonerNumber, 'bookAdviserInterview', {
          purpose: 'PRE_RELEASE',
          bookedFor: '2026-09-08T09:00:00.000Z',
        }),
      ]),
    );
  });

  const screen = `query ($from: Date!, $to: Date!, $first: Int!) { prison(id: "DHI") {
    releasesDue(from: $from, to: $to, first: $first) { totalCount edges { node {
      prisoner { prisonerNumber name { surname } } legalStatus startedAt keyDates { release conditionalRelease }
      keyDateRevisions { calculatedOn movedDays reason } transfers { at } seenByAdviser sentences { days }
      adviserInterviews { bookedFor purpose held adviser { code } dateMovedSince daysBeforeRelease }
      resettlement { phase releaseAddress { kind } identity { identifies } bank { bank } pathways { unanswered } }
    } } pageInfo { hasNextPage } }
  } }`;

  it('give who is due for release by the current date, with no more statements for a hundred than for one', async () => {
    const ask = async (first: number) => {
      const before = await prisons.agency.sqlStatements();
      const { data, errors } = await prisons.agency.ask(screen, {
        from: '2026-10-01',
        to: '2026-10-28',
        first,
      });
      expect(errors).toBeUndefined();
      const { prison } = data as {
        prison: { releasesDue: { totalCount: number; edges: { node: object }[] } };
      };
      return { due: prison.releasesDue, statements: (await prisons.agency.sqlStatements()) - before };
    };
    const one = await ask(1);
    const hundred = await ask(100);
    expect(one.due.totalCount).toBe(100);
    expect(hundred.due.edges).toHaveLength(100);
    expect(one.due.edges[0]?.node).toMatchObject({
      keyDates: { release: '2026-10-01' },
      seenByAdviser: false,
      adviserInterviews: [{ dateMovedSince: false, daysBeforeRelease: 23 }],
    });
    expect(hundred.statements).toBe(one.statements);
    expect(hundred.statements).toBeLessThanOrEqual(12);
  });

  it('follow a date that moves, and leave out who has left', async () => {
    const due = async (from: string, to: string) => {
      const { data } = await prisons.agency.ask(screen, { from, to, first: 500 });
      const { prison } = data as { prison: { releasesDue: { totalCount: number } } };
      return prison.releasesDue.totalCount;
    };
    expect(await due('2026-10-01', '2026-10-01')).toBe(4);
    const [first, second] = [numbers[0] as string, numbers[28] as string];
    await done('calculateDates', {
      prisonerNumber: first,
      calculatedOn: '2026-09-10',
      reason: 'Added days',
      conditionalRelease: '2026-10-29',
      sentenceExpiry: '2026-10-30',
    });
    await leave(second, '2026-09-12T08:00:00Z', { reasonCode: 'HR' });
    expect(await due('2026-10-01', '2026-10-01')).toBe(2);
    expect(await due('2026-10-29', '2026-10-29')).toBe(1);
  });

  it('give receptions of London days, interviews of a time, and who is there', async () => {
    const { data } = await prisons.agency.ask(
      `{ prison(id: "DHI") {
        receptions(from: "2026-09-01", to: "2026-09-01", first: 1) { totalCount edges { node { at } } }
        later: receptions(from: "2026-09-02", to: "2026-09-30") { totalCount }
        transfersIn: receptions(from: "2026-09-01", to: "2026-09-30", reasons: [TRANSFERRED]) { totalCount }
        adviserInterviews(from: "2026-09-08T00:00:00Z", to: "2026-09-09T00:00:00Z", first: 1) {
          totalCount edges { node { held } } }
        prisoners(first: 1) { totalCount edges { node { inPrisonSince } } }
        function successor { id }
      } wolds: prison(id: "WOI") { function successor { id } before: function(on: "2009-01-01") } }`,
    );
    expect(data).toEqual({
      prison: {
        receptions: { totalCount: 100, edges: [{ node: { at: '2026-09-01T13:59:00.000Z' } }] },
        later: { totalCount: 0 },
        transfersIn: { totalCount: 0 },
        adviserInterviews: { totalCount: 100, edges: [{ node: { held: null } }] },
        prisoners: { totalCount: 99, edges: [{ node: { inPrisonSince: '2026-09-01T13:59:00.000Z' } }] },
        function: null,
        successor: null,
      },
      wolds: { function: 'LOCAL', successor: { id: 'HMI' }, before: null },
    });
  });
});

it('a database of before gets the stays of its movements, interviews and sentences, and their key dates', async () => {
  const directory = join(import.meta.dirname, '..', 'prisma', 'migrations');
  const migration = (end: string) => {
    const name = readdirSync(directory).find((entry) => entry.endsWith(end)) ?? '';
    return readFileSync(join(directory, name, 'migration.sql'), 'utf8');
  };
  const client = await prisons.agency.pool.connect();
  try {
    await client.query('CREATE SCHEMA earlier; SET search_path TO earlier');
    await client.query(migration('_init'));
    await client.query(migration('_add_contacts'));
    // Received, moved, released, recalled to another prison; and somebody who was only registered.
    await client.query(`
      INSERT INTO "Prisoner" VALUES ('A1', 'A', 'B', '1990-01-01', 'M', NULL, NULL, 'ACTIVE_IN', 'LEI'),
        ('A2', 'A', 'B', '1990-01-01', 'M', NULL, NULL, 'INACTIVE_OUT', NULL);
      INSERT INTO "Booking" VALUES ('b1', 'A1', '2025-01-01T10:00Z', '2025-06-01T08:00Z'), ('b2', 'A1', '2025-08-01T10:00Z', NULL);
      INSERT INTO "Movement" VALUES ('b1', 'A1', '2025-01-01T10:00Z', 'ADM', 'NEW_ADMISSION', NULL, 'HLI'),
        ('m2', 'A1', '2025-02-01T10:00Z', 'TRN', 'TRANSFERRED', 'HLI', 'MDI'),
        ('m3', 'A1', '2025-02-01T12:00Z', 'TRN', 'TRANSFERRED', 'HLI', 'MDI'),
        ('m4', 'A1', '2025-06-01T08:00Z', 'REL', 'RELEASED', 'MDI', NULL),
        ('b2', 'A1', '2025-08-01T10:00Z', 'ADM', 'READMISSION', NULL, 'LEI');
      INSERT INTO "Sentence" VALUES ('s1', 'A1', '2025-01-01', 300, NULL, '2025-06-01', NULL, '2025-11-01', '2025-11-01'),
        ('s2', 'A1', '2025-01-10', 100, NULL, '2025-03-01', NULL, '2025-04-10', NULL);
      INSERT INTO "AdviserInterview" VALUES ('i1', 'A1', 'HLI', 'INDUCTION', '2025-01-03T09:00Z', true);`);
    await client.query(migration('_carry_bookings'));
    const rows = async (sql: string) => (await client.query({ text: sql, rowMode: 'array' })).rows;
    const bookings = `SELECT id, "bookId", recall, "legalStatus", "prisonId", "releaseOn"::text, "sentenceExpiry"::text FROM "Booking" ORDER BY 1`;
    expect(await rows(bookings)).toEqual([
      ['b1', 'b1', false, 'SENTENCED', null, '2025-06-01', '2025-11-01'],
      ['b2', 'b1', true, 'RECALL', 'LEI', '2025-11-01', '2025-11-01'],
    ]);
    expect(await rows('SELECT "bookingId", direction FROM "Movement" ORDER BY at')).toEqual([
      ['b1', 'IN'],
      ['b1', 'OUT'],
      ['b1', 'IN'],
      ['b1', 'OUT'],
      ['b2', 'IN'],
    ]);
    expect(await rows('SELECT id, "bookingId", "bookId" FROM "Sentence" ORDER BY 1')).toEqual([
      ['s1', 'b1', 'b1'],
      ['s2', 'b1', 'b1'],
    ]);
    expect(
      await rows(`SELECT "bookingId", topics, "endsAt" = '2025-01-03T09:30Z' FROM "AdviserInterview"`),
    ).toEqual([['b1', [], true]]);
    expect(await rows(`SELECT "inPrisonSince" = '2025-08-01T10:00Z' FROM "Prisoner" ORDER BY 1`)).toEqual([
      [true],
      [null],
    ]);
  } finally {
    client.release(true);
  }
});
