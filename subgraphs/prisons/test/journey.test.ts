import type { Caller } from '@throughgate/service';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type PrisonsUnderTest, startPrisons } from './support/prisons-under-test.ts';

let prisons: PrisonsUnderTest;
beforeAll(async () => {
  prisons = await startPrisons();
});
afterAll(() => prisons[Symbol.asyncDispose]());

describe('a prisoner from reception to release', () => {
  const prisonerNumber = 'A1001AA';

  it('is answered by query and by reference, the way the gateway asks', async () => {
    await prisons.registered(prisonerNumber);
    await prisons.mutate('receivePrisoner', {
      prisonerNumber,
      prisonId: 'LNI',
      at: '2026-09-01T14:05:00+01:00',
      reason: 'NEW_ADMISSION',
    });
    await prisons.mutate('imposeSentence', {
      prisonerNumber,
      imposedOn: '2026-09-01',
      days: 60,
      conditionalRelease: '2026-10-01',
      sentenceExpiry: '2026-10-30',
    });
    const fields = `prisonerNumber name { forename surname } dateOfBirth sex pncNumber status prison { id name }
      sentences { imposedOn days releaseDates { conditionalRelease sentenceExpiry licenceExpiry } }
      movements { edges { node { at type reason from { id } to { id } } } pageInfo { hasNextPage } }`;
    const { data } = await prisons.agency.ask(
      `query ($number: ID!, $people: [_Any!]!) {
        prisoner(prisonerNumber: $number) { ${fields} }
        _entities(representations: $people) { ... on Offender { custody { ${fields} } } }
      }`,
      {
        number: prisonerNumber,
        people: [
          {
            __typename: 'Offender',
            id: 'x',
            joinIdentifiers: { prisonerNumbers: [prisonerNumber, 'Z9999ZZ'] },
          },
        ],
      },
    );
    expect(data?.['prisoner']).toEqual({
      prisonerNumber,
      name: { forename: 'Ann', surname: 'Example' },
      dateOfBirth: '1990-02-03',
      sex: 'F',
      pncNumber: '1979/0163001B',
      status: 'ACTIVE_IN',
      prison: { id: 'LNI', name: 'Low Newton (HMP & YOI)' },
      sentences: [
        {
          imposedOn: '2026-09-01',
          days: 60,
          releaseDates: {
            conditionalRelease: '2026-10-01',
            sentenceExpiry: '2026-10-30',
            licenceExpiry: null,
          },
        },
      ],
      movements: {
        edges: [
          {
            node: {
              at: '2026-09-01T13:05:00.000Z',
              type: 'ADM',
              reason: 'NEW_ADMISSION',
              from: null,
              to: { id: 'LNI' },
            },
          },
        ],
        pageInfo: { hasNextPage: false },
      },
    });
    expect(data?.['_entities']).toEqual([{ custody: [data?.['prisoner']] }]);
  });

  it('leaves custody only with the reason RELEASED', async () => {
    const status = async () => {
      const { data } = await prisons.agency.ask(
        `{ prisoner(prisonerNumber: "${prisonerNumber}") { status prison { id } } }`,
      );
      return data?.['prisoner'];
    };
    await prisons.mutate('releasePrisoner', {
      prisonerNumber,
      at: '2026-09-10T08:00:00Z',
      reason: 'SENT_TO_COURT',
    });
    expect(await status()).toEqual({ status: 'ACTIVE_OUT', prison: { id: 'LNI' } });
    await prisons.mutate('receivePrisoner', {
      prisonerNumber,
      prisonId: 'LNI',
      at: '2026-09-10T16:00:00Z',
      reason: 'RETURN_FROM_COURT',
    });
    await prisons.mutate('releasePrisoner', {
      prisonerNumber,
      at: '2026-10-01T08:30:00Z',
      reason: 'RELEASED',
    });
    expect(await status()).toEqual({ status: 'INACTIVE_OUT', prison: null });
  });

  it('has one event for each change, its version counting up, its state after the change in it', async () => {
    const events = await prisons.eventsOf(prisonerNumber);
    expect(events.map(({ type, version }) => [Number(version), type])).toEqual([
      [1, 'prisoner-offender-search.prisoner.created'],
      [2, 'prisoner-offender-search.prisoner.received'],
      [3, 'prison-offender-events.prisoner.imprisonment-status-changed'],
      [4, 'prisons.key-dates.calculated'],
      [5, 'prisoner-offender-search.prisoner.released'],
      [6, 'prisoner-offender-search.prisoner.received'],
      [7, 'prisoner-offender-search.prisoner.released'],
    ]);
    expect(events[0]?.payload).toMatchObject({
      prisonerNumber,
      version: 1,
      person: { surname: 'Example', identifiers: { prisonerNumber, pnc: '1979/0163001B', cro: null } },
    });
    expect(events[4]?.payload).toMatchObject({ status: { code: 'ACTIVE_OUT' }, booking: { endedAt: null } });
    expect(events[6]?.payload).toMatchObject({
      movement: { reason: { code: 'RELEASED', title: 'released' } },
      booking: { startedAt: '2026-09-01T13:05:00.000Z', endedAt: '2026-10-01T08:30:00.000Z' },
    });
  });
});

it('a transfer keeps the prison left until the other one receives, and moves within one booking', async () => {
  const prisonerNumber = await prisons.inPrison('A1002AA');
  await prisons.mutate('releasePrisoner', {
    prisonerNumber,
    at: '2026-09-05T08:00:00Z',
    reason: 'TRANSFERRED',
    toPrisonId: 'STI',
  });
  const { result } = await prisons.mutate(
    'receivePrisoner',
    { prisonerNumber, prisonId: 'STI', at: '2026-09-05T12:00:00Z', reason: 'TRANSFERRED' },
    '{ type from { id } to { id } prisoner { status prison { id } } }',
  );
  expect(result).toEqual({
    type: 'TRN',
    from: { id: 'LNI' },
    to: { id: 'STI' },
    prisoner: { status: 'ACTIVE_IN', prison: { id: 'STI' } },
  });
  const bookings = (await prisons.eventsOf(prisonerNumber)).slice(1).map(({ payload }) => payload['booking']);
  expect(new Set(bookings.map((booking) => (booking as { id: string }).id)).size).toBe(1);
});

it('an adviser interview is booked at the prison that holds the person and recorded later', async () => {
  const prisonerNumber = await prisons.inPrison('A1003AA');
  const { result: booked } = await prisons.mutate(
    'bookAdviserInterview',
    { prisonerNumber, purpose: 'INDUCTION', bookedFor: '2026-09-03T09:00:00Z' },
    '{ id prison { id } held }',
  );
  expect(booked).toMatchObject({ prison: { id: 'LNI' }, held: null });
  const { result } = await prisons.mutate(
    'recordAdviserInterview',
    { prisonerNumber, interviewId: (booked as { id: string }).id, held: true },
    '{ held prisoner { adviserInterviews { held purpose } } }',
  );
  expect(result).toEqual({
    held: true,
    prisoner: { adviserInterviews: [{ held: true, purpose: 'INDUCTION' }] },
  });
});

it('recalculated release dates replace the earlier ones', async () => {
  const prisonerNumber = await prisons.inPrison('A1004AA');
  const { result: sentence } = await prisons.mutate(
    'imposeSentence',
    { prisonerNumber, imposedOn: '2026-09-01', days: 400, sentenceExpiry: '2027-10-05' },
    '{ id }',
  );
  const { result } = await prisons.mutate(
    'changeReleaseDates',
    {
      prisonerNumber,
      sentenceId: (sentence as { id: string }).id,
      calculatedOn: '2026-09-20',
      conditionalRelease: '2027-02-08',
      sentenceExpiry: '2027-10-05',
    },
    '{ days releaseDates { conditionalRelease } }',
  );
  expect(result).toEqual({ days: 400, releaseDates: { conditionalRelease: '2027-02-08' } });
});

it('a number written in lower case is the same file', async () => {
  await prisons.registered('A1012AA');
  const call = {
    prisonerNumber: 'a1012aa',
    prisonId: 'LNI',
    at: '2026-09-01T13:05:00Z',
    reason: 'NEW_ADMISSION',
  };
  const { result } = await prisons.mutate('receivePrisoner', call, '{ prisoner { prisonerNumber } }');
  expect(result).toEqual({ prisoner: { prisonerNumber: 'A1012AA' } });
});

it('a second mutation in a request answers with what the first and it have changed', async () => {
  const prisonerNumber = await prisons.inPrison('A1013AA');
  const { data } = await prisons.agency.ask(
    `mutation ($leave: ReleasePrisonerInput!, $return: ReceivePrisonerInput!) {
      leave: releasePrisoner(input: $leave) { prisoner { status } }
      return: receivePrisoner(input: $return) { prisoner { status } }
    }`,
    {
      leave: { idempotencyKey: 'two-1', prisonerNumber, at: '2026-09-02T08:00:00Z', reason: 'SENT_TO_COURT' },
      return: {
        idempotencyKey: 'two-2',
        prisonerNumber,
        prisonId: 'LNI',
        at: '2026-09-02T16:00:00Z',
        reason: 'RETURN_FROM_COURT',
      },
    },
  );
  expect(data).toEqual({
    leave: { prisoner: { status: 'ACTIVE_OUT' } },
    return: { prisoner: { status: 'ACTIVE_IN' } },
  });
});

describe('where a person is held', () => {
  const locationOf = async (...prisonerNumbers: readonly string[]): Promise<unknown> => {
    const { data, errors } = await prisons.agency.ask(
      'query ($people: [_Any!]!) { _entities(representations: $people) { ... on Offender { location { prison { id name } wing } } } }',
      { people: [{ __typename: 'Offender', id: 'x', joinIdentifiers: { prisonerNumbers } }] },
    );
    expect(errors).toBeUndefined();
    const { _entities } = data as { _entities: { location: unknown }[] };
    return _entities[0]?.location;
  };
  const at = (id: string, name: string, wing: string | null) => ({ prison: { id, name }, wing });
  const lowNewton = (wing: string | null) => at('LNI', 'Low Newton (HMP & YOI)', wing);
  const move = (mutation: string, input: object) => prisons.mutate(mutation, input, '{ wing }');

  it('follows the person from wing to wing and from prison to prison, and ends with custody', async () => {
    const prisonerNumber = await prisons.registered('A1014AA');
    expect(await locationOf(prisonerNumber)).toBeNull();
    const admission = { prisonerNumber, prisonId: 'LNI', reason: 'NEW_ADMISSION', wing: 'B wing' };
    const { result } = await move('receivePrisoner', { ...admission, at: '2026-09-01T13:05:00Z' });
    expect(result).toEqual({ wing: 'B wing' });
    expect(await locationOf(prisonerNumber)).toEqual(lowNewton('B wing'));
    expect((await prisons.eventsOf(prisonerNumber)).at(-1)?.payload).toMatchObject({
      movement: { wing: 'B wing' },
    });
    // Another unit in the same prison is recorded with the phase of resettlement.
    const phase = { prisonerNumber, phase: 'INDUCTION', phaseFrom: '2026-09-02', unit: 'First night centre' };
    await prisons.mutate('enterPhase', phase);
    expect(await locationOf(prisonerNumber)).toEqual(lowNewton('First night centre'));
    // Who is at court is still of the prison, and comes back to where they were.
    const court = { prisonerNumber, reason: 'SENT_TO_COURT', at: '2026-09-03T08:00:00Z' };
    const { result: left } = await move('releasePrisoner', court);
    expect(left).toEqual({ wing: null });
    expect(await locationOf(prisonerNumber)).toEqual(lowNewton('First night centre'));
    const back = { prisonerNumber, prisonId: 'LNI', reason: 'RETURN_FROM_COURT', at: '2026-09-03T16:00:00Z' };
    await move('receivePrisoner', back);
    expect(await locationOf(prisonerNumber)).toEqual(lowNewton('First night centre'));
    await move('releasePrisoner', { ...court, at: '2026-09-04T08:00:00Z' });
    await move('receivePrisoner', { ...back, at: '2026-09-04T16:00:00Z', wing: 'A wing' });
    expect(await locationOf(prisonerNumber)).toEqual(lowNewton('A wing'));
    // On the way to another prison nobody holds the person; what the one left recorded does not count at the other.
    const transfer = { prisonerNumber, reason: 'TRANSFERRED', toPrisonId: 'STI', at: '2026-09-05T08:00:00Z' };
    await move('releasePrisoner', transfer);
    expect(await locationOf(prisonerNumber)).toBeNull();
    const arrival = { prisonerNumber, prisonId: 'STI', reason: 'TRANSFERRED', at: '2026-09-05T12:00:00Z' };
    await move('receivePrisoner', arrival);
    expect(await locationOf(prisonerNumber)).toEqual(at('STI', 'Styal (HMP & YOI)', null));
    await move('releasePrisoner', { prisonerNumber, reason: 'RELEASED', at: '2026-10-01T08:30:00Z' });
    expect(await locationOf(prisonerNumber)).toBeNull();
  });

  it('is that of the record of the person who came in last, where there are several', async () => {
    const earlier = await prisons.inPrison('A1015AA');
    const later = await prisons.registered('A1016AA');
    const admission = { prisonerNumber: later, prisonId: 'STI', reason: 'NEW_ADMISSION', wing: 'C wing' };
    await move('receivePrisoner', { ...admission, at: '2026-09-02T13:05:00Z' });
    const outside = await prisons.registered('A1017AA');
    expect(await locationOf(earlier, 'Z9999ZZ', later, outside)).toEqual(
      at('STI', 'Styal (HMP & YOI)', 'C wing'),
    );
    expect(await locationOf()).toBeNull();
  });

  it('is answered to a gateway whose supergraph is of an earlier version', async () => {
    const prisonerNumber = await prisons.inPrison('A1020AA');
    const { data } = await prisons.agency.ask(
      'query ($people: [_Any!]!) { _entities(representations: $people) { ... on Offender { location { prison { id } } custody { prisonerNumber } } } }',
      { people: [{ __typename: 'Offender', id: 'x', identifiers: { prisonerNumbers: [prisonerNumber] } }] },
    );
    const answered = { location: { prison: { id: 'LNI' } }, custody: [{ prisonerNumber }] };
    expect(data).toEqual({ _entities: [answered] });
  });

  it('is known to those who may know it, and nothing else of their custody', async () => {
    const prisonerNumber = await prisons.inPrison('A1019AA');
    const mentor = {
      id: 'mentor',
      kind: 'person',
      organisation: 'hmp-low-newton',
      roles: [],
      scopes: ['prisons:location'],
    } as const;
    const people = [
      { __typename: 'Offender', id: 'x', joinIdentifiers: { prisonerNumbers: [prisonerNumber] } },
    ];
    const asked = (fields: string, caller?: Caller) =>
      prisons.agency.ask(
        `query ($people: [_Any!]!) { _entities(representations: $people) { ... on Offender { ${fields} } } }`,
        { people },
        caller,
      );
    const place = 'location { prison { id } wing }';
    const { data, errors } = await asked(`${place} custody { prisonerNumber }`, mentor);
    expect(data).toEqual({ _entities: [{ location: { prison: { id: 'LNI' }, wing: null }, custody: null }] });
    expect(errors?.map(({ path, extensions }) => [path?.at(-1), extensions.code])).toEqual([
      ['custody', 'UNAUTHORIZED_FIELD_OR_TYPE'],
    ]);
    const nobody = { ...mentor, scopes: ['outcomes:name'] };
    expect((await asked(place, nobody)).data).toEqual({ _entities: [{ location: null }] });
    const { data: moved, errors: refused } = await prisons.agency.ask(
      'mutation ($input: ReleasePrisonerInput!) { releasePrisoner(input: $input) { id } }',
      {
        input: { idempotencyKey: 'mentor-1', prisonerNumber, at: '2026-09-02T08:00:00Z', reason: 'RELEASED' },
      },
      mentor,
    );
    expect(moved ?? null).toBeNull();
    expect(refused?.[0]?.extensions.code).toBe('FORBIDDEN');
  });

  it('has no wing without a name', async () => {
    const prisonerNumber = await prisons.registered('A1018AA');
    const admission = { prisonerNumber, prisonId: 'LNI', reason: 'NEW_ADMISSION', wing: ' ' };
    const { answer } = await move('receivePrisoner', { ...admission, at: '2026-09-01T13:05:00Z' });
    expect(answer.errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
    expect(answer.errors?.[0]?.message).toContain('wing');
    expect(await locationOf(prisonerNumber)).toBeNull();
  });
});
