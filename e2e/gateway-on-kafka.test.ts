import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { Agent, type IncomingMessage, request } from 'node:http';
import { join } from 'node:path';
import { ApolloClient, gql, HttpLink, InMemoryCache } from '@apollo/client';
import { PersistedQueryLink } from '@apollo/client/link/persisted-queries';
import { createKafkaEventLog } from '@throughgate/events';
import { createLogger } from '@throughgate/service';
import { eventually, testDatabase, testKafka, whySkipKafka } from '@throughgate/testkit';
import { print } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { housingSdl, startHousing, type Tenancy } from './support/housing.ts';
import { tellOfTenancy, writeHousingEvents } from './support/housing-events.ts';
import { type HubProcess, runHub, startHubProcess, temporaryDirectory } from './support/hub-process.ts';
import { headersFor, startIssuerForTest } from './support/tokens.ts';

// A gateway of two processes over Kafka, as an operator starts it, with all that its processes each hold: answers that are kept, subscriptions,
// and the documents that clients registered. Of the agencies only housing runs, which joins here.

/** Long enough that what is seen to change has changed by an event. */
const tag = '@tag(name: "cache:60m")';
const sdl = `${housingSdl()}
type Query {
  "A tenancy by its id."
  tenancy("Id of the tenancy." id: ID! @tag(name: "data:personal")): Tenancy ${tag}
}
`;
const asked = gql`query Landlord($id: ID!) { tenancy(id: $id) { __typename id landlord } }`;
const subscribed = gql`subscription Changes($id: ID!) { tenancyChanged(id: $id) { id landlord } }`;
const texts = { asked: print(asked), subscribed: print(subscribed) };
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

describe.skipIf(whySkipKafka() !== undefined)('a gateway of two workers on Kafka', () => {
  const opened = new AsyncDisposableStack();
  const data = opened.use(temporaryDirectory());
  const tenancies: Tenancy[] = [{ id: 't1', crn: 'X1', startedOn: '2026-10-01', landlord: 'Wigan Homes' }];
  let brokers: readonly string[];
  let gateway: HubProcess;
  let url: string;
  let administrator: Record<string, string>;

  beforeAll(async () => {
    const issuer = opened.use(await startIssuerForTest());
    ({ brokers } = opened.use(await testKafka({ own: true })));
    const database = opened.use(await testDatabase());
    const housing = opened.use(await startHousing(sdl, tenancies));
    const kafka = { KAFKA_BROKERS: brokers.join(','), HUB_DATA: data.path };
    const registry = startHubProcess(['start', 'registry'], { ...kafka, DATABASE_URL: database.url });
    opened.defer(async () => void (await registry.stop('SIGKILL')));
    const tokenFile = join(data.path, 'registry-token');
    administrator = { HUB_REGISTRY_URL: await registry.ready, HUB_TOKEN_FILE: tokenFile };
    const schema = join(data.path, 'housing.graphql');
    writeFileSync(schema, sdl);
    const published = await runHub(
      [
        ...['subgraph', 'publish', '--name', 'housing', '--schema', schema],
        ...['--events', writeHousingEvents(data.path), '--routing-url', housing.url],
      ],
      administrator,
    );
    expect(published).toMatchObject({ code: 0 });
    gateway = startHubProcess(['start', 'gateway'], {
      ...kafka,
      ...administrator,
      HUB_SERVICE_KEY: 'the key of these tests, long enough for a key',
      HUB_ISSUER: issuer.url,
      HUB_WORKERS: '2',
      HUB_TRUSTED_DOCUMENTS: 'enforce',
    });
    opened.defer(async () => void (await gateway.stop('SIGKILL')));
    url = await gateway.ready;
  }, 180_000);
  afterAll(() => opened.disposeAsync(), 60_000);

  /** Asks over a connection of its own: connections go to the workers in turn. */
  const send = async (body: object, accept = 'application/json') => {
    const headers = { 'content-type': 'application/json', accept, ...(await headersFor(url)) };
    const agent = new Agent({ keepAlive: false });
    const sent = request(url, { method: 'POST', headers, agent });
    sent.end(JSON.stringify(body));
    const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
    sent.once('response', resolve).once('error', reject);
    return (await promise).setEncoding('utf8');
  };
  const answerOf = async (body: object): Promise<unknown> => {
    let text = '';
    for await (const chunk of await send(body)) text += chunk;
    return JSON.parse(text);
  };
  /** What both workers answer. */
  const byBoth = (body: object) => Promise.all([answerOf(body), answerOf(body)]);
  const landlord = { query: texts.asked, variables: { id: 't1' } };
  const living = (name: string) => ({
    data: { tenancy: { __typename: 'Tenancy', id: 't1', landlord: name } },
  });
  const refused = { errors: [{ extensions: { code: 'DOCUMENT_NOT_REGISTERED' } }] };
  const hits = async () => {
    const text = await (await fetch(new URL('/metrics', url))).text();
    return Number(
      /^gateway_entity_cache_lookups_total\{[^}]*result="hit"[^}]*\} (\S+)$/m.exec(text)?.[1] ?? 0,
    );
  };

  it('answers what a client registered and nothing else, once it has', async () => {
    expect(await byBoth(landlord)).toMatchObject([refused, refused]);
    const operations = Object.entries(texts).map(([name, body]) => ({
      id: sha256(body),
      name,
      type: 'query',
      body,
    }));
    const manifest = join(data.path, 'caseload.json');
    writeFileSync(
      manifest,
      JSON.stringify({ format: 'apollo-persisted-query-manifest', version: 1, operations }),
    );
    const registered = await runHub(
      ['operations', 'register', '--client', 'caseload', manifest],
      administrator,
    );
    expect(registered).toMatchObject({ code: 0, stdout: expect.stringContaining('registered 2 operations') });
    await eventually(async () => {
      const answers = await byBoth(landlord);
      return (
        JSON.stringify(answers) === JSON.stringify([living('Wigan Homes'), living('Wigan Homes')]) ||
        undefined
      );
    });
    expect(await byBoth({ query: '{ tenancy(id: "t1") { landlord } }' })).toMatchObject([refused, refused]);
    expect(await byBoth({ query: '{ __schema { types { name } } }' })).toMatchObject([refused, refused]);
  });

  it('answers Apollo Client, which sends hashes', async () => {
    const sent: string[] = [];
    const recording: typeof fetch = (input, init) => {
      sent.push(String(init?.body));
      return fetch(input, init);
    };
    const headers = await headersFor(url);
    const hashing = new PersistedQueryLink({ generateHash: (document) => sha256(print(document)) });
    const client = new ApolloClient({
      link: hashing.concat(new HttpLink({ uri: url, headers, fetch: recording })),
      cache: new InMemoryCache(),
    });
    const { data } = await client.query({ query: asked, variables: { id: 't1' } });
    expect(data).toMatchObject(living('Wigan Homes').data);
    expect(sent).toHaveLength(1);
    expect(sent[0]).not.toContain('landlord');
    client.stop();
  });

  it('keeps answers in each worker, and drops them in both by one event, of which both tell subscribers', async () => {
    const before = await hits();
    for (let i = 0; i < 3; i++) await byBoth(landlord);
    expect(await hits()).toBeGreaterThan(before);

    const subscription = { query: texts.subscribed, variables: { id: 't1' } };
    const streams = await Promise.all([1, 2].map(() => send(subscription, 'text/event-stream')));
    const told = streams.map((stream) => {
      let text = '';
      stream.on('data', (chunk: string) => {
        text += chunk;
      });
      stream.on('error', () => undefined);
      return (name: string) => text.includes(`"landlord":"${name}"`);
    });
    await eventually(async () => told.every((of) => of('Wigan Homes')) || undefined);

    tenancies[0] = { ...(tenancies[0] as Tenancy), landlord: 'Bolton Homes' };
    // Without the event nobody knows.
    expect(await byBoth(landlord)).toEqual([living('Wigan Homes'), living('Wigan Homes')]);
    await tellOfTenancy(createKafkaEventLog({ brokers, logger: createLogger('silent') }), tenancies[0]);
    await eventually(async () => told.every((of) => of('Bolton Homes')) || undefined);
    expect(await byBoth(landlord)).toEqual([living('Bolton Homes'), living('Bolton Homes')]);
    for (const stream of streams) stream.destroy();
    expect((await gateway.stop()).code).toBe(0);
  });
});
