import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hubSubgraphNames } from '@throughgate/contracts';
import { createKafkaEventLog } from '@throughgate/events';
import { createLogger } from '@throughgate/service';
import {
  eventually,
  type TestDatabase,
  type TestKafka,
  testDatabase,
  testKafka,
  whySkipKafka,
} from '@throughgate/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { housingSdl, startHousing } from './support/housing.ts';
import { tellOfTenancy, writeHousingEvents } from './support/housing-events.ts';
import { ask, type HubProcess, runHub, startHubProcess, temporaryDirectory } from './support/hub-process.ts';
import { startIssuerForTest } from './support/tokens.ts';

// The services as docker-compose.yml runs them, each in a process of its own on PostgreSQL and Kafka, without
// containers, so that they run wherever the tests do.

const names = hubSubgraphNames;
const serviceKey = 'the key of these tests, long enough for a key';

const data = temporaryDirectory();
const databases = new Map<string, TestDatabase>();
const services = new Map<string, HubProcess>();
const urls = new Map<string, string>();
let issuer: Awaited<ReturnType<typeof startIssuerForTest>>;
let kafka: TestKafka;
let registry: HubProcess;
/** How an administrator's commands reach the registry. */
let administrator: { HUB_REGISTRY_URL: string; HUB_TOKEN_FILE: string };
let gateway: HubProcess;
let gatewayUrl: string;

function startSubgraph(name: string, port = '0'): HubProcess {
  const service = startHubProcess(['start', name], {
    DATABASE_URL: databases.get(name)?.url ?? '',
    KAFKA_BROKERS: kafka.brokers.join(','),
    HUB_SERVICE_KEY: serviceKey,
    HUB_ISSUER: issuer.url,
    HUB_MEASURES_DIRECTORY: join(data.path, 'measures'),
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
    issuer = await startIssuerForTest();
    kafka = await testKafka({ own: true });
    for (const name of [...names, 'registry']) databases.set(name, await testDatabase());
    for (const name of names) startSubgraph(name);
    registry = startHubProcess(['start', 'registry'], {
      HUB_DATA: data.path,
      DATABASE_URL: databases.get('registry')?.url ?? '',
      KAFKA_BROKERS: kafka.brokers.join(','),
    });
    administrator = {
      HUB_REGISTRY_URL: await registry.ready,
      HUB_TOKEN_FILE: join(data.path, 'registry-token'),
    };
    for (const name of names) urls.set(name, (await services.get(name)?.ready) ?? '');
    gateway = startHubProcess(['start', 'gateway'], {
      ...administrator,
      HUB_DATA: data.path,
      KAFKA_BROKERS: kafka.brokers.join(','),
      HUB_SERVICE_KEY: serviceKey,
      HUB_ISSUER: issuer.url,
      HUB_SUBGRAPH_URLS: [...urls].map((pair) => pair.join('=')).join(','),
      HUB_SUBGRAPH_TIMEOUT: '2000',
    });
    gatewayUrl = await gateway.ready;
  }, 120_000);
  afterAll(async () => {
    await Promise.all([gateway, registry, ...services.values()].map((one) => one?.stop('SIGKILL')));
    for (const database of databases.values()) await database[Symbol.asyncDispose]();
    await issuer?.[Symbol.asyncDispose]();
    await kafka?.[Symbol.asyncDispose]();
    data[Symbol.dispose]();
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
      const { journey: events, identifiers } = data?.offender ?? {};
      // One answer reads the identifiers before the journey: the files may be linked in between.
      const isLinked = events?.edges.length === 3 && identifiers?.crns.length === 1;
      return isLinked ? data?.offender : undefined;
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

  it('take in a sixth agency over Kafka: its field, and its events in the journey', async () => {
    const tenancy = { id: 't1', crn: 'X400001', startedOn: '2026-10-01', landlord: 'Wigan Homes' };
    await using housing = await startHousing(housingSdl(), [tenancy]);
    const schema = join(data.path, 'housing.graphql');
    writeFileSync(schema, housingSdl());
    const published = await runHub(
      [
        ...['subgraph', 'publish', '--name', 'housing', '--schema', schema],
        ...['--events', writeHousingEvents(data.path), '--routing-url', housing.url],
      ],
      administrator,
    );
    expect(published.code, published.stdout + published.stderr).toBe(0);
    await tellOfTenancy(
      createKafkaEventLog({ brokers: kafka.brokers, logger: createLogger('silent') }),
      tenancy,
    );
    const person = await eventually(async () => {
      const { data: answer } = await ask<Journey & { offender: { tenancies: object[] } | null }>(
        gatewayUrl,
        `{ offender(identifier: "A4001AA") {
          tenancies { landlord } journey { edges { node { agency title } } } } }`,
      );
      return answer?.offender?.journey.edges.length === 4 ? answer.offender : undefined;
    });
    expect(person.tenancies).toEqual([{ landlord: 'Wigan Homes' }]);
    expect(person.journey.edges.map(({ node }) => node.agency)).toContain('housing');
  }, 60_000);

  it('stop cleanly when asked to', async () => {
    const ended = await Promise.all(
      [gateway, registry, ...services.values()].map((service) => service.stop()),
    );
    expect(ended.map(({ code }) => code)).toEqual([0, 0, 0, 0, 0, 0, 0]);
  });
});
