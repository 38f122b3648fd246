import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { outboxInsert } from '@throughgate/events';
import { subgraphKey } from '@throughgate/service';
import {
  askSigned,
  eventually,
  type KafkaCluster,
  startKafka,
  type TestDatabase,
  testDatabase,
  whySkipKafka,
} from '@throughgate/testkit';
import { Kafka, logLevel } from 'kafkajs';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runHub, startHubProcess, temporaryDirectory } from './support/hub-process.ts';

// A Kafka that is reached over TLS by those who log in, as a team's is, with a topic that somebody else made.

const serviceKey = 'the key of these tests, long enough for a key';
const topic = 'throughgate.prisons.changes.v1';
const password = 'a password of these tests';

describe.skipIf(whySkipKafka({ restart: true }))('a Kafka with TLS and a login', () => {
  const data = temporaryDirectory();
  let cluster: KafkaCluster;
  let database: TestDatabase;
  let settings: Record<string, string>;
  beforeAll(async () => {
    cluster = await startKafka({ brokers: 1, login: { username: 'hub', password } });
    database = await testDatabase();
    settings = {
      HUB_DATA: data.path,
      DATABASE_URL: database.url,
      HUB_SERVICE_KEY: serviceKey,
      KAFKA_BROKERS: cluster.secured?.broker ?? '',
      KAFKA_SSL: 'true',
      KAFKA_SSL_CA_FILE: cluster.secured?.caFile ?? '',
      KAFKA_SASL_MECHANISM: 'SCRAM-SHA-512',
      KAFKA_SASL_USERNAME: 'hub',
      KAFKA_SASL_PASSWORD: password,
    };
    const admin = new Kafka({ brokers: [...cluster.brokers], logLevel: logLevel.NOTHING }).admin();
    await admin.connect();
    const configEntries = [{ name: 'max.message.bytes', value: '10000' }];
    await admin.createTopics({ topics: [{ topic, numPartitions: 1, configEntries }], waitForLeaders: true });
    await admin.disconnect();
  }, 150_000);
  afterAll(async () => {
    await cluster?.stop();
    await database?.[Symbol.asyncDispose]();
    data[Symbol.dispose]();
  });

  it.each([
    [
      'a wrong password',
      { KAFKA_SASL_PASSWORD: 'not the password' },
      'refuses the login of "hub" by scram-sha-512',
    ],
    [
      'an authority that is not known',
      { KAFKA_SSL_CA_FILE: '' },
      'KAFKA_SSL_CA_FILE names the file of the authority',
    ],
    [
      'no TLS',
      { KAFKA_SSL: '', KAFKA_SSL_CA_FILE: '' },
      'closes the connection: perhaps it expects TLS (KAFKA_SSL=true)',
    ],
  ])(
    'is told in a sentence of %s, without a stack',
    async (_what, wrong, sentence) => {
      const { code, stdout, stderr } = await runHub(['start', 'prisons'], {
        ...settings,
        ...wrong,
        LOG_LEVEL: 'error',
      });
      expect(code).toBe(1);
      expect(stdout).toBe('');
      expect(stderr).toContain(sentence);
      expect(stderr.trim().split('\n')).toHaveLength(1);
      expect(stderr).not.toMatch(/password of these tests|not the password|\n\s+at /);
    },
    60_000,
  );

  it('ends with 3 where settings do not go together, and names what is missing', async () => {
    const { code, stderr } = await runHub(['start', 'prisons'], {
      ...settings,
      KAFKA_SASL_USERNAME: '',
      LOG_LEVEL: 'error',
    });
    expect([code, stderr]).toEqual([3, 'hub: To log in to Kafka, KAFKA_SASL_USERNAME must be set too.\n']);
    const shown = await runHub(['config'], settings);
    expect(shown.stdout).toMatch(/^KAFKA_SASL_PASSWORD +\(set\)/m);
    expect(shown.stdout).not.toContain(password);
  });

  it('takes what fits its topic; what does not is refused at the mutation, or parked', async () => {
    const prisons = startHubProcess(['start', 'prisons'], settings);
    const url = await prisons.ready;
    const register = (prisonerNumber: string, forename: string) =>
      askSigned(
        { name: 'prisons', url, key: subgraphKey(serviceKey, 'prisons') },
        {
          query:
            'mutation ($input: RegisterPrisonerInput!) { registerPrisoner(input: $input) { prisonerNumber } }',
          variables: {
            input: {
              ...{
                idempotencyKey: `${prisonerNumber} ${forename.length}`,
                prisonerNumber,
                forename,
                surname: 'Example',
              },
              ...{ dateOfBirth: '1990-02-03', sex: 'F' },
            },
          },
        },
      );
    const refused = await register('A4001AA', '漢'.repeat(3_900));
    expect(refused.errors).toMatchObject([
      {
        message: expect.stringContaining('the event log takes 10000 at most'),
        extensions: { code: 'BAD_USER_INPUT', field: 'forename' },
      },
    ]);
    expect(await register('A4001AA', 'Ann')).toEqual({
      data: { registerPrisoner: { prisonerNumber: 'A4001AA' } },
    });

    // As a bulk load writes it, past the mutation.
    await using pool = pooled(database.url);
    const large = outboxInsert([
      {
        ...{ id: crypto.randomUUID(), agency: 'prisons', type: 'prisons.large', key: 'A4002AA', version: 1 },
        ...{ subject: { type: 'Prisoner', id: 'A4002AA' }, occurredAt: new Date(), recordedAt: new Date() },
        data: { text: 'x'.repeat(20_000) },
      },
    ]);
    await pool.query(large.text, large.values);
    const readiness = await eventually(async () => {
      const response = await fetch(new URL('/health/ready', url));
      const answer = (await response.json()) as { alarms?: object };
      return answer.alarms === undefined ? undefined : { status: response.status, ...answer };
    });
    expect(readiness).toMatchObject({
      ...{ status: 200, ready: true, checks: { relay: 'ok' } },
      alarms: { relay: expect.stringMatching(/^1 event is parked/) },
    });
    expect(await register('A4003AA', 'Bea')).toMatchObject({ data: { registerPrisoner: {} } });
    // What went to the log is no longer in the outbox.
    const { rows } = await eventually(async () => {
      const found = await pool.query('SELECT aggregateid FROM hub.outbox');
      return found.rowCount === 1 ? found : undefined;
    });
    expect(rows).toEqual([{ aggregateid: 'A4002AA' }]);

    const listed = await runHub(['events', 'parked', 'list', '--alone', '--service', 'prisons'], settings);
    expect(listed.stdout).toMatch(/^prisons +\d+ +prisons\.large +1 +\S+Z +MESSAGE_TOO_LARGE/m);
    const retried = await runHub(['events', 'parked', 'retry', '--all', '--alone'], settings);
    expect([retried.code, retried.stdout]).toEqual([0, 'service  released\n-        1\n']);
    const none = await runHub(['events', 'parked', 'retry', '999', '--alone'], settings);
    expect([none.code, none.stderr]).toEqual([
      1,
      expect.stringContaining('No event is parked at position 999'),
    ]);

    const { code, stderr } = await prisons.stop();
    expect(code).toBe(0);
    expect(stderr).toMatch(/max\.message\.bytes=10000: larger changes are refused/);
    expect(stderr).not.toContain(password);
  }, 90_000);

  it('is reached by an agency that runs outside the hub', async () => {
    // What it keeps for itself lies beside its migrations.
    const directory = mkdtempSync(join(data.path, 'prisons-'));
    symlinkSync(join(import.meta.dirname, '../subgraphs/prisons/prisma'), join(directory, 'prisma'));
    const script = `
      const { runAgency } = await import('@throughgate/subgraph-kit');
      const { prisons } = await import('@throughgate/prisons');
      await runAgency({ ...prisons, directory: ${JSON.stringify(directory)} }, { port: 0 });`;
    const run = (wrong: Record<string, string>) =>
      spawn(process.execPath, ['--input-type=module', '-e', script], {
        cwd: join(import.meta.dirname, '../packages/cli'),
        env: {
          PATH: process.env['PATH'],
          HOME: process.env['HOME'],
          ...settings,
          HUB_DATA: '',
          LOG_LEVEL: 'error',
          ...wrong,
        },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
    const [agency, refused] = [run({}), run({ KAFKA_SASL_PASSWORD: 'not it' })];
    const [ready, told] = await Promise.all([firstLine(agency, 'stdout'), firstLine(refused, 'stderr')]);
    expect(ready).toMatch(/^ready http/);
    expect(told).toMatch(/^prisons: Kafka at .* refuses the login of "hub"/);
    agency.kill('SIGTERM');
    expect(await once(agency, 'exit')).toEqual([0, null]);
  }, 60_000);

  it(
    'that does not answer holds up no stop',
    async () => {
      const started = [startHubProcess(['start', 'prisons'], settings)];
      await using outcomesDatabase = await testDatabase();
      started.push(
        startHubProcess(['start', 'outcomes'], { ...settings, DATABASE_URL: outcomesDatabase.url }),
      );
      for (const { ready } of started) await ready;
      cluster.freeze(0);
      try {
        // Below the 20 s that docker-compose.yml gives them.
        const ended = await Promise.all(started.map((one) => one.stop()));
        expect(ended.map(({ code }) => code)).toEqual([0, 0]);
      } finally {
        cluster.thaw(0);
      }
    },
    20_000 + 40_000,
  );
});

describe.skipIf(whySkipKafka({ restart: true }))('pnpm kafka', () => {
  it('says how it is used, serves, and leaves nothing running or lying about', async () => {
    const kafka = spawn(process.execPath, ['scripts/kafka.ts', '--port', '0'], {
      cwd: join(import.meta.dirname, '..'),
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const line = await firstLine(kafka, 'stdout');
    const brokers = /^KAFKA_BROKERS=(127\.0\.0\.1:\d+)$/.exec(line)?.[1] ?? '';
    const client = new Kafka({ brokers: [brokers], logLevel: logLevel.NOTHING, retry: { retries: 1 } });
    const admin = client.admin();
    await admin.connect();
    expect(await admin.listTopics()).toEqual([]);
    await admin.disconnect();
    kafka.kill('SIGINT');
    expect(await once(kafka, 'exit')).toEqual([0, null]);
    await expect(client.admin().connect()).rejects.toThrow();
  }, 120_000);

  it.each([
    [['--port', 'abc'], '--port must be a number'],
    [['--brokers', '2'], '--brokers must be 1 or 3'],
    [['--nonsense'], "Unknown option '--nonsense'"],
  ])('refuses %j with what it takes', async (words, reason) => {
    const kafka = spawn(process.execPath, ['scripts/kafka.ts', ...words], {
      cwd: join(import.meta.dirname, '..'),
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const exit = once(kafka, 'exit');
    expect(await firstLine(kafka, 'stderr')).toContain(reason);
    expect(await exit).toEqual([3, null]);
  });
});

async function firstLine(child: ChildProcess, stream: 'stdout' | 'stderr'): Promise<string> {
  const input = child[stream];
  if (!input) throw new Error(`no ${stream}`);
  const [line] = await once(createInterface({ input }), 'line');
  return line;
}

function pooled(connectionString: string) {
  const pool = new pg.Pool({ connectionString, max: 1 });
  return Object.assign(pool, { [Symbol.asyncDispose]: () => pool.end() });
}
