import { closeSync, openSync, readdirSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { type KafkaCluster, startKafka, testDatabase, whySkipKafka } from '@throughgate/testkit';
import kafkajs, { type Admin, CompressionTypes, Kafka, logLevel } from 'kafkajs';
import pg from 'pg';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import {
  type ChangeEvent,
  deadLetters,
  type EventLog,
  rebuildProjection,
  startProjection,
  toLogRecord,
  topicOf,
} from '../src/index.ts';
import { changeEvent } from './support/change-event.ts';
import { logger } from './support/logger.ts';
import { openLog } from './support/open-log.ts';
import { testProjection } from './support/test-projection.ts';
import { unique } from './support/unique.ts';

const patience = { timeout: 30_000, interval: 50 };

describe.skipIf(whySkipKafka({ restart: true }))('what Kafka cannot give', { timeout: 90_000 }, () => {
  let cluster: KafkaCluster;
  let kafka: Kafka;
  let admin: Admin;
  beforeAll(async () => {
    cluster = await startKafka({
      brokers: 1,
      settings: {
        'authorizer.class.name': 'org.apache.kafka.metadata.authorizer.StandardAuthorizer',
        'allow.everyone.if.no.acl.found': true,
      },
    });
    kafka = new Kafka({ brokers: [...cluster.brokers], logLevel: logLevel.NOTHING });
    admin = kafka.admin();
    await admin.connect();
  }, 150_000);
  afterAll(async () => {
    await admin?.disconnect();
    await cluster?.stop();
  });

  test('a damaged batch is a dead letter by its position, and everything else arrives, now and in a rebuild', async () => {
    await using world = await projecting();
    const { event, topic, log, pool, projection } = world;
    const [first, ...rest] = [1, 2, 3, 4, 5, 6].map((version) => event({ version, key: 'K1' }));
    await log.append([first as ChangeEvent].map((one) => toLogRecord(topic, one)));
    // One batch of three records.
    await log.append(rest.slice(0, 3).map((one) => toLogRecord(topic, one)));
    await log.append(rest.slice(3).map((one) => toLogRecord(topic, one)));
    await log.append([toLogRecord(topic, event({ version: 1, key: 'another' }))]);
    damage(topic, (rest[1] as ChangeEvent).id);

    await using running = await world.run();
    await running.caughtUp();
    expect(await world.versionsOf('K1')).toEqual([1, 5, 6]);
    expect(await world.versionsOf('another')).toEqual([1]);
    const letters = await world.letters.list();
    expect(letters).toMatchObject([
      {
        topic,
        offset: 1n,
        code: 'UNREADABLE',
        reason: 'records 1 to 3 cannot be read: the checksum of the record batch is wrong',
        isReplayable: false,
      },
    ]);
    const id = letters[0]?.id ?? '';
    expect((await world.letters.show(id))?.record).toMatchObject({ key: null, headers: {}, value: null });
    expect(await world.letters.replay(id)).toMatchObject({
      outcome: 'failed',
      reason: expect.stringContaining('there is nothing to replay: records 1 to 3 cannot be read'),
    });
    // A dead letter is no reason not to be ready.
    await running.check();
    await rebuildProjection({ projection, log, pool, logger });
    expect(await world.versionsOf('K1')).toEqual([1, 5, 6]);
    expect(await world.letters.list()).toHaveLength(1);
  });

  test('a record that would take all memory is a dead letter by its position', async () => {
    await using world = await projecting();
    const { event, topic } = world;
    const producer = kafka.producer({ createPartitioner: kafkajs.Partitioners.DefaultPartitioner });
    await producer.connect();
    const { key, headers } = toLogRecord(topic, event({ version: 1 }));
    await producer.send({
      topic,
      compression: CompressionTypes.GZIP,
      messages: [{ key, headers, value: Buffer.alloc(40 * 1024 * 1024, ' ') }],
    });
    await producer.disconnect();
    await world.log.append([toLogRecord(topic, event({ version: 2 }))]);
    await using running = await world.run();
    await running.caughtUp();
    expect(await world.letters.list()).toMatchObject([
      {
        code: 'UNREADABLE',
        reason: expect.stringMatching(/^the record cannot be read: gzip: .* larger than \d+ bytes/),
      },
    ]);
    expect(await world.versionsOf('X320741')).toEqual([2]);
  });

  test('a topic to which the broker denies access stops no other, is named, and is read when it is allowed', async () => {
    const lines: Record<string, unknown>[] = [];
    const listening = pino({ level: 'warn' }, { write: (line) => void lines.push(JSON.parse(line)) });
    for (const operation of [kafkajs.AclOperationTypes.DESCRIBE, kafkajs.AclOperationTypes.READ]) {
      await using denied = await projecting({ also: 1 });
      const { event, topic, log, projection, pool } = denied;
      const other = topicOf(denied.others[0] ?? '');
      await log.append([toLogRecord(topic, event({ version: 1 }))]);
      const acl = {
        resourceType: kafkajs.AclResourceTypes.TOPIC,
        resourceName: topic,
        resourcePatternType: kafkajs.ResourcePatternTypes.LITERAL,
        principal: 'User:ANONYMOUS',
        host: '*',
        operation,
        permissionType: kafkajs.AclPermissionTypes.DENY,
      };
      await admin.createAcls({ acl: [acl] });
      await using running = await denied.run(listening);
      await log.append([toLogRecord(other, event({ agency: denied.others[0] ?? '', key: 'good' }))]);
      await vi.waitFor(async () => expect(await denied.versionsOf('good')).toEqual([1]), patience);
      await vi.waitFor(
        () =>
          expect(running.check()).rejects.toThrow(new RegExp(`topic ${topic} stands still: Not authorized`)),
        patience,
      );
      expect(await denied.versionsOf('X320741')).toEqual([]);
      if (operation === kafkajs.AclOperationTypes.DESCRIBE) {
        await running.caughtUp();
        expect(await running.isCaughtUp()).toBe(false);
      }
      if (operation === kafkajs.AclOperationTypes.DESCRIBE) {
        await expect(rebuildProjection({ projection, log, pool, logger })).rejects.toThrow(topic);
      }
      await admin.deleteAcls({ filters: [acl] });
      await vi.waitFor(async () => expect(await denied.versionsOf('X320741')).toEqual([1]), patience);
      await vi.waitFor(() => running.check(), patience);
      const about = lines.filter((line) => line['topic'] === topic && line['level'] === 40);
      const places = new Set(about.map(({ partition }) => partition));
      // For each place one line when it began, and one when it was over.
      expect(about.length).toBeLessThanOrEqual(2 * places.size);
    }
  });

  /** Changes one byte of an event that lies on the broker's disk. */
  function damage(topic: string, eventId: string): void {
    const data = cluster.dataDirectories[0] ?? '';
    for (const partition of readdirSync(data).filter((name) => name.startsWith(`${topic}-`))) {
      const file = join(data, partition, '00000000000000000000.log');
      const at = readFileSync(file).indexOf(eventId);
      if (at === -1) continue;
      const descriptor = openSync(file, 'r+');
      writeSync(descriptor, 'x', at);
      closeSync(descriptor);
      return;
    }
    expect.fail(`the event is in no file of ${topic}`);
  }

  /** A projection over fresh topics that does not run yet, and what tests ask of it. */
  async function projecting({ also = 0 } = {}) {
    const stack = new AsyncDisposableStack();
    const database = stack.use(await testDatabase());
    const pool = new pg.Pool({ connectionString: database.url, max: 8 });
    stack.defer(() => pool.end());
    const log: EventLog = openLog({ kind: 'kafka', brokers: cluster.brokers }, logger);
    stack.defer(() => log.close());
    const agency = unique('agency');
    const others = Array.from({ length: also }, () => unique('agency'));
    const topic = topicOf(agency);
    await log.ensureTopics([agency, ...others].map(topicOf));
    const projection = testProjection(unique('effects'), [agency, ...others]);
    return {
      log,
      pool,
      topic,
      others,
      projection,
      letters: deadLetters({ pool, projections: [projection], logger }),
      event: (changes: Partial<ChangeEvent>) => changeEvent({ agency, ...changes }),
      async run(runLogger = logger) {
        const runLog = openLog({ kind: 'kafka', brokers: cluster.brokers }, runLogger);
        const running = await startProjection({ projection, log: runLog, pool, logger: runLogger });
        return {
          ...running,
          async [Symbol.asyncDispose]() {
            await running.stop();
            await runLog.close();
          },
        };
      },
      async versionsOf(key: string): Promise<number[]> {
        const { rows } = await pool.query(`SELECT version FROM ${projection.name}.event WHERE key = $1`, [
          key,
        ]);
        return rows.map(({ version }) => Number(version)).toSorted((a, b) => a - b);
      },
      [Symbol.asyncDispose]: () => stack.disposeAsync(),
    };
  }
});
