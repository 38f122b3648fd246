import {
  type TestDatabase,
  type TestKafka,
  testDatabase,
  testKafka,
  whySkipKafka,
} from '@throughgate/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask, eventually, type HubProcess, startHubProcess } from './support/hub-process.ts';

// The services as docker-compose.yml runs them, each in a process of its own on PostgreSQL and Kafka, without
// containers, so that they run wherever the tests do.

const names = ['probation', 'prisons', 'jobcentre', 'providers', 'outcomes'] as const;
const serviceKey = 'the key of these tests, long enough for a key';

const databases = new Map<string, TestDatabase>();
const services = new Map<string, HubProcess>();
const urls = new Map<string, string>();
let kafka: TestKafka;
let gateway: HubProcess;
let gatewayUrl: string;

function startSubgraph(name: string, port = '0'): HubProcess {
  const service = startHubProcess(['start', name], {
    DATABASE_URL: databases.get(name)?.url ?? '',
    KAFKA_BROKERS: kafka.brokers.join(','),
    HUB_SERVICE_KEY: serviceKey,
    HUB_PORT: port,
  });
  services.set(name, service);
  return service;
}

const person = { forename: 'Ann', surname: 'Example', dateOfBirth: '1990-02-03', sex: 'F' };

/** Everything that a person's journey holds, as far as it can be answered. */
const journey = `{ offender(identifier: "A4001AA") {
  id identifiers { crns prisonerNumbers }
  journey { edges { node { agency title subject { __typename } } } }
  custody { status } probation { crn }
} }`;

interface Journey {
  offender: {
    identifiers: { crns: string[]; prisonerNumbers: string[] };
    journey: { edges: { node: { agency: string } }[] };
    custody: { status: string }[] | null;
    probation: { crn: string }[] | null;
  } | null;
}

describe.skipIf(whySkipKafka() !== undefined)('the services alone, on Kafka', () => {
  beforeAll(async () => {
    kafka = await testKafka();
    for (const name of names) databases.set(name, await testDatabase());
    for (const name of names) startSubgraph(name);
    for (const name of names) urls.set(name, (await services.get(name)?.ready) ?? '');
    gateway = startHubProcess(['start', 'gateway'], {
      HUB_SERVICE_KEY: serviceKey,
      HUB_SUBGRAPH_URLS: [...urls].map((pair) => pair.join('=')).join(','),
      HUB_SUBGRAPH_TIMEOUT: '2000',
    });
    gatewayUrl = await gateway.ready;
  }, 120_000);
  afterAll(async () => {
    await Promise.all([gateway, ...services.values()].map((service) => service?.stop('SIGKILL')));
    for (const database of databases.values()) await database[Symbol.asyncDispose]();
    await kafka?.[Symbol.asyncDispose]();
  }, 60_000);

  it('are ready when all of them are', async () => {
    const ready = await eventually(async () => {
      const response = await fetch(new URL('/health/ready', gatewayUrl));
      return response.status === 200 ? ((await response.json()) as object) : undefined;
    });
    expect(ready).toMatchObject({ ready: true });
  });

  it('carry a change from an agency over Kafka into the journey, and link two agencies by what they share', async () => {
    const { errors } = await ask(
      gatewayUrl,
      `mutation ($prisoner: RegisterPrisonerInput!, $reception: ReceivePrisonerInput!, $case: OpenCaseInput!) {
        registerPrisoner(input: $prisoner) { status }
        receivePrisoner(input: $reception) { id }
        openCase(input: $case) { crn }
      }`,
      {
        prisoner: { idempotencyKey: 's1', prisonerNumber: 'A4001AA', ...person },
        reception: {
          idempotencyKey: 's2',
          prisonerNumber: 'A4001AA',
          prisonId: 'LNI',
          at: '2026-09-01T13:05:00Z',
          reason: 'NEW_ADMISSION',
        },
        case: {
          idempotencyKey: 's3',
          crn: 'X400001',
          prisonerNumber: 'A4001AA',
          ...person,
          openedOn: '2026-09-01',
          deliveryUnitCode: 'N50MANC',
        },
      },
    );
    expect(errors).toBeUndefined();
    const offender = await eventually(async () => {
      const { data } = await ask<Journey>(gatewayUrl, journey);
      return data?.offender?.journey.edges.length === 3 ? data.offender : undefined;
    });
    expect(offender).toMatchObject({
      identifiers: { crns: ['X400001'], prisonerNumbers: ['A4001AA'] },
      custody: [{ status: 'ACTIVE_IN' }],
      probation: [{ crn: 'X400001' }],
    });
  });

  it('answer the rest when one of them was killed, and everything again when it is back', async () => {
    const { port } = new URL(urls.get('prisons') ?? '');
    await services.get('prisons')?.stop('SIGKILL');
    const { data, errors } = await ask<Journey>(gatewayUrl, journey);
    expect(data).toMatchObject({
      offender: { custody: null, probation: [{ crn: 'X400001' }], journey: { edges: [{}, {}, {}] } },
    });
    expect(errors).toMatchObject([
      { path: ['offender', 'custody'], extensions: { code: 'SUBGRAPH_UNREACHABLE', serviceName: 'prisons' } },
    ]);
    expect((await fetch(new URL('/health/ready', gatewayUrl))).status).toBe(503);

    await startSubgraph('prisons', port).ready;
    expect((await ask<Journey>(gatewayUrl, journey)).data?.offender?.custody).toEqual([
      { status: 'ACTIVE_IN' },
    ]);
  });

  it('stop cleanly when asked to', async () => {
    const ended = await Promise.all([gateway, ...services.values()].map((service) => service.stop()));
    expect(ended.map(({ code }) => code)).toEqual([0, 0, 0, 0, 0, 0]);
  });
});
