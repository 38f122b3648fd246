import { setTimeout as delay } from 'node:timers/promises';
import { whySkipKafka } from '@throughgate/testkit';
import { describe, expect, test } from 'vitest';
import { toLogRecord, topicOf } from '../src/index.ts';
import { changeEvent } from './support/change-event.ts';
import { openHub } from './support/open-hub.ts';
import { scaled } from './support/scaled.ts';
import { type Child, startChild } from './support/start-child.ts';
import { testProjection } from './support/test-projection.ts';
import { unique } from './support/unique.ts';

const keys = 200;
const versions = scaled({ quick: 30, full: 100 });
/** Milliseconds between two versions of every file. */
const pace = 150;
const rounds = scaled({ quick: 3, full: 6 });

describe('consumers that come and are killed', () => {
  test('over PostgreSQL keep each file in order', { timeout: 300_000 }, () => scenario('postgres'));
  test.skipIf(whySkipKafka())('over Kafka keep each file in order', { timeout: 300_000 }, () =>
    scenario('kafka'),
  );
});

async function scenario(kind: 'postgres' | 'kafka'): Promise<void> {
  await using hub = await openHub(kind);
  await using stack = new AsyncDisposableStack();
  const agency = unique('agency');
  const topic = topicOf(agency);
  await hub.log.ensureTopics([topic]);
  const projection = testProjection(unique('order'), [agency]);
  const { name } = projection;
  const members: Child[] = [];
  const join = async () => {
    const member = stack.use(
      startChild('projector.ts', {
        projection: name,
        agencies: [agency],
        databaseUrl: hub.readUrl,
        spec: hub.spec,
      }),
    );
    members.push(member);
    await member.says('consuming');
  };

  await join();
  let last = 0;
  const over = new AbortController();
  const applied = async () =>
    Number((await hub.read.query(`SELECT coalesce(sum(applied), 0) AS n FROM ${name}.file`)).rows[0].n);
  const writing = (async () => {
    for (let version = 1; version <= versions || !over.signal.aborted; version += 1) {
      const events = Array.from({ length: keys }, (_, index) =>
        changeEvent({ agency, key: `K${index}`, version }),
      );
      await hub.log.append(events.map((event) => toLogRecord(topic, event)));
      last = version;
      await delay(pace);
    }
  })();
  for (let round = 0; round < rounds; round += 1) {
    await join();
    // They share the work for a while, and one of them is killed in the middle of it.
    const goal = (await applied()) + 3 * keys;
    await expect.poll(applied, { timeout: 60_000 }).toBeGreaterThanOrEqual(goal);
    await members.shift()?.kill();
  }
  over.abort();
  await writing;
  await expect.poll(applied, { timeout: 60_000, interval: 100 }).toBe(keys * last);

  const { rows } = await hub.read.query(
    `SELECT count(*) FILTER (WHERE version = $1 AND applied = $1 AND NOT disordered) AS good FROM ${name}.file`,
    [last],
  );
  expect(Number(rows[0].good)).toBe(keys);
  const gaps = await hub.read.query(`SELECT FROM ${name}_1.key_version WHERE missing <> '{}'`);
  expect(gaps.rowCount).toBe(0);
}
