import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type KafkaCluster, startKafka, whySkipKafka } from '@throughgate/testkit';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type EventStream, type StreamedResult, streamOf } from '../gateway/test/support/event-stream.ts';
import { eventually } from '../gateway/test/support/eventually.ts';
import { housingSdl, startHousing, type Tenancy } from './support/housing.ts';
import { tenancyEvent, writeHousingEvents } from './support/housing-events.ts';
import { ask, type HubProcess, runHub, startHubProcess } from './support/hub-process.ts';
import { preparedDirectory } from './support/prepared-hub.ts';
import { headersFor } from './support/tokens.ts';

// Subscriptions of a hub that runs, over each event log: to an agency that joins it, and while the log does not answer.

describe.each([
  ['PostgreSQL', undefined],
  ['Kafka', whySkipKafka({ restart: true })],
])('a hub whose event log is in %s', (logIn, skipped) => {
  const crn = 'X500001';
  const tenancies: Tenancy[] = [{ id: 't1', crn, startedOn: '2026-10-01', landlord: 'Wigan Homes' }];
  const opened = new AsyncDisposableStack();
  let kafka: KafkaCluster | undefined;
  let settings: Record<string, string>;
  let hub: HubProcess;
  let url: string;

  beforeAll(async () => {
    if (skipped) return;
    const data = opened.use(await preparedDirectory());
    settings = { HUB_DATA: data.path, HUB_PEOPLE: '0' };
    if (logIn === 'Kafka') {
      kafka = await startKafka({ brokers: 1 });
      opened.defer(kafka.stop);
      settings = { ...settings, KAFKA_BROKERS: kafka.brokers.join() };
    }
    hub = startHubProcess(['up'], settings);
    opened.defer(async () => void (await hub.stop()));
    url = await hub.ready;
    const { errors } = await ask(url, 'mutation ($case: OpenCaseInput!) { openCase(input: $case) { crn } }', {
      case: {
        ...{ idempotencyKey: 'live-1', crn, forename: 'Ann', surname: 'Example', dateOfBirth: '1990-02-03' },
        ...{ sex: 'F', openedOn: '2026-09-01', deliveryUnitCode: 'N50MANC' },
      },
    });
    expect(errors).toBeUndefined();
    // Whose journey is not there cannot be subscribed to.
    await vi.waitFor(
      async () => {
        const { data: found } = await ask<{ offender: object | null }>(
          url,
          `{ offender(identifier: "${crn}") { id } }`,
        );
        expect(found?.offender).not.toBeNull();
      },
      { timeout: 30_000 },
    );
  }, 180_000);
  afterAll(() => opened.disposeAsync());

  const subscribe = async (query: string) => streamOf(url, query, {}, await headersFor(url));
  const home = 'subscription { tenancyChanged(id: "t1") { startedOn landlord } }';
  const titles = `subscription { journeyChanged(identifier: "${crn}") { journey { edges { node { agency title } } } } }`;

  test.skipIf(skipped)(
    'lets an agency that joins with an event contract be subscribed to at once',
    async () => {
      const housing = opened.use(await startHousing(housingSdl(), tenancies));
      const [schemaFile, file] = ['housing.graphql', 'events.ndjson'].map((name) =>
        join(settings['HUB_DATA'] ?? '', name),
      ) as [string, string];
      writeFileSync(schemaFile, housingSdl());
      const events = writeHousingEvents(settings['HUB_DATA'] ?? '');
      await using journey = await subscribe(titles);
      await until(journey, (result) => titlesOf(result).length === 1);
      await using early = await subscribe(home);
      expect((await early.result()).errors).toMatchObject([
        { extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } },
      ]);

      const published = await runHub(
        ['subgraph', 'publish', '--name', 'housing', '--schema', schemaFile, '--events', events].concat(
          '--routing-url',
          housing.url,
        ),
        settings,
      );
      expect(published, published.stdout + published.stderr).toMatchObject({ code: 0 });
      const state = { tenancyChanged: { startedOn: '2026-10-01', landlord: 'Wigan Homes' } };
      await eventually(async () => {
        await using first = await subscribe(home);
        return (await first.result()).data;
      }).toEqual(state);
      await using stream = await subscribe(home);
      expect((await stream.result()).data).toEqual(state);

      tenancies[0] = { id: 't1', crn, startedOn: '2026-10-01', landlord: 'Leigh Homes' };
      writeFileSync(file, `${JSON.stringify(tenancyEvent(tenancies[0]))}\n`);
      const sent = await runHub(['events', 'send', '--name', 'housing', file], settings);
      expect(sent, sent.stdout + sent.stderr).toMatchObject({ code: 0 });
      await until(stream, ({ data }) => JSON.stringify(data).includes('Leigh Homes'));
      // And the person whose home it is has it in the journey.
      const told = await until(journey, (result) => titlesOf(result).length === 2);
      expect(titlesOf(told)).toContain('Moved into a home of Leigh Homes');
    },
    120_000,
  );

  test.skipIf(skipped ?? (logIn === 'PostgreSQL' && 'only a broker can be frozen'))(
    'loses no subscriber and nothing of which they are told while the broker is frozen',
    async () => {
      await using journey = await subscribe(titles);
      const before = titlesOf(await until(journey, (result) => titlesOf(result).length > 0)).length;
      kafka?.freeze(0);
      try {
        const { errors } = await ask(
          url,
          'mutation ($input: BookAppointmentInput!) { bookAppointment(input: $input) { id } }',
          {
            input: {
              ...{ idempotencyKey: 'live-2', crn, type: 'COAP' },
              ...{ startsAt: '2026-09-21T08:15:00Z', endsAt: '2026-09-21T09:00:00Z' },
            },
          },
        );
        expect(errors).toBeUndefined();
        // The operator sees it, questions are answered, and who subscribes is given the present state.
        await eventually(async () => {
          const metrics = await (await fetch(new URL('/metrics', url))).text();
          return Number(/^gateway_log_behind_seconds{[^}]*} (\S+)$/m.exec(metrics)?.[1]);
        }).toBeGreaterThan(2);
        expect(await ask(url, `{ offender(identifier: "${crn}") { name { forename } } }`)).toEqual({
          data: { offender: { name: { forename: 'Ann' } } },
        });
        await using late = await subscribe(titles);
        await until(late, (result) => titlesOf(result).length === before);
      } finally {
        kafka?.thaw(0);
      }
      const told = await until(journey, (result) => titlesOf(result).length > before);
      expect(titlesOf(told)).toHaveLength(before + 1);
    },
    120_000,
  );
});

/** What a journey shows; nothing while an agency is too busy to say it, which is told anew. */
function titlesOf({ data }: StreamedResult): string[] {
  const person = data?.['journeyChanged'] as
    | { readonly journey: { readonly edges: readonly { readonly node: { readonly title: string } }[] } }
    | null
    | undefined;
  return person?.journey.edges.map(({ node }) => node.title) ?? [];
}

/** Reads on until a result is as it should be. Raises where the stream ends before. */
async function until(
  stream: EventStream,
  isReached: (result: StreamedResult) => boolean,
): Promise<StreamedResult> {
  for (;;) {
    const result = await stream.result();
    if (isReached(result)) return result;
  }
}
