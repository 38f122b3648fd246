import { setTimeout as delay } from 'node:timers/promises';
import { whySkipKafka } from '@throughgate/testkit';
import { describe, expect, test } from 'vitest';
import { toLogRecord, topicOf } from '../src/index.ts';
import { changeEvent, scaled, unique } from './support/change-events.ts';
import { type Child, startChild } from './support/child.ts';
import { openHub } from './support/hub.ts';
import { testProjection } from './support/test-projection.ts';

const keys = 200;
const versions = scaled({ quick: 30, full: 100 });
const rounds = scaled({ quick: 3, full: 6 });
const roundTime = scaled({ quick: 1_500, full: 5_000 });

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
  let written = 0;
  const writing = (async () => {
    const pauseBetween = (rounds * roundTime) / versions;
    for (let version = 1; version <= versions; version += 1) {
      const events = Array.from({ length: keys }, (_, index) =>
        changeEvent({ agency, key: `K${index}`, version }),
      );
      await hub.log.append(events.map((event) => toLogRecord(topic, event)));
      written += keys;
      await delay(pauseBetween);
    }
  })();
  for (let round = 0; round < rounds; round += 1) {
    await join();
    await delay(roundTime);
    await members.shift()?.kill();
  }
  await writing;
  await expect
    .poll(
      async () =>
        Number((await hub.read.query(`SELECT coalesce(sum(applied), 0) AS n FROM ${name}.file`)).rows[0].n),
      { timeout: 60_000, interval: 100 },
    )
    .toBe(written);

  const { rows } = await hub.read.query(
    `SELECT count(*) FILTER (WHERE version = $1 AND applied = $1 AND NOT disordered) AS good FROM ${name}.file`,
    [versions],
  );
  expect(Number(rows[0].good)).toBe(keys);
  const gaps = await hub.read.query(`SELECT FROM ${name}_1.key_version WHERE missing <> '{}'`);
  expect(gaps.rowCount).toBe(0);
}
