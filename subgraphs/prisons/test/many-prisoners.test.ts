import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type PrisonsUnderTest, person, startPrisons } from './support/prisons-under-test.ts';

let prisons: PrisonsUnderTest;
beforeAll(async () => {
  prisons = await startPrisons();
});
afterAll(() => prisons[Symbol.asyncDispose]());

it('movements are paged, the latest first, each exactly once', async () => {
  const prisonerNumber = await prisons.inPrison('A1011AA');
  for (let day = 2; day < 8; day++) {
    const at = (hour: string) => `2026-09-0${day}T${hour}:00:00Z`;
    await prisons.mutate('releasePrisoner', { prisonerNumber, at: at('08'), reason: 'SENT_TO_COURT' });
    await prisons.mutate('receivePrisoner', {
      prisonerNumber,
      prisonId: 'LNI',
      at: at('17'),
      reason: 'RETURN_FROM_COURT',
    });
  }
  const seen: string[] = [];
  let after: string | null = null;
  do {
    const { data } = await prisons.agency.ask(
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

it('a cursor of another list is refused, and costs the other lists of the request nothing', async () => {
  const prisonerNumber = await prisons.inPrison('A1014AA');
  const { data, errors } = await prisons.agency.ask(
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

it('a hundred people cost as many SQL statements as one', async () => {
  const numbers = Array.from({ length: 100 }, (_, index) => `B${String(1000 + index)}CC`);
  const at = '2026-09-01T13:05:00.000Z';
  await prisons.agency.load(
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
    const before = await prisons.agency.sqlStatements();
    const { data } = await prisons.agency.ask(
      `query ($people: [_Any!]!) { _entities(representations: $people) { ... on Offender { custody {
        status prison { name } sentences { days } movements(first: 5) { edges { node { at from { id } } } }
        adviserInterviews { held } } } } }`,
      {
        people: numbers.slice(0, people).map((number) => ({
          __typename: 'Offender',
          id: number,
          joinIdentifiers: { prisonerNumbers: [number] },
        })),
      },
    );
    expect(data?.['_entities']).toHaveLength(people);
    expect(data?.['_entities']).not.toContainEqual({ custody: [] });
    return (await prisons.agency.sqlStatements()) - before;
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
    const result = await prisons.agency.load(
      steps('C1001CC', 'bulk').map((step) => ({ ...step, recordedAt })),
    );
    expect(result).toEqual({ files: 1, events: 3, skipped: 0 });
    for (const { mutation, input } of steps('C1002CC', 'live')) await prisons.mutate(mutation, input);

    const withoutIds = (value: unknown) =>
      JSON.parse(
        JSON.stringify(value)
          .replaceAll('C1001CC', 'C1002CC')
          .replace(/"[0-9a-f]{8}-[0-9a-f-]{27}"/g, '"id"'),
      );
    const payloads = async (key: string) =>
      (await prisons.eventsOf(key)).map(({ type, payload }) => [type, payload]);
    expect(withoutIds(await payloads('C1001CC'))).toEqual(withoutIds(await payloads('C1002CC')));
    const rows = async (table: string, key: string) =>
      (
        await prisons.agency.pool.query(`SELECT * FROM "${table}" WHERE "prisonerNumber" = $1 ORDER BY 1`, [
          key,
        ])
      ).rows;
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
    expect(await prisons.agency.load(steps)).toEqual({ files: 0, events: 0, skipped: 1 });
    expect(await prisons.eventsOf('C1001CC')).toHaveLength(3);
  });
});
