import type { ChangeEvent, Projection } from '@throughgate/events';
import { startProjection, topicOf } from '@throughgate/events';
import { createLogger } from '@throughgate/service';
import { Registry } from 'prom-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contentOf, rowHashes } from './support/content.ts';
import { testFile } from './support/file.ts';
import { housingContracts, housingEvent, housingOfficeEvent, withOffice } from './support/housing.ts';
import { type OutcomesUnderTest, startOutcomesForTest } from './support/outcomes.ts';

// Files that are about nobody: entries of an agency's register, here housing's offices. The contract says so.

const started = 'housing.tenancy.started';
const [ann, bob] = ['X720001', 'X720002'];
const logger = createLogger('fatal');

let outcomes: OutcomesUnderTest;
beforeAll(async () => {
  outcomes = await startOutcomesForTest();
  await outcomes.eventLog.ensureTopics([topicOf('housing')]);
  await outcomes.publish(withOffice(housingContracts(1, [started])));
  await outcomes.publish(testFile('probation', ann).describe(), testFile('probation', bob).describe());
  // On one partition, so that they come in one batch: an office between two people.
  const lane = await outcomes.eventLog.lanes(topicOf('housing'));
  const office = Array.from({ length: 200 }, (_, index) => `OFFICE-${index}`).find(
    (key) => lane(key) === lane(`H-${ann}`),
  );
  await outcomes.publish(
    housingEvent(ann, 1, started),
    housingOfficeEvent(office ?? '', 1),
    housingOfficeEvent('OFFICE-ELSEWHERE', 1),
    housingEvent(bob, 1, started),
    housingOfficeEvent(office ?? '', 2),
  );
});
afterAll(() => outcomes[Symbol.asyncDispose]());

/** Rows of all tables in which a file or an event could stand, whatever schema they are in. */
async function rowsOf(key: string): Promise<number> {
  const { rows } = await outcomes.pool.query<{ count: number }>(
    `SELECT (SELECT count(*) FROM outcomes.file WHERE key LIKE $1)
       + (SELECT count(*) FROM public."FileId" WHERE key LIKE $1)
       + (SELECT count(*) FROM outcomes.event WHERE subject_type = 'Office')
       + (SELECT count(*) FROM outcomes.identifier WHERE value = 'X729999')
       + (SELECT count(*) FROM public."LearntEvent" AS learnt
          WHERE NOT EXISTS (SELECT FROM outcomes.event WHERE (event.id, event.agency) = (learnt.id, learnt.agency)))
       AS count`,
    [key],
  );
  return Number(rows[0]?.count);
}

describe('an event about an entry of a register', () => {
  it('becomes no row that stands for nobody, and stops nobody', async () => {
    expect(await rowsOf('OFFICE-%')).toBe(0);
    const { event, file } = await contentOf(outcomes.pool);
    expect(
      (event as { agency: string; key: string }[]).filter(({ agency }) => agency === 'housing'),
    ).toMatchObject([{ key: `H-${ann}` }, { key: `H-${bob}` }]);
    expect(file).toHaveLength(4);
    const { offenders } = await outcomes.read<{ offenders: { totalCount: number } }>(
      '{ offenders(first: 1) { totalCount } }',
    );
    expect(offenders.totalCount).toBe(2);
  });

  it('is no dead letter, and is done: nothing is waited for', async () => {
    expect(await outcomes.deadLetters.list()).toEqual([]);
    const read = async () => (await fetch(new URL('/metrics', outcomes.running.url))).text();
    // What is behind is counted from time to time, and not when it is asked for.
    const lags = async () =>
      new Set(
        [...(await read()).matchAll(/^throughgate_projection_lag\{.*\} (\d+)$/gm)].map(([, lag]) => lag),
      );
    await expect.poll(lags, { timeout: 30_000 }).toEqual(new Set(['0']));
    expect(await read()).not.toMatch(/^throughgate_projection_gaps_total\{.*\} [1-9]/m);
  });

  it('is passed over by a rebuild as well', async () => {
    const before = await rowHashes(outcomes.pool);
    await outcomes.rebuild();
    expect(await rowHashes(outcomes.pool)).toEqual(before);
    expect(await rowsOf('OFFICE-%')).toBe(0);
    expect(await outcomes.deadLetters.list()).toEqual([]);
  });

  it('is there for a projection that wants it', async () => {
    const read: ChangeEvent[] = [];
    const offices: Projection = {
      name: 'offices',
      agencies: ['housing'],
      async createGeneration() {},
      async apply(_client, events) {
        read.push(...events.filter(({ subject }) => subject.type === 'Office'));
      },
    };
    const { eventLog: log, pool } = outcomes;
    const running = await startProjection({
      projection: offices,
      log,
      pool,
      logger,
      metrics: new Registry(),
    });
    await running.caughtUp();
    await running.stop();
    expect(read.map(({ data }) => data)).toContainEqual(
      expect.objectContaining({ office: { code: 'OFFICE-ELSEWHERE', crnOfManager: 'X729999' } }),
    );
    expect(read).toHaveLength(3);
  });

  it('is checked by its contract like any other', async () => {
    const event = housingOfficeEvent('OFFICE-BROKEN', 1);
    await outcomes.publish({ ...event, data: { office: {} } });
    expect(await outcomes.deadLetters.list()).toMatchObject([
      { projection: 'outcomes', reason: expect.stringContaining("must have required property 'code'") },
    ]);
  });
});
