import { createPostgresEventLog } from '@throughgate/events';
import { createLogger } from '@throughgate/service';
import { testDatabase } from '@throughgate/testkit';
import fc from 'fast-check';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { facts } from '../src/facts/index.ts';
import { contentOf } from './support/content.ts';
import { testFile } from './support/file.ts';
import { type OutcomesUnderTest, startOutcomesForTest } from './support/outcomes.ts';

// What questions are asked of: rows that are what the latest event of a file says, in whatever order events come.

const id = '3f2d0b36-6c4e-5b0e-9a5e-0d8f0f7a1c11';
const booked = 'probation.appointment.booked';
const recorded = 'probation.appointment.outcome-recorded';

let outcomes: OutcomesUnderTest;
beforeAll(async () => {
  outcomes = await startOutcomesForTest();
});
afterAll(() => outcomes[Symbol.asyncDispose]());

async function engagementsOf(key: string): Promise<object[]> {
  const { rows } = await outcomes.pool.query(
    `SELECT kind, type, starts_at, ends_at, called_off, outcome FROM outcomes.engagement
     JOIN outcomes.file ON file.id = file_id WHERE key = $1 ORDER BY starts_at`,
    [key],
  );
  return rows;
}

describe('an engagement', () => {
  it('is what the latest version of the file says, when an earlier one comes late', async () => {
    const file = testFile('probation', 'X740001');
    const first = file.describe();
    const booking = file.event(booked, {
      data: {
        appointment: {
          id,
          startsAt: '2026-10-20T09:45:00.000Z',
          type: { code: 'COAP', title: 'office visit' },
        },
      },
    });
    const outcome = file.event(recorded, {
      data: {
        appointment: {
          id,
          startsAt: '2026-10-20T09:45:00.000Z',
          type: { code: 'COAP', title: 'office visit' },
          outcome: { code: 'APPW', title: 'withdrawn' },
        },
      },
    });
    await outcomes.publish(first, outcome);
    const expected = [
      {
        kind: 'Appointment',
        type: 'COAP',
        starts_at: new Date('2026-10-20T09:45:00Z'),
        // No event says its end: thirty minutes are assumed.
        ends_at: new Date('2026-10-20T10:15:00Z'),
        called_off: true,
        outcome: 'APPW',
      },
    ];
    expect(await engagementsOf('X740001')).toEqual(expected);
    await outcomes.publish(booking);
    expect(await engagementsOf('X740001')).toEqual(expected);
  });

  it('of every agency is kept, and the same after a rebuild', async () => {
    const files = [
      testFile('jobcentre', 'NC740002A'),
      testFile('providers', 'BC7402ED'),
      testFile('prisons', 'A7402AA'),
    ] as const;
    const [jobcentre, providers, prisons] = files;
    await outcomes.publish(
      ...files.map((file) => file.describe({ nino: 'NC740002A' })),
      jobcentre.event('jobcentre.interview.booked'),
      providers.event('intervention.initial-assessment-appointment.scheduled'),
      providers.event('intervention.session-appointment.scheduled'),
      prisons.event('prisons.adviser-interview.booked'),
    );
    const { rows } = await outcomes.pool.query(
      `SELECT array_agg(kind ORDER BY kind) AS kinds FROM outcomes.engagement
       JOIN outcomes.file ON file.id = file_id WHERE key = ANY ($1)`,
      [files.map(({ key }) => key)],
    );
    expect(rows).toEqual([{ kinds: ['AdviserInterview', 'InitialAssessment', 'Interview', 'Session'] }]);
    const before = await contentOf(outcomes.pool);
    await outcomes.rebuild();
    expect(await contentOf(outcomes.pool)).toEqual(before);
  });

  it('ends in the same rows in any order of its events, each of which may come twice', async () => {
    let count = 0;
    const anyOrder = fc
      .shuffledSubarray([2, 3, 4, 5, 5, 3], { minLength: 6 })
      .chain((versions) => fc.tuple(fc.constant(versions), fc.nat(5)));
    await fc.assert(
      fc.asyncProperty(anyOrder, async ([versions, cut]) => {
        const key = `X7410${String(count++).padStart(2, '0')}`;
        const file = testFile('probation', key);
        const at = (version: number) => `2026-10-2${version}T09:00:00.000Z`;
        await outcomes.publish(file.describe());
        const events = versions.map((version) =>
          file.event(booked, { version, data: { appointment: { id, startsAt: at(version) } } }),
        );
        await outcomes.publish(...events.slice(0, cut));
        await outcomes.publish(...events.slice(cut));
        expect(await engagementsOf(key)).toMatchObject([{ starts_at: new Date(at(5)) }]);
      }),
      { numRuns: 8 },
    );
  });
});

describe('a read model that an earlier version of the hub made', () => {
  it('gets the facts of all events at the start, while it serves', async () => {
    await using database = await testDatabase();
    await using cleanup = new AsyncDisposableStack();
    const { url } = cleanup.use(await testDatabase());
    const eventLog = createPostgresEventLog({ databaseUrl: url, logger: createLogger('fatal') });
    cleanup.defer(() => eventLog.close());
    const file = testFile('probation', 'X740003');
    {
      await using earlier = await startOutcomesForTest({ databaseUrl: database.url, eventLog });
      await earlier.publish(file.describe(), file.event(booked));
      await forgetFacts(earlier.pool);
    }
    await using later = await startOutcomesForTest({ databaseUrl: database.url, eventLog });
    const { offender } = await later.read<{ offender: object }>('{ offender(identifier: "X740003") { id } }');
    expect(offender).toBeTruthy();
    await later.publish(
      file.event(booked, { data: { appointment: { id: '7a0c8f5e-2f0b-5a43-8f8a-5b9a8d1e2c22' } } }),
    );
    await expect
      .poll(() => later.pool.query('SELECT kind FROM outcomes.engagement').then(({ rows }) => rows, String), {
        timeout: 20_000,
      })
      .toEqual([{ kind: 'Appointment' }, { kind: 'Appointment' }]);
    expect(await later.deadLetters.list()).toEqual([]);
  });
});

/** Makes a read model what one of before is: without tables of facts, and with no name for its form. */
async function forgetFacts(pool: pg.Pool): Promise<void> {
  const tables = facts.map(({ table }) => `outcomes_1.${table}`).join(', ');
  await pool.query(`DROP TABLE ${tables} CASCADE; COMMENT ON SCHEMA outcomes_1 IS NULL`);
}
