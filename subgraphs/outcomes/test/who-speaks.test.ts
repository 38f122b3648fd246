import { makeCrn, makePrisonerNumber } from '@throughgate/domain';
import { type ChangeEvent, toLogRecord, topicOf } from '@throughgate/events';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testFile } from './support/file.ts';
import { housingContracts, housingEvent, registryEvent } from './support/housing.ts';
import { type OutcomesUnderTest, startOutcomesForTest } from './support/outcomes.ts';

let outcomes: OutcomesUnderTest;
beforeAll(async () => {
  outcomes = await startOutcomesForTest();
  await outcomes.publish(housingContracts(1, ['housing.tenancy.started', 'housing.tenancy.ended']));
});
afterAll(() => outcomes[Symbol.asyncDispose]());

let serial = 500;
const nextCrn = () => {
  serial += 1;
  return makeCrn(serial);
};

/** Appends an event to the topic of an agency, whoever it says it is from. */
const appendTo = (agency: string, ...events: readonly ChangeEvent[]) =>
  outcomes.append(...events.map((event) => toLogRecord(topicOf(agency), event)));

const journeyOf = async (identifier: string) => {
  const { offender } = await outcomes.read<{
    offender: { journey: { edges: { node: { agency: string; id: string; type: string } }[] } } | null;
  }>(`{ offender(identifier: "${identifier}") { journey { edges { node { agency id type } } } } }`);
  return offender?.journey.edges.map(({ node }) => node) ?? [];
};

const lastLetter = async (projection: string) =>
  (await outcomes.deadLetters.list()).filter((letter) => letter.projection === projection).at(-1);

describe('the topic says who speaks', () => {
  it('an event that names another agency as its source is set aside, and the one behind it is not', async () => {
    const number = makePrisonerNumber(serial);
    const crn = nextCrn();
    await appendTo(
      'housing',
      { ...testFile('prisons', number).describe() },
      housingEvent(crn, 1, 'housing.tenancy.started'),
    );
    expect(await journeyOf(number)).toEqual([]);
    expect(await lastLetter('outcomes')).toMatchObject({
      topic: topicOf('housing'),
      code: 'MALFORMED',
      reason:
        'expected header ce_source to be /throughgate/housing, since only housing speaks here, found "/throughgate/prisons"',
    });
    expect(await journeyOf(crn)).toMatchObject([{ agency: 'housing' }]);
  });

  it("an event of a type of another agency's contract is set aside", async () => {
    const event = { ...testFile('prisons', makePrisonerNumber(serial + 100)).describe(), agency: 'housing' };
    await appendTo('housing', event);
    expect(await journeyOf(event.key)).toEqual([]);
    expect(await lastLetter('outcomes')).toMatchObject({
      code: 'UNPROCESSABLE',
      reason: 'housing has no event contract "prisoner-offender-search.prisoner.created"',
    });
  });

  it('only the registry speaks on its topic, and nowhere else', async () => {
    const hostile = registryEvent(9, {
      agency: 'prisons',
      types: [{ type: 'prisoner-offender-search.prisoner.created', schema: {} }],
    });
    await appendTo('registry', { ...hostile, id: uuidv7(), agency: 'housing' });
    expect(await lastLetter('contracts')).toMatchObject({
      topic: topicOf('registry'),
      code: 'MALFORMED',
      reason: expect.stringContaining('only registry speaks here, found "/throughgate/housing"'),
    });
    await appendTo('housing', hostile);
    expect(await lastLetter('outcomes')).toMatchObject({
      topic: topicOf('housing'),
      reason: expect.stringContaining('only housing speaks here, found "/throughgate/registry"'),
    });
    const { rows } = await outcomes.pool.query('SELECT agency FROM "EventContract" GROUP BY agency');
    expect(rows).toEqual([{ agency: 'housing' }]);
  });

  it('an id that one agency claims takes no event from another, whichever comes first', async () => {
    const crn = nextCrn();
    const file = testFile('probation', crn);
    const [first, second] = [file.describe(), file.describe()];
    const tenancy = (id: string, version: number) => ({
      ...housingEvent(crn, version, 'housing.tenancy.started'),
      id,
    });
    await appendTo('housing', tenancy(first.id, 1));
    await appendTo('probation', first, second);
    await appendTo('housing', tenancy(second.id, 2), tenancy(second.id, 2));
    const journey = await journeyOf(crn);
    expect(journey.map(({ agency, id }) => `${agency} ${id}`).toSorted()).toEqual(
      [
        `housing ${first.id}`,
        `housing ${second.id}`,
        `probation ${first.id}`,
        `probation ${second.id}`,
      ].toSorted(),
    );
  });

  it('of two events of one id and moment each has its page', async () => {
    const crn = nextCrn();
    const event = testFile('probation', crn).describe();
    const { occurredAt, id } = event;
    await appendTo('probation', event);
    await appendTo('housing', { ...housingEvent(crn, 1, 'housing.tenancy.started'), id, occurredAt });
    const agencies: string[] = [];
    for (let after = 'null', pages = 0; after !== '' && pages < 5; pages += 1) {
      const { offender } = await outcomes.read<{
        offender: {
          journey: {
            edges: { node: { agency: string } }[];
            pageInfo: { hasNextPage: boolean; endCursor: string };
          };
        };
      }>(`{ offender(identifier: "${crn}") { journey(first: 1, after: ${after}) {
        edges { node { agency } } pageInfo { hasNextPage endCursor } } } }`);
      const { edges, pageInfo } = offender.journey;
      agencies.push(...edges.map(({ node }) => node.agency));
      after = pageInfo.hasNextPage ? JSON.stringify(pageInfo.endCursor) : '';
    }
    expect(agencies).toEqual(['probation', 'housing']);
  });

  it('files of the same name at two agencies are two, each with its own periods', async () => {
    const crn = nextCrn();
    const booking = {
      id: '7a0c8f5e-2f0b-5a43-8f8a-5b9a8d1e2c22',
      startedAt: '2026-01-10T10:00:00.000Z',
      endedAt: null,
    };
    const number = makePrisonerNumber(serial + 200);
    const file = testFile('prisons', number);
    await appendTo(
      'prisons',
      file.describe({ crn }),
      file.event('prisoner-offender-search.prisoner.received', { data: { booking } }),
    );
    // Housing names its file as prisons does.
    const tenancy = housingEvent(crn, 5, 'housing.tenancy.started');
    await appendTo('housing', { ...tenancy, key: number });
    const { offender } = await outcomes.read<{ offender: { spells: unknown[] } }>(
      `{ offender(identifier: "${crn}") { spells { kind agency from } } }`,
    );
    expect(offender.spells).toEqual([
      { kind: 'CUSTODY', agency: 'prisons', from: '2026-01-10' },
      { kind: 'SUPPORT', agency: 'housing', from: '2026-09-02' },
    ]);
  });
});

it('a read model from before ids were by agency is brought up to date, and repeats stay repeats', async () => {
  await using before = await startOutcomesForTest();
  const crn = nextCrn();
  const event = testFile('probation', crn).describe();
  await before.publish(housingContracts(1, ['housing.tenancy.started']), event);
  await before.running.stop();
  for (const projection of ['outcomes', 'contracts']) {
    await before.pool.query(`ALTER TABLE ${projection}_1.applied_event DROP CONSTRAINT applied_event_pkey,
      DROP COLUMN agency, ADD CONSTRAINT applied_event_pkey PRIMARY KEY (id)`);
  }
  await before.pool.query(`ALTER TABLE outcomes_1.event DROP CONSTRAINT event_pkey,
    ADD CONSTRAINT event_pkey PRIMARY KEY (id)`);

  const databaseUrl = before.pool.options.connectionString ?? '';
  await using after = await startOutcomesForTest({ databaseUrl, eventLog: before.eventLog });
  const count = async () => (await after.pool.query('SELECT agency, id FROM outcomes.event')).rows;
  await after.publish(event);
  expect(await count()).toEqual([{ agency: 'probation', id: event.id }]);
  // Whoever may have had the id then keeps it until a rebuild; new ids are each agency's own at once.
  const [mine, theirs] = [uuidv7(), uuidv7()];
  await after.publish(
    { ...housingEvent(crn, 1, 'housing.tenancy.started'), id: mine },
    testFile('probation', nextCrn()).event('probation-case.engagement.created', { id: mine }),
    { ...housingEvent(crn, 2, 'housing.tenancy.started'), id: theirs },
  );
  expect(await count()).toHaveLength(4);
  await after.rebuild();
  expect(await count()).toHaveLength(4);
});
