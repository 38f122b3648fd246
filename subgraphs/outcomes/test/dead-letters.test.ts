import { randomBytes } from 'node:crypto';
import { makeCrn, makePnc, makePrisonerNumber } from '@throughgate/domain';
import { type ChangeEvent, type NewLogRecord, toLogRecord, topicOf } from '@throughgate/events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contentOf } from './support/content.ts';
import { testFile } from './support/file.ts';
import { housingContracts, housingEvent } from './support/housing.ts';
import { type OutcomesUnderTest, startOutcomesForTest } from './support/outcomes.ts';

let outcomes: OutcomesUnderTest;
beforeAll(async () => {
  outcomes = await startOutcomesForTest();
});
afterAll(() => outcomes[Symbol.asyncDispose]());

const recordOf = (event: ChangeEvent): NewLogRecord => toLogRecord(topicOf(event.agency), event);

let serial = 0;

/** A prisoner's file with neighbours before, between and after what may go wrong, linked to a case for a while. */
function wayThroughPrison() {
  serial += 1;
  const key = makePrisonerNumber(serial);
  const file = testFile('prisons', key);
  const pnc = makePnc(1990, serial);
  const id = '7a0c8f5e-2f0b-5a43-8f8a-5b9a8d1e2c22';
  const [startedAt, endedAt] = ['2026-01-10T10:00:00.000Z', '2026-02-20T09:00:00.000Z'];
  return {
    key,
    probation: testFile('probation', makeCrn(serial)).describe({ pnc }),
    opened: file.describe({ pnc }),
    received: file.event('prisoner-offender-search.prisoner.received', {
      data: { booking: { id, startedAt, endedAt: null } },
    }),
    corrected: file.describe({ pnc: null }, { forename: 'Anne' }),
    released: file.event('prisoner-offender-search.prisoner.released', {
      data: { booking: { id, startedAt, endedAt } },
    }),
  };
}

describe('an event that cannot be applied', () => {
  type Spoil = (record: NewLogRecord, event: ChangeEvent) => NewLogRecord;
  const withHeader =
    (name: string, value: string): Spoil =>
    (record) => ({ ...record, headers: { ...record.headers, [name]: value } });
  const withData =
    (change: (data: Record<string, unknown>) => object): Spoil =>
    (record, { data }) => ({ ...record, value: Buffer.from(JSON.stringify({ ...data, ...change(data) })) });

  it.each<[string, Spoil, string, RegExp]>([
    ['is no JSON', (record) => ({ ...record, value: Buffer.from('{"half') }), 'MALFORMED', /JSON/],
    ['has no id', withHeader('ce_id', 'none'), 'MALFORMED', /ce_id/],
    [
      'has a type without a contract',
      withHeader('ce_type', 'prisons.unknown'),
      'UNPROCESSABLE',
      /prisons\.unknown/,
    ],
    [
      'says that it comes from another agency',
      withHeader('ce_source', '/throughgate/housing'),
      'MALFORMED',
      /\/throughgate\/prisons, since only prisons speaks here, found "\/throughgate\/housing"/,
    ],
    ['breaks its contract', withData(() => ({ booking: null })), 'UNPROCESSABLE', /booking/],
    [
      'begins on a day that cannot be written',
      withData(() => ({
        booking: {
          id: '7a0c8f5e-2f0b-5a43-8f8a-5b9a8d1e2c22',
          startedAt: '0000-01-01T00:00:00Z',
          endedAt: null,
        },
      })),
      'UNPROCESSABLE',
      /0000-01-01/,
    ],
    [
      'holds text that cannot be stored',
      withData(() => ({ to: { id: 'MDI', name: 'Moor\0land' } })),
      '22P05',
      /Unicode/i,
    ],
  ])(
    'because it %s is set aside with its position and reason, and its neighbours are not',
    async (_name, spoil, code, reason) => {
      const { key, opened, received, corrected, released } = wayThroughPrison();
      const other = testFile('prisons', makePrisonerNumber(9_000 + serial));
      await outcomes.append(
        recordOf(opened),
        recordOf(other.describe()),
        spoil(recordOf(received), received),
        recordOf(other.event('prisoner-offender-search.prisoner.received')),
        recordOf(corrected),
        recordOf(released),
      );
      const letters = (await outcomes.deadLetters.list()).slice(-1);
      expect(letters).toMatchObject([
        { projection: 'outcomes', topic: topicOf('prisons'), code, reason: expect.stringMatching(reason) },
      ]);
      const shown = await outcomes.deadLetters.show(letters[0]?.id ?? '');
      expect(shown).toMatchObject({ partition: letters[0]?.partition, offset: letters[0]?.offset });
      expect(shown?.record.key).toBe(key);
      const journey = await outcomes.read(
        `{ offender(identifier: "${key}") { name { forename } journey { edges { node { id } } } spells { to } } }`,
      );
      expect(journey).toEqual({
        offender: {
          name: { forename: 'Anne' },
          journey: {
            edges: [
              { node: { id: released.id } },
              { node: { id: corrected.id } },
              { node: { id: opened.id } },
            ],
          },
          spells: [{ to: '2026-02-20' }],
        },
      });
      expect(await outcomes.read(`{ offender(identifier: "${other.key}") { spells { kind } } }`)).toEqual({
        offender: { spells: [{ kind: 'CUSTODY' }] },
      });
    },
  );

  it('and is replayed later leaves what it would have left in its turn', async () => {
    await using disturbed = await startOutcomesForTest();
    await using undisturbed = await startOutcomesForTest();
    const lateOnes = (['opened', 'received', 'corrected', 'released'] as const).map((late) => {
      const { key: _, ...events } = wayThroughPrison();
      return { inOrder: Object.values(events), late: events[late] };
    });
    const spoilt = new Set(lateOnes.map(({ late }) => late));
    const inOrder = lateOnes.flatMap((one) => one.inOrder);
    await undisturbed.publish(...inOrder);
    await disturbed.append(
      ...inOrder.map((event) =>
        spoilt.has(event) ? { ...recordOf(event), value: Buffer.from('{"half') } : recordOf(event),
      ),
    );
    expect(await disturbed.deadLetters.replayAll()).toMatchObject(
      lateOnes.map(() => ({ outcome: 'failed' })),
    );
    expect(await contentOf(disturbed.pool)).not.toEqual(await contentOf(undisturbed.pool));

    // The records are mended where they lie, as somebody would who knows what they should have been.
    for (const event of spoilt) {
      await disturbed.pool.query('UPDATE hub.dead_letter SET value = $1 WHERE key = $2', [
        recordOf(event).value,
        event.key,
      ]);
    }
    expect(await disturbed.deadLetters.replayAll()).toMatchObject(
      lateOnes.map(() => ({ outcome: 'applied' })),
    );
    expect(await contentOf(disturbed.pool)).toEqual(await contentOf(undisturbed.pool));
  });
});

describe('a dead letter that somebody dismissed', () => {
  const why = { by: 'Jo', reason: 'sent by a test of theirs' };

  it('is listed no more, keeps who, when and why, and can still be replayed', async () => {
    await using world = await startOutcomesForTest();
    const { opened, received, released } = wayThroughPrison();
    const spoilt = [received, released].map((event) => ({
      ...recordOf(event),
      value: Buffer.from('{"half'),
    }));
    await world.append(recordOf(opened), ...spoilt);
    const [first = '', second = ''] = (await world.deadLetters.list()).map(({ id }) => id);
    await expect(world.deadLetters.dismiss({ ids: [first, '99'] }, why)).rejects.toThrow('dead letter 99');
    expect(await world.deadLetters.list()).toHaveLength(2);

    expect(await world.deadLetters.dismiss({ ids: [first] }, why)).toEqual([
      { id: first, outcome: 'dismissed' },
    ]);
    expect(await world.deadLetters.dismiss({ ids: [first] }, { by: 'Al', reason: 'no' })).toEqual([
      { id: first, outcome: 'already dismissed' },
    ]);
    expect(await world.deadLetters.list()).toMatchObject([{ id: second }]);
    expect(await world.deadLetters.list({ all: true })).toMatchObject([
      { id: first, dismissed: { ...why, at: expect.any(Date) } },
      { id: second, dismissed: undefined },
    ]);
    expect((await world.deadLetters.show(first))?.dismissed).toMatchObject(why);
    await expect
      .poll(async () => (await fetch(new URL('/metrics', world.running.url))).text(), { timeout: 10_000 })
      .toMatch(/^throughgate_projection_dead_letters\{projection="outcomes"[^}]*\} 1$/m);

    // A rebuild fails on it once more, which is no news.
    await world.rebuild();
    expect(await world.deadLetters.list()).toMatchObject([{ id: second }]);
    expect(await world.deadLetters.replayAll()).toMatchObject([{ id: second }]);
    await world.pool.query('UPDATE hub.dead_letter SET value = $1 WHERE id = $2', [
      recordOf(received).value,
      first,
    ]);
    expect(await world.deadLetters.replay(first)).toMatchObject({ outcome: 'applied' });
    expect(await world.deadLetters.dismiss({ code: 'OTHER' }, why)).toEqual([]);
    expect(await world.deadLetters.dismiss({ code: 'MALFORMED' }, why)).toEqual([
      { id: second, outcome: 'dismissed' },
    ]);
  });

  it('can be noted in a database that was made before there was such a thing', async () => {
    await using world = await startOutcomesForTest();
    await world.pool.query('DROP TABLE hub.dead_letter_dismissal');
    expect(await world.deadLetters.list()).toEqual([]);
  });
});

it('an event that is valid and that no index can hold is set aside, at once and in a rebuild', async () => {
  await using hub = await startOutcomesForTest();
  const types = ['housing.tenancy.started', 'housing.tenancy.ended'] as const;
  const crn = makeCrn(700);
  const unbounded = (field: 'kind' | 'key') => {
    const event = housingEvent(crn, 1, 'housing.tenancy.started');
    const text = randomBytes(1_500).toString('hex');
    if (field === 'key') return { ...event, key: text };
    return { ...event, data: { ...event.data, tenancy: { number: 7, kind: text, from: '2026-09-02' } } };
  };
  // The id of the period is whatever the agency likes.
  const contracts = housingContracts(1, types);
  const schemas = contracts.data['types'] as {
    schema: { properties: { tenancy: { properties: object } } };
  }[];
  for (const { schema } of schemas) {
    Object.assign(schema.properties.tenancy.properties, { kind: { type: 'string' } });
  }
  await hub.publish(contracts);
  const good = housingEvent(crn, 2, 'housing.tenancy.ended');
  await hub.publish(unbounded('kind'), unbounded('key'), good);
  const letters = await hub.deadLetters.list();
  expect(letters).toMatchObject([
    { code: '54000', reason: expect.stringContaining('index row') },
    { code: '54000', reason: expect.stringContaining('index row') },
  ]);
  const events = async () => (await hub.pool.query('SELECT id FROM outcomes.event')).rows;
  expect(await events()).toEqual([{ id: good.id }]);
  await hub.rebuild();
  expect(await events()).toEqual([{ id: good.id }]);
  expect(await hub.deadLetters.list()).toHaveLength(2);
});

it('events that come twice change nothing, whether at once or later', async () => {
  const { opened, probation, received, corrected, released } = wayThroughPrison();
  const all = [opened, probation, received, corrected, released];
  await using once = await startOutcomesForTest();
  await once.publish(...all);
  const expected = await contentOf(once.pool);

  await using twice = await startOutcomesForTest();
  await twice.publish(opened, opened, probation, received, received, corrected, released, released);
  expect(await contentOf(twice.pool)).toEqual(expected);
  await twice.publish(...all);
  await twice.publish(...[...all].reverse());
  expect(await contentOf(twice.pool)).toEqual(expected);
  expect(await twice.deadLetters.list()).toEqual([]);
});
