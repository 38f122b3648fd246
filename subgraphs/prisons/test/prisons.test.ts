import { type AgencyUnderTest, startAgencyForTest } from '@throughgate/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { prisons } from '../src/subgraph.ts';

let agency: AgencyUnderTest;
beforeAll(async () => {
  agency = await startAgencyForTest(prisons);
});
afterAll(() => agency[Symbol.asyncDispose]());

const mutate: AgencyUnderTest['mutate'] = (...call) => agency.mutate(...call);
const eventsOf: AgencyUnderTest['eventsOf'] = (key) => agency.eventsOf(key);

const person = { forename: 'Ann', surname: 'Example', dateOfBirth: '1990-02-03', sex: 'F' };

async function registered(prisonerNumber: string): Promise<string> {
  await mutate('registerPrisoner', { prisonerNumber, ...person, pncNumber: '1979/163001B' });
  return prisonerNumber;
}

async function inPrison(prisonerNumber: string, prisonId = 'LNI'): Promise<string> {
  await registered(prisonerNumber);
  await mutate('receivePrisoner', {
    prisonerNumber,
    prisonId,
    at: '2026-09-01T13:05:00Z',
    reason: 'NEW_ADMISSION',
  });
  return prisonerNumber;
}

describe('a prisoner from reception to release', () => {
  const prisonerNumber = 'A1001AA';

  it('is answered by query and by reference, the way the gateway asks', async () => {
    await registered(prisonerNumber);
    await mutate('receivePrisoner', {
      prisonerNumber,
      prisonId: 'LNI',
      at: '2026-09-01T14:05:00+01:00',
      reason: 'NEW_ADMISSION',
    });
    await mutate('imposeSentence', {
      prisonerNumber,
      imposedOn: '2026-09-01',
      days: 60,
      conditionalRelease: '2026-10-01',
      sentenceExpiry: '2026-10-30',
    });
    const fields = `prisonerNumber name { forename surname } dateOfBirth sex pncNumber status prison { id name }
      sentences { imposedOn days releaseDates { conditionalRelease sentenceExpiry licenceExpiry } }
      movements { edges { node { at type reason from { id } to { id } } } pageInfo { hasNextPage } }`;
    const { data } = await agency.ask(
      `query ($number: ID!, $people: [_Any!]!) {
        prisoner(prisonerNumber: $number) { ${fields} }
        _entities(representations: $people) { ... on Offender { custody { ${fields} } } }
      }`,
      {
        number: prisonerNumber,
        people: [
          { __typename: 'Offender', id: 'x', identifiers: { prisonerNumbers: [prisonerNumber, 'Z9999ZZ'] } },
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
      const { data } = await agency.ask(
        `{ prisoner(prisonerNumber: "${prisonerNumber}") { status prison { id } } }`,
      );
      return data?.['prisoner'];
    };
    await mutate('releasePrisoner', { prisonerNumber, at: '2026-09-10T08:00:00Z', reason: 'SENT_TO_COURT' });
    expect(await status()).toEqual({ status: 'ACTIVE_OUT', prison: { id: 'LNI' } });
    await mutate('receivePrisoner', {
      prisonerNumber,
      prisonId: 'LNI',
      at: '2026-09-10T16:00:00Z',
      reason: 'RETURN_FROM_COURT',
    });
    await mutate('releasePrisoner', { prisonerNumber, at: '2026-10-01T08:30:00Z', reason: 'RELEASED' });
    expect(await status()).toEqual({ status: 'INACTIVE_OUT', prison: null });
  });

  it('has one event for each change, its version counting up, its state after the change in it', async () => {
    const events = await eventsOf(prisonerNumber);
    expect(events.map(({ type, version }) => [Number(version), type])).toEqual([
      [1, 'prisoner-offender-search.prisoner.created'],
      [2, 'prisoner-offender-search.prisoner.received'],
      [3, 'prison-offender-events.prisoner.imprisonment-status-changed'],
      [4, 'prisoner-offender-search.prisoner.released'],
      [5, 'prisoner-offender-search.prisoner.received'],
      [6, 'prisoner-offender-search.prisoner.released'],
    ]);
    expect(events[0]?.payload).toMatchObject({
      prisonerNumber,
      version: 1,
      person: { surname: 'Example', identifiers: { prisonerNumber, pnc: '1979/0163001B', cro: null } },
    });
    expect(events[3]?.payload).toMatchObject({ status: { code: 'ACTIVE_OUT' }, booking: { endedAt: null } });
    expect(events[5]?.payload).toMatchObject({
      movement: { reason: { code: 'RELEASED', title: 'released' } },
      booking: { startedAt: '2026-09-01T13:05:00.000Z', endedAt: '2026-10-01T08:30:00.000Z' },
    });
  });
});

it('a transfer keeps the prison left until the other one receives, and moves within one booking', async () => {
  const prisonerNumber = await inPrison('A1002AA');
  await mutate('releasePrisoner', {
    prisonerNumber,
    at: '2026-09-05T08:00:00Z',
    reason: 'TRANSFERRED',
    toPrisonId: 'STI',
  });
  const { result } = await mutate(
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
  const bookings = (await eventsOf(prisonerNumber)).slice(1).map(({ payload }) => payload['booking']);
  expect(new Set(bookings.map((booking) => (booking as { id: string }).id)).size).toBe(1);
});

it('an adviser interview is booked at the prison that holds the person and recorded later', async () => {
  const prisonerNumber = await inPrison('A1003AA');
  const { result: booked } = await mutate(
    'bookAdviserInterview',
    { prisonerNumber, purpose: 'INDUCTION', bookedFor: '2026-09-03T09:00:00Z' },
    '{ id prison { id } held }',
  );
  expect(booked).toMatchObject({ prison: { id: 'LNI' }, held: null });
  const { result } = await mutate(
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
  const prisonerNumber = await inPrison('A1004AA');
  const { result: sentence } = await mutate(
    'imposeSentence',
    { prisonerNumber, imposedOn: '2026-09-01', days: 400, sentenceExpiry: '2027-10-05' },
    '{ id }',
  );
  const { result } = await mutate(
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

describe('a call that is repeated', () => {
  const input = { prisonerNumber: 'A1005AA', ...person, idempotencyKey: 'repeated' };

  it('returns the first result and writes nothing', async () => {
    const first = await mutate('registerPrisoner', input, '{ prisonerNumber }');
    const again = await mutate('registerPrisoner', input, '{ prisonerNumber }');
    expect(again.result).toEqual({ prisonerNumber: 'A1005AA' });
    expect(again.answer).toEqual(first.answer);
    expect(await eventsOf('A1005AA')).toHaveLength(1);
  });

  it('is refused when the same key comes with another input', async () => {
    expect((await mutate('registerPrisoner', { ...input, forename: 'Bob' })).code).toBe(
      'IDEMPOTENCY_KEY_REUSED',
    );
  });

  it('may succeed after a failure, which keeps nothing', async () => {
    const later = { idempotencyKey: 'later', prisonerNumber: 'A1006AA', prisonId: 'LNI' };
    const call = { ...later, at: '2026-09-01T13:05:00Z', reason: 'NEW_ADMISSION' };
    expect((await mutate('receivePrisoner', call)).code).toBe('NOT_FOUND');
    await registered('A1006AA');
    expect((await mutate('receivePrisoner', call)).code).toBeUndefined();
  });

  it('ten at once count as one', async () => {
    const call = { ...input, prisonerNumber: 'A1007AA', idempotencyKey: 'ten at once' };
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => mutate('registerPrisoner', call, '{ prisonerNumber }')),
    );
    expect(answers.map(({ result }) => result)).toEqual(
      Array.from({ length: 10 }, () => ({ prisonerNumber: 'A1007AA' })),
    );
    expect(await eventsOf('A1007AA')).toHaveLength(1);
  });
});

describe('bad input gets a code and says what was expected', () => {
  const at = '2026-09-02T08:00:00Z';
  it.each([
    [
      'a malformed prisoner number',
      'registerPrisoner',
      { prisonerNumber: 'nonsense', ...person },
      'BAD_USER_INPUT',
      /prisonerNumber/,
    ],
    [
      'a PNC with a wrong check letter',
      'registerPrisoner',
      { prisonerNumber: 'A1010AA', ...person, pncNumber: '1980/0163001B' },
      'BAD_USER_INPUT',
      /pncNumber/,
    ],
    [
      'a second record for a number',
      'registerPrisoner',
      { prisonerNumber: 'A1009AA', ...person },
      'ALREADY_EXISTS',
      /A1009AA/,
    ],
    [
      'a prison that does not exist',
      'receivePrisoner',
      { prisonerNumber: 'A1008AA', prisonId: 'QQQ', at, reason: 'NEW_ADMISSION' },
      'BAD_USER_INPUT',
      /QQQ/,
    ],
    [
      'a reason that is none for a reception',
      'receivePrisoner',
      { prisonerNumber: 'A1008AA', prisonId: 'LNI', at, reason: 'RELEASED' },
      'BAD_USER_INPUT',
      /NEW_ADMISSION/,
    ],
    [
      'a release of somebody who is free',
      'releasePrisoner',
      { prisonerNumber: 'A1008AA', at, reason: 'RELEASED' },
      'MOVEMENT_NOT_POSSIBLE',
      /INACTIVE_OUT/,
    ],
    [
      'an admission of somebody who is in',
      'receivePrisoner',
      { prisonerNumber: 'A1009AA', prisonId: 'LNI', at, reason: 'NEW_ADMISSION' },
      'MOVEMENT_NOT_POSSIBLE',
      /ACTIVE_IN/,
    ],
    [
      'a movement before the last one',
      'releasePrisoner',
      { prisonerNumber: 'A1009AA', at: '2026-08-01T08:00:00Z', reason: 'RELEASED' },
      'BAD_USER_INPUT',
      /2026-09-01T13:05/,
    ],
    [
      'a sentence of no days',
      'imposeSentence',
      { prisonerNumber: 'A1009AA', imposedOn: '2026-09-01', days: 0, sentenceExpiry: '2026-10-01' },
      'BAD_USER_INPUT',
      /days/,
    ],
    [
      'a key date before the sentence',
      'imposeSentence',
      { prisonerNumber: 'A1009AA', imposedOn: '2026-09-01', days: 9, sentenceExpiry: '2026-08-01' },
      'BAD_USER_INPUT',
      /sentenceExpiry/,
    ],
    [
      'a sentence that is not there',
      'changeReleaseDates',
      {
        prisonerNumber: 'A1009AA',
        sentenceId: 'none',
        calculatedOn: '2026-09-01',
        sentenceExpiry: '2026-10-01',
      },
      'NOT_FOUND',
      /none/,
    ],
    [
      'an interview with somebody who is free',
      'bookAdviserInterview',
      { prisonerNumber: 'A1008AA', purpose: 'INDUCTION', bookedFor: at },
      'NOT_IN_PRISON',
      /A1008AA/,
    ],
    [
      'text that cannot be stored',
      'registerPrisoner',
      { prisonerNumber: 'A1010AA', ...person, surname: 'A\u0000' },
      'BAD_USER_INPUT',
      /U\+0000/,
    ],
    [
      'half a surrogate pair, which would be stored as another character',
      'registerPrisoner',
      { prisonerNumber: 'A1010AA', ...person, surname: 'A\ud83d' },
      'BAD_USER_INPUT',
      /"surname".*surrogate/,
    ],
    [
      'text that is too long',
      'registerPrisoner',
      { prisonerNumber: 'A1010AA', ...person, surname: 'A'.repeat(4_001) },
      'BAD_USER_INPUT',
      /"surname".*4000/,
    ],
    [
      'an idempotency key that is too long',
      'registerPrisoner',
      { idempotencyKey: 'f'.repeat(256), prisonerNumber: 'A1010AA', ...person },
      'BAD_USER_INPUT',
      /"idempotencyKey".*255.*256/,
    ],
    [
      'an empty idempotency key',
      'registerPrisoner',
      { idempotencyKey: '', prisonerNumber: 'A1010AA', ...person },
      'BAD_USER_INPUT',
      /"idempotencyKey"/,
    ],
    [
      'a birth that is still to come',
      'registerPrisoner',
      { prisonerNumber: 'A1010AA', ...person, dateOfBirth: '2999-01-01' },
      'BAD_USER_INPUT',
      /"dateOfBirth".*2999-01-01/,
    ],
    [
      'a reception that is still to come',
      'receivePrisoner',
      { prisonerNumber: 'A1008AA', prisonId: 'LNI', at: '2999-01-01T09:00:00Z', reason: 'NEW_ADMISSION' },
      'BAD_USER_INPUT',
      /"at".*2999-01-01/,
    ],
    [
      'a sentence that is still to come',
      'imposeSentence',
      { prisonerNumber: 'A1009AA', imposedOn: '2999-01-01', days: 9, sentenceExpiry: '2999-10-01' },
      'BAD_USER_INPUT',
      /"imposedOn".*2999-01-01/,
    ],
    [
      'a date that does not exist',
      'imposeSentence',
      { prisonerNumber: 'A1009AA', imposedOn: '2026-02-30', days: 9, sentenceExpiry: '2026-10-01' },
      'BAD_USER_INPUT',
      /2026-02-30/,
    ],
  ])('%s', async (_name, mutation, input, code, message) => {
    await registered('A1008AA');
    await inPrison('A1009AA');
    const { answer } = await mutate(mutation, input);
    expect(answer.errors?.[0]?.extensions.code).toBe(code);
    expect(answer.errors?.[0]?.message).toMatch(message);
  });
});

it('movements are paged, the latest first, each exactly once', async () => {
  const prisonerNumber = await inPrison('A1011AA');
  for (let day = 2; day < 8; day++) {
    const at = (hour: string) => `2026-09-0${day}T${hour}:00:00Z`;
    await mutate('releasePrisoner', { prisonerNumber, at: at('08'), reason: 'SENT_TO_COURT' });
    await mutate('receivePrisoner', {
      prisonerNumber,
      prisonId: 'LNI',
      at: at('17'),
      reason: 'RETURN_FROM_COURT',
    });
  }
  const seen: string[] = [];
  let after: string | null = null;
  do {
    const { data } = await agency.ask(
      `query ($number: ID!, $after: String) { prisoner(prisonerNumber: $number) {
        movements(first: 4, after: $after) { edges { node { at } } pageInfo { hasNextPage endCursor } } } }`,
      { number: prisonerNumber, after },
    );
    const { movements } = (data?.['prisoner'] ?? {}) as {
      movements: { edges: { node: { at: string } }[]; pageInfo: { hasNextPage: boolean; endCursor: string } };
    };
    seen.push(...movements.edges.map(({ node }) => node.at));
    after = movements.pageInfo.hasNextPage ? movements.pageInfo.endCursor : null;
  } while (after !== null);
  expect(seen).toHaveLength(13);
  expect(seen).toEqual([...new Set(seen)].sort().reverse());
});

it('a number written in lower case is the same file', async () => {
  await registered('A1012AA');
  const call = {
    prisonerNumber: 'a1012aa',
    prisonId: 'LNI',
    at: '2026-09-01T13:05:00Z',
    reason: 'NEW_ADMISSION',
  };
  const { result } = await mutate('receivePrisoner', call, '{ prisoner { prisonerNumber } }');
  expect(result).toEqual({ prisoner: { prisonerNumber: 'A1012AA' } });
});

it('a second mutation in a request answers with what the first and it have changed', async () => {
  const prisonerNumber = await inPrison('A1013AA');
  const { data } = await agency.ask(
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

it('a cursor of another list is refused, and costs the other lists of the request nothing', async () => {
  const prisonerNumber = await inPrison('A1014AA');
  const { data, errors } = await agency.ask(
    `{ prisoner(prisonerNumber: "${prisonerNumber}") {
      good: movements { edges { node { type } } }
      bad: movements(after: "${Buffer.from('["MDI"]').toString('base64url')}") { edges { node { type } } } } }`,
  );
  expect(data).toEqual({ prisoner: null });
  expect(errors).toMatchObject([
    {
      path: ['prisoner', 'bad'],
      message: expect.stringContaining('endCursor'),
      extensions: { code: 'BAD_USER_INPUT' },
    },
  ]);
});

it('the prison register is paged in the order of ids', async () => {
  const { data } = await agency.ask(
    '{ prisons(first: 3, active: true) { totalCount edges { cursor node { id } } pageInfo { hasNextPage } } }',
  );
  expect(data?.['prisons']).toMatchObject({
    edges: [{ node: { id: 'ACI' } }, { node: { id: 'AGI' } }, { node: {} }],
    pageInfo: { hasNextPage: true },
  });
});

it('each prison of the register is listed once, whatever the size of the pages', async () => {
  for (const first of [500, 7]) {
    const ids: string[] = [];
    let after: string | null = null;
    let total: unknown;
    do {
      const answer = await agency.ask(
        `query ($first: Int!, $after: String) { prisons(first: $first, after: $after) {
          totalCount edges { node { id } } pageInfo { hasNextPage endCursor } } }`,
        { first, after },
      );
      const page = answer.data?.['prisons'] as {
        totalCount: number;
        edges: { node: { id: string } }[];
        pageInfo: { hasNextPage: boolean; endCursor: string };
      };
      ids.push(...page.edges.map(({ node }) => node.id));
      total = page.totalCount;
      after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
    } while (after !== null);
    expect(new Set(ids).size).toBe(ids.length);
    expect(total).toBe(ids.length);
    expect(ids.filter((id) => id === 'HDI')).toHaveLength(1);
  }
});

it('whether an interview was held is recorded after it, not before', async () => {
  const prisonerNumber = await inPrison('A1011AA');
  const { result } = await mutate(
    'bookAdviserInterview',
    { prisonerNumber, purpose: 'PRE_RELEASE', bookedFor: '2999-01-01T09:00:00Z' },
    '{ id }',
  );
  const { id: interviewId } = result as { id: string };
  const { answer } = await mutate('recordAdviserInterview', { prisonerNumber, interviewId, held: true });
  expect(answer.errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
  expect(answer.errors?.[0]?.message).toMatch(/planned for 2999-01-01/);
});

it('a clock that is a little ahead of ours does no harm', async () => {
  const prisonerNumber = await registered('A1913AA');
  const at = new Date(Date.now() + 60_000).toISOString();
  const { code } = await mutate('receivePrisoner', {
    prisonerNumber,
    prisonId: 'LNI',
    at,
    reason: 'NEW_ADMISSION',
  });
  expect(code).toBeUndefined();
});

it('text in a document is checked as text in variables is', async () => {
  const { errors } = await agency.ask(
    `mutation { registerPrisoner(input: { idempotencyKey: "literal", prisonerNumber: "A1013AA", forename: "A\\u0000",
      surname: "B", dateOfBirth: "1990-02-03", sex: F }) { prisonerNumber } }`,
  );
  expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT', field: 'forename' } }]);
});

it('a hundred people cost as many SQL statements as one', async () => {
  const numbers = Array.from({ length: 100 }, (_, index) => `B${String(1000 + index)}CC`);
  const at = '2026-09-01T13:05:00.000Z';
  await agency.load(
    numbers.flatMap((prisonerNumber) => [
      {
        mutation: 'registerPrisoner',
        input: { idempotencyKey: `load-${prisonerNumber}-1`, prisonerNumber, ...person },
        recordedAt: at,
      },
      {
        mutation: 'receivePrisoner',
        input: {
          idempotencyKey: `load-${prisonerNumber}-2`,
          prisonerNumber,
          prisonId: 'LNI',
          at,
          reason: 'NEW_ADMISSION',
        },
        recordedAt: at,
      },
    ]),
  );
  const statements = async (people: number) => {
    const before = await agency.sqlStatements();
    const { data } = await agency.ask(
      `query ($people: [_Any!]!) { _entities(representations: $people) { ... on Offender { custody {
        status prison { name } sentences { days } movements(first: 5) { edges { node { at from { id } } } }
        adviserInterviews { held } } } } }`,
      {
        people: numbers.slice(0, people).map((number) => ({
          __typename: 'Offender',
          id: number,
          identifiers: { prisonerNumbers: [number] },
        })),
      },
    );
    expect(data?.['_entities']).toHaveLength(people);
    expect(data?.['_entities']).not.toContainEqual({ custody: [] });
    return (await agency.sqlStatements()) - before;
  };
  const one = await statements(1);
  expect(one).toBeLessThanOrEqual(10);
  expect(await statements(100)).toBe(one);
});

describe('a bulk load', () => {
  it('writes the rows and events that live mutations write', async () => {
    const recordedAt = '2026-10-01T15:00:00.000Z';
    const steps = (prisonerNumber: string, prefix: string) => [
      { mutation: 'registerPrisoner', input: { idempotencyKey: `${prefix}1`, prisonerNumber, ...person } },
      {
        mutation: 'receivePrisoner',
        input: {
          idempotencyKey: `${prefix}2`,
          prisonerNumber,
          prisonId: 'LNI',
          at: '2026-09-01T13:05:00.000Z',
          reason: 'NEW_ADMISSION',
        },
      },
      {
        mutation: 'releasePrisoner',
        input: {
          idempotencyKey: `${prefix}3`,
          prisonerNumber,
          at: '2026-10-01T08:30:00.000Z',
          reason: 'RELEASED',
        },
      },
    ];
    const result = await agency.load(steps('C1001CC', 'bulk').map((step) => ({ ...step, recordedAt })));
    expect(result).toEqual({ files: 1, events: 3, skipped: 0 });
    for (const { mutation, input } of steps('C1002CC', 'live')) await mutate(mutation, input);

    const withoutIds = (value: unknown) =>
      JSON.parse(
        JSON.stringify(value)
          .replaceAll('C1001CC', 'C1002CC')
          .replace(/"[0-9a-f]{8}-[0-9a-f-]{27}"/g, '"id"'),
      );
    const payloads = async (key: string) => (await eventsOf(key)).map(({ type, payload }) => [type, payload]);
    expect(withoutIds(await payloads('C1001CC'))).toEqual(withoutIds(await payloads('C1002CC')));
    const rows = async (table: string, key: string) =>
      (await agency.pool.query(`SELECT * FROM "${table}" WHERE "prisonerNumber" = $1 ORDER BY 1`, [key]))
        .rows;
    for (const table of ['Prisoner', 'Booking', 'Movement']) {
      const sorted = async (key: string) =>
        (withoutIds(await rows(table, key)) as unknown[]).map((row) => JSON.stringify(row)).sort();
      expect(await sorted('C1001CC')).toEqual(await sorted('C1002CC'));
    }
  });

  it('skips files that exist, so that it can be run again', async () => {
    const steps = [
      {
        mutation: 'registerPrisoner',
        input: { idempotencyKey: 'again', prisonerNumber: 'C1001CC', ...person },
        recordedAt: '2026-09-01T15:00:00.000Z',
      },
    ];
    expect(await agency.load(steps)).toEqual({ files: 0, events: 0, skipped: 1 });
    expect(await eventsOf('C1001CC')).toHaveLength(3);
  });
});

it('refuses a request that the gateway did not sign', async () => {
  const response = await fetch(agency.running.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: '{ __typename }' }),
  });
  expect(response.status).toBe(401);
  expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] });
});
