import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { makePrisonerNumber } from '@throughgate/domain';
import {
  type ChangeEvent,
  createKafkaEventLog,
  type EventLog,
  toLogRecord,
  topicOf,
} from '@throughgate/events';
import { createLogger } from '@throughgate/service';
import { type TestKafka, testKafka, whySkipKafka } from '@throughgate/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testFile } from './support/file.ts';
import { type OutcomesUnderTest, startOutcomesForTest } from './support/outcomes.ts';

/** Where `CI` is `true` nothing is skipped: building then fails. */
function whySkipGo(): string | undefined {
  if (process.env['CI'] === 'true') return undefined;
  const onPath = (process.env['PATH'] ?? '').split(delimiter).some((one) => existsSync(join(one, 'go')));
  if (onPath) return undefined;
  process.stderr.write('Go producer tests skipped: go not on the PATH (Debian: golang-go)\n');
  return 'no Go';
}

describe.skipIf(whySkipKafka() || whySkipGo())('a producer in Go', () => {
  const directory = mkdtempSync(join(tmpdir(), 'throughgate-go-'));
  const producer = join(directory, 'go-producer');
  let kafka: TestKafka;
  let eventLog: EventLog;
  let outcomes: OutcomesUnderTest;
  beforeAll(async () => {
    const building = promisify(execFile)('go', ['build', '-buildvcs=false', '-o', producer, '.'], {
      cwd: join(import.meta.dirname, 'go-producer'),
    });
    kafka = await testKafka({ own: true });
    eventLog = createKafkaEventLog({
      brokers: kafka.brokers,
      logger: createLogger('fatal'),
      sessionTimeout: 6_000,
    });
    outcomes = await startOutcomesForTest({ eventLog });
    await building;
  }, 300_000);
  afterAll(async () => {
    await outcomes?.[Symbol.asyncDispose]();
    await eventLog?.close();
    await kafka?.[Symbol.asyncDispose]();
    rmSync(directory, { recursive: true, force: true });
  });

  async function produce(codec: string, events: readonly ChangeEvent[]): Promise<void> {
    const topic = topicOf('prisons');
    const child = spawn(producer, [kafka.brokers.join(), topic, codec], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    for (const event of events) {
      const { key, headers, value } = toLogRecord(topic, event);
      child.stdin.write(`${JSON.stringify({ key, headers, value: String(value) })}\n`);
    }
    child.stdin.end();
    const [said, [code]] = await Promise.all([text(child.stdout), once(child, 'exit')]);
    expect([code, said]).toEqual([0, 'written\n']);
  }

  it.each(['none', 'gzip', 'snappy', 'lz4', 'zstd'])(
    'that compresses with %s is read, and what it sends twice has its effect once',
    async (codec) => {
      const files = Array.from({ length: 40 }, (_, index) => {
        const number = makePrisonerNumber((Number.parseInt(codec, 36) % 10_000) + index);
        const file = testFile('prisons', number);
        return [file.describe(), file.event('prisoner-offender-search.prisoner.received')];
      });
      const events = files.flat();
      await produce(codec, events);
      await produce(codec, events);
      await outcomes.running.caughtUp();
      const { rows } = await outcomes.pool.query<{ id: string }>(
        'SELECT id FROM outcomes.event WHERE id = ANY ($1::uuid[])',
        [events.map(({ id }) => id)],
      );
      expect(rows.map(({ id }) => id).toSorted()).toEqual(events.map(({ id }) => id).toSorted());
      const [described] = files[0] ?? [];
      const { offender } = await outcomes.read<{ offender: { spells: unknown[] } }>(
        `{ offender(identifier: "${described?.key}") { spells { kind agency } } }`,
      );
      expect(offender.spells).toEqual([{ kind: 'CUSTODY', agency: 'prisons' }]);
      expect(await outcomes.deadLetters.list()).toEqual([]);
    },
    60_000,
  );
});
