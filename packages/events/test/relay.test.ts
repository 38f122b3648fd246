import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { Registry } from 'prom-client';
import { describe, expect, test, vi } from 'vitest';
import { type EventLog, startRelay, topicOf } from '../src/index.ts';
import { changeEvent, record } from './support/change-event.ts';
import { logger } from './support/logger.ts';
import { type Hub, openHub } from './support/open-hub.ts';
import { startChild } from './support/start-child.ts';
import { unique } from './support/unique.ts';

const patience = { timeout: 15_000, interval: 20 };

describe('a relay', () => {
  test('stands by while another works, and takes over when that one dies', async () => {
    await using hub = await openHub('postgres');
    const agency = await newAgency(hub);
    const settings = { agency, databaseUrl: hub.agencyUrl, spec: hub.spec, batchSize: 10 };
    await using active = startChild('relay.ts', settings);
    await record(hub.agency, [changeEvent({ agency, key: 'first' })]);
    await active.says('acknowledged');

    const appended: number[] = [];
    const standby = startRelay({
      agency,
      databaseUrl: hub.agencyUrl,
      log: counting(hub.log, appended),
      logger,
    });
    await vi.waitFor(() => standby.check(), patience);
    await record(hub.agency, [changeEvent({ agency, key: 'second' })]);
    await standby.drained();
    expect(appended).toEqual([]);

    await active.kill();
    await record(hub.agency, [changeEvent({ agency, key: 'third' })]);
    await standby.drained();
    expect(appended.at(-1)).toBe(1);
    await standby.stop();
  });

  test('gives the room of what it sent back to the disk after a load, and not for a few', async () => {
    await using hub = await openHub('postgres');
    const agency = await newAgency(hub);
    const bytes = async () =>
      Number((await hub.agency.query(`SELECT pg_relation_size('hub.outbox') AS bytes`)).rows[0].bytes);
    const load = async (count: number, from: number) => {
      const events = Array.from({ length: count }, (_, index) =>
        changeEvent({
          agency,
          key: `K${from + index}`.padEnd(200, 'x'),
          data: { text: 'x'.repeat(1_000) },
        }),
      );
      for (let at = 0; at < count; at += 1_000) await record(hub.agency, events.slice(at, at + 1_000));
    };
    // Autovacuum would do it too, at a time that no test can wait for.
    await hub.agency.query('ALTER TABLE hub.outbox SET (autovacuum_enabled = false)');
    await load(1_000, 0);
    const relay = startRelay({ agency, databaseUrl: hub.agencyUrl, log: hub.log, logger });
    await relay.drained();
    expect(await bytes()).toBeGreaterThan(1_000_000);
    await load(10_000, 1_000);
    await relay.drained();
    expect(await bytes()).toBeLessThan(1_000_000);
    const { rows } = await hub.agency.query(`SELECT pg_indexes_size('hub.outbox') AS bytes`);
    expect(Number(rows[0].bytes)).toBeLessThan(1_000_000);
    await relay.stop();
  });

  test('leaves the indexes as they are while they are large for what a version before left there', async () => {
    await using hub = await openHub('postgres');
    const agency = await newAgency(hub);
    await hub.agency.query(`INSERT INTO hub.outbox (id, aggregatetype, aggregateid, type, payload, version,
        subject_type, subject_id, occurred_at, recorded_at, published_at)
      SELECT gen_random_uuid(), '${agency}', 'marked ' || n, 'type', '{}', 1, 'Subject', 'id', now(), now(), now()
      FROM generate_series(1, 40000) AS n`);
    const indexes = async () =>
      (
        await hub.agency.query(`SELECT array_agg(pg_relation_filenode(indexrelid) ORDER BY indexrelid) AS files,
          pg_indexes_size('hub.outbox') AS bytes FROM pg_index WHERE indrelid = 'hub.outbox'::regclass`)
      ).rows[0];
    const before = await indexes();
    expect(Number(before.bytes)).toBeGreaterThan(2 * 1024 * 1024);
    for (let at = 0; at < 2_000; at += 1_000) {
      const events = Array.from({ length: 1_000 }, (_, index) =>
        changeEvent({ agency, key: `K${at + index}` }),
      );
      await record(hub.agency, events);
    }
    const relay = startRelay({ agency, databaseUrl: hub.agencyUrl, log: hub.log, logger });
    await relay.drained();
    expect((await indexes()).files).toEqual(before.files);
    await relay.stop();
  });

  test('keeps events, and the writers going, while the log is down, and says so', async () => {
    await using hub = await openHub('postgres');
    const agency = await newAgency(hub);
    let down = true;
    const log: EventLog = {
      ...hub.log,
      append: (records) => (down ? Promise.reject(new Error('no broker')) : hub.log.append(records)),
    };
    const metrics = new Registry();
    const relay = startRelay({ agency, databaseUrl: hub.agencyUrl, log, logger, metrics });
    for (let index = 0; index < 20; index += 1)
      await record(hub.agency, [changeEvent({ agency, key: `K${index}` })]);
    await vi.waitFor(() => expect(relay.check()).rejects.toThrow('no broker'), patience);
    await vi.waitFor(async () => {
      expect(await metrics.metrics()).toMatch(/throughgate_relay_failures_total\{agency="\w+"\} [1-9]/);
    }, patience);

    down = false;
    await relay.drained();
    await relay.check();
    expect(await metrics.metrics()).toMatch(/throughgate_relay_published_total\{agency="\w+"\} 20\n/);
    expect(await metrics.metrics()).toMatch(/throughgate_relay_backlog\{agency="\w+"\} 0\n/);
    expect((await hub.log.lag('g', [topicOf(agency)])).reduce((sum, { end }) => sum + end, 0n)).toBe(20n);
    await relay.stop();
  });

  test('works again, unaided, after its connection was cut; so does a consumer', {
    timeout: 60_000,
  }, async () => {
    await using hub = await openHub('postgres');
    const agency = await newAgency(hub);
    await using proxy = await cuttableProxy(new URL(hub.agencyUrl));
    const relay = startRelay({ agency, databaseUrl: proxy.url, log: hub.log, logger });
    const received: string[] = [];
    const subscription = await hub.log.subscribe({
      group: unique('g'),
      topics: [topicOf(agency)],
      onBatch: async (records) => void received.push(...records.map(({ headers }) => headers['ce_id'] ?? '')),
    });
    const sent: string[] = [];
    for (let round = 0; round < 3; round += 1) {
      for (let index = 0; index < 30; index += 1) {
        const event = changeEvent({ agency, key: 'one', version: sent.push('') });
        sent[sent.length - 1] = event.id;
        await record(hub.agency, [event]);
        if (index === 10) proxy.cut();
        // The consumer's connection goes too.
        if (index === 20) await terminateConsumers(hub);
      }
      await relay.drained();
    }
    await vi.waitFor(() => expect(new Set(received)).toEqual(new Set(sent)), patience);
    // Repeats may come, but the first sight of each is in order.
    expect([...new Set(received)]).toEqual(sent);
    await subscription.stop();
    await relay.stop();
  });
});

async function newAgency(hub: Hub): Promise<string> {
  const agency = unique('agency');
  await hub.log.ensureTopics([topicOf(agency)]);
  return agency;
}

function counting(log: EventLog, appended: number[]): EventLog {
  return {
    ...log,
    async append(records) {
      await log.append(records);
      appended.push(records.length);
    },
  };
}

async function terminateConsumers(hub: Hub): Promise<void> {
  const { spec } = hub;
  if (spec.kind !== 'postgres') return;
  await hub.read.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE application_name LIKE 'throughgate consumer%' AND datname = $1`,
    [new URL(spec.databaseUrl).pathname.slice(1)],
  );
}

/** A way to the database that can be cut, for all who use it, at any moment. */
async function cuttableProxy({ hostname, port, href }: URL) {
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(Number(port), hostname);
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from);
      from.pipe(to);
      from.on('error', () => to.destroy());
      from.on('close', () => {
        sockets.delete(from);
        to.destroy();
      });
    }
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const url = new URL(href);
  url.hostname = '127.0.0.1';
  url.port = String(typeof address === 'object' ? address?.port : '');
  const cut = () => {
    for (const socket of sockets) socket.resetAndDestroy();
  };
  return {
    url: url.href,
    cut,
    async [Symbol.asyncDispose]() {
      cut();
      server.close();
    },
  };
}
