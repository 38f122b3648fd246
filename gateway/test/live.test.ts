import { beforeAll, describe, expect, test } from 'vitest';
import { contract, publishContracts } from './support/agency-events.ts';
import { bearer, withCallers } from './support/callers.ts';
import { closedAfterAll } from './support/closed-after-all.ts';
import { compose } from './support/compose.ts';
import { controlledSource } from './support/controlled-source.ts';
import { streamOf } from './support/event-stream.ts';
import { eventually } from './support/eventually.ts';
import type { TestGateway } from './support/gateway-client.ts';
import { courtContracts, type LiveTown, openLiveTown } from './support/live-town.ts';

const opened = closedAfterAll();
const judge = { ...bearer('judge'), 'throughgate-purpose': 'supervision' };
const caseChanged =
  'subscription Watch($number: ID!, $after: String) { caseChanged(number: $number, after: $after) { number title } }';
const journeyChanged =
  'subscription($identifier: String!) { journeyChanged(identifier: $identifier) { id name } }';

let town: LiveTown;
beforeAll(async () => {
  town = opened.use(await openLiveTown());
});

/** Resolves when a gateway has read all that the court has told. */
async function caughtUp(gateway: TestGateway, of = town): Promise<void> {
  await eventually(async () =>
    Object.values(await values(gateway, 'gateway_log_records_total')).reduce((sum, one) => sum + one, 0),
  ).toBe(of.told());
}

async function values(gateway: TestGateway, metric: string): Promise<Record<string, number>> {
  const found = (await gateway.count(metric)) as { labels: Record<string, string>; value: number }[];
  return Object.fromEntries(found.map(({ labels, value }) => [Object.values(labels).join(), value]));
}

describe('subscriptions derived from published events', () => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = opened.use(await town.gateway(withCallers));
  });

  test('are in the schema, each with its description', async () => {
    const { body } = await gateway.ask(
      '{ __schema { subscriptionType { fields { name description args { name description type { kind } } } } } }',
      {},
      judge,
    );
    const { fields } = (
      body.data as { __schema: { subscriptionType: { fields: { name: string; description: string }[] } } }
    ).__schema.subscriptionType;
    expect(fields.map(({ name }) => name).sort()).toEqual([
      'caseChanged',
      'hearingChanged',
      'journeyChanged',
    ]);
    for (const { description } of fields) expect(description).toMatch(/\.$/);
  });

  test('give the present state first, and then each change of which the agency tells', async () => {
    await town.retitle('C2', 'one');
    await caughtUp(gateway);
    await using stream = await streamOf(gateway.url, caseChanged, { number: 'C2' }, judge);
    expect(await stream.result()).toEqual({
      data: { caseChanged: { number: 'C2', title: 'one' } },
      extensions: { cursor: expect.any(String) },
    });
    await town.retitle('C1', 'of another case');
    await town.retitle('C2', 'two');
    expect(await stream.result()).toMatchObject({ data: { caseChanged: { title: 'two' } } });
    await town.retitle('C2', 'three');
    expect(await stream.result()).toMatchObject({ data: { caseChanged: { title: 'three' } } });
  });

  test('show a change in a journey only once outcomes has taken it in', async () => {
    await using stream = await streamOf(gateway.url, journeyChanged, { identifier: 'P1' }, judge);
    expect(await stream.result()).toMatchObject({ data: { journeyChanged: { id: 'p1', name: 'Ann' } } });
    const other = await town.happen('p2');
    const event = await town.happen('p1');
    const asked = town.outcomes.requests.length;
    // Outcomes was asked for it, and has not got it yet.
    await eventually(
      () => town.outcomes.requests.slice(asked).filter(({ text }) => text.includes(event.id)).length,
    ).toBeGreaterThan(1);
    other.shows('Bob');
    event.shows('Ann, released');
    expect(await stream.result()).toMatchObject({ data: { journeyChanged: { name: 'Ann, released' } } });
  });

  test('end with null when there is no such record, or none any more', async () => {
    await using nobody = await streamOf(gateway.url, journeyChanged, { identifier: 'nobody' }, judge);
    expect(await nobody.result()).toMatchObject({ data: { journeyChanged: null } });
    expect(await nobody.next()).toEqual({ event: 'complete' });
    await using none = await streamOf(gateway.url, caseChanged, { number: 'none' }, judge);
    expect(await none.result()).toMatchObject({ data: { caseChanged: null } });
    expect(await none.next()).toEqual({ event: 'complete' });

    await town.retitle('C3', 'to be erased');
    await caughtUp(gateway);
    await using stream = await streamOf(gateway.url, caseChanged, { number: 'C3' }, judge);
    await stream.result();
    town.cases.delete('C3');
    await town.erase('C3');
    expect(await stream.result()).toMatchObject({ data: { caseChanged: null } });
    expect(await stream.next()).toEqual({ event: 'complete' });
  });

  test('are refused as queries are: what is not valid, what the caller may not begin with, what is personal without a purpose', async () => {
    await using invalid = await streamOf(gateway.url, 'subscription { caseChanged { number } }', {}, judge);
    expect((await invalid.result()).errors).toMatchObject([
      { extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } },
    ]);
    await using closed = await streamOf(
      gateway.url,
      'subscription { hearingChanged(id: "h1") { id room } }',
      {},
      bearer(),
    );
    expect((await closed.result()).errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
    await using open = await streamOf(
      gateway.url,
      'subscription { caseChanged(number: "C1") { title secret } }',
      {},
      bearer(),
    );
    expect(await open.result()).toMatchObject({
      data: { caseChanged: { secret: null } },
      errors: [{ extensions: { code: 'UNAUTHORIZED_FIELD_OR_TYPE' } }],
    });
  });

  test('share one execution among those who may have the same, and among no others', async () => {
    await town.retitle('C4', 'shared');
    await caughtUp(gateway);
    const query = 'subscription { caseChanged(number: "C4") { title secret } }';
    const judges = await Promise.all(
      Array.from({ length: 5 }, () => streamOf(gateway.url, query, {}, judge)),
    );
    await using clerk = await streamOf(gateway.url, query, {}, bearer('clerk'));
    await Promise.all([...judges, clerk].map((one) => one.result()));
    const before = (await values(gateway, 'gateway_live_evaluations_total'))[''] ?? 0;
    await town.retitle('C4', 'changed');
    const told = await Promise.all(judges.map((one) => one.result()));
    for (const one of told) {
      expect(one).toMatchObject({ data: { caseChanged: { title: 'changed', secret: 'sealed' } } });
    }
    expect(await clerk.result()).toMatchObject({ data: { caseChanged: { title: 'changed', secret: null } } });
    expect((await values(gateway, 'gateway_live_evaluations_total'))['']).toBe(before + 2);
    await Promise.all(judges.map((one) => one[Symbol.asyncDispose]()));
  });

  test('go on from a cursor: nothing where nothing has changed since, else the present state', async () => {
    await town.retitle('C5', 'one');
    await caughtUp(gateway);
    await using first = await streamOf(gateway.url, caseChanged, { number: 'C5' }, judge);
    const { extensions } = await first.result();
    const after = extensions?.cursor;
    await using same = await streamOf(gateway.url, caseChanged, { number: 'C5', after }, judge);
    await town.retitle('C1', 'of another case');
    await town.retitle('C5', 'two');
    // Its first result is the change, not the state that it had.
    expect(await same.result()).toMatchObject({ data: { caseChanged: { title: 'two' } } });
    await first.result();
    await using behind = await streamOf(gateway.url, caseChanged, { number: 'C5', after }, judge);
    expect(await behind.result()).toMatchObject({ data: { caseChanged: { title: 'two' } } });
    await using byHeader = await streamOf(
      gateway.url,
      caseChanged,
      { number: 'C5' },
      { ...judge, 'last-event-id': after ?? '' },
    );
    expect(await byHeader.result()).toMatchObject({ data: { caseChanged: { title: 'two' } } });
  });

  test('refuse a cursor that is forged', async () => {
    await using first = await streamOf(gateway.url, caseChanged, { number: 'C1' }, judge);
    const { extensions } = await first.result();
    const [body = '', signature = ''] = (extensions?.cursor ?? '').split('.');
    const positions = Buffer.from(body, 'base64url').toString('utf8').replaceAll(/\d/g, '0');
    for (const after of ['x', `${Buffer.from(positions).toString('base64url')}.${signature}`, `${body}.`]) {
      await using stream = await streamOf(gateway.url, caseChanged, { number: 'C1', after }, judge);
      expect((await stream.result()).errors).toMatchObject([{ extensions: { code: 'CURSOR_INVALID' } }]);
    }
  });

  test('go on while a subgraph is away, and are told when it is back', async () => {
    await town.retitle('C6', 'before');
    await caughtUp(gateway);
    await using stream = await streamOf(gateway.url, caseChanged, { number: 'C6' }, judge);
    await stream.result();
    town.court.misbehave = (response) => void response.writeHead(503).end();
    await town.retitle('C6', 'while away');
    expect((await stream.result()).errors).toMatchObject([
      { extensions: { code: expect.stringMatching(/^SUBGRAPH_/) } },
    ]);
    town.court.misbehave = undefined;
    expect(await stream.result()).toMatchObject({ data: { caseChanged: { title: 'while away' } } });
  });

  test('to journeys go on while outcomes is away, and are told when it is back', async () => {
    town.people.set('p9', 'Zoe');
    await using stream = await streamOf(gateway.url, journeyChanged, { identifier: 'P9' }, judge);
    expect(await stream.result()).toMatchObject({ data: { journeyChanged: { name: 'Zoe' } } });
    // It says yet whose an event is, and no more.
    town.outcomes.misbehave = (response, { query, variables }) => {
      if (!query.includes('peopleOfEvents')) return void response.writeHead(503).end();
      const peopleOfEvents = (variables['ids'] as string[]).map(() => ['p9']);
      response
        .setHeader('content-type', 'application/json')
        .end(JSON.stringify({ data: { peopleOfEvents } }));
    };
    (await town.happen('p9')).shows('Zoe, while away');
    const told = await stream.result();
    expect(told).toMatchObject({
      data: { journeyChanged: null },
      errors: [{ extensions: { code: expect.stringMatching(/^SUBGRAPH_/) } }],
    });
    town.outcomes.misbehave = undefined;
    expect(await stream.result()).toMatchObject({ data: { journeyChanged: { name: 'Zoe, while away' } } });
  });
});

test('a client and a gateway take so many subscriptions and no more', async () => {
  await using gateway = await town.gateway(withCallers, { perClient: 2, subscriptions: 3 });
  const query = 'subscription { caseChanged(number: "C1") { title } }';
  const code = async (headers: Record<string, string>) => {
    await using stream = await streamOf(gateway.url, query, {}, headers);
    return (await stream.result()).errors?.[0]?.extensions?.['code'];
  };
  await using first = await streamOf(gateway.url, query, {}, judge);
  await using second = await streamOf(gateway.url, query, {}, judge);
  await Promise.all([first.result(), second.result()]);
  expect(await code(judge)).toBe('SUBSCRIPTION_LIMIT');
  await using third = await streamOf(gateway.url, query, {}, bearer('clerk'));
  await third.result();
  expect(await code(bearer('usher'))).toBe('SUBSCRIPTION_LIMIT');
  await first[Symbol.asyncDispose]();
  await eventually(async () => (await values(gateway, 'gateway_live_subscribers'))['']).toBe(2);
  expect(await code(judge)).toBeUndefined();
  expect(await values(gateway, 'gateway_live_refused_total')).toEqual({ SUBSCRIPTION_LIMIT: 2 });
});

test('a cursor that is older than what is kept is refused, and says what to do', async () => {
  await using gateway = await town.gateway(withCallers, { recent: 5 });
  await caughtUp(gateway);
  await using first = await streamOf(gateway.url, caseChanged, { number: 'C1' }, judge);
  const { extensions } = await first.result();
  for (let index = 0; index < 8; index += 1) await town.retitle('C1', `again ${index}`);
  await caughtUp(gateway);
  const after = extensions?.cursor;
  await using stream = await streamOf(gateway.url, caseChanged, { number: 'C1', after }, judge);
  expect((await stream.result()).errors).toMatchObject([
    { message: expect.stringContaining('without "after"'), extensions: { code: 'CURSOR_TOO_OLD' } },
  ]);
});

test('a cursor holds at another gateway of the hub, and after a restart', async () => {
  const key = 'a service key that gateways of one hub share';
  await town.retitle('C7', 'one');
  const before = await town.gateway({ ...withCallers, serviceKey: key });
  await using first = await streamOf(before.url, caseChanged, { number: 'C7' }, judge);
  const { extensions } = await first.result();
  await before.gateway.stop();
  expect(await first.result()).toMatchObject({
    errors: [{ extensions: { code: 'SUBSCRIPTION_INTERRUPTED' } }],
  });
  expect(await first.next()).toEqual({ event: 'complete' });
  await town.retitle('C7', 'while nobody listened');
  await using gateway = await town.gateway({ ...withCallers, serviceKey: key });
  await caughtUp(gateway);
  const after = extensions?.cursor;
  await using stream = await streamOf(gateway.url, caseChanged, { number: 'C7', after }, judge);
  expect(await stream.result()).toMatchObject({ data: { caseChanged: { title: 'while nobody listened' } } });
});

test('a client that stops reading is dropped, and the others go on', async () => {
  await using gateway = await town.gateway(withCallers, { buffer: 2, pace: 0 });
  await town.retitle('C8', 'x');
  const query = 'subscription { caseChanged(number: "C8") { title } }';
  await using idle = await streamOf(gateway.url, query, {}, judge);
  await using reading = await streamOf(gateway.url, query, {}, judge);
  await reading.result();
  const large = 'x'.repeat(400_000);
  for (let turn = 0; turn < 400; turn += 1) {
    await town.retitle('C8', `${turn} ${large}`);
    expect(await reading.result()).toMatchObject({ data: { caseChanged: {} } });
    if ((await values(gateway, 'gateway_live_ended_total'))['slow'] === 1) break;
  }
  expect(await values(gateway, 'gateway_live_ended_total')).toEqual({ slow: 1 });
  const events: unknown[] = [];
  for (let event = await idle.next(); event; event = await idle.next()) events.push(event);
  expect(events.at(-2)).toMatchObject({
    data: { errors: [{ extensions: { code: 'SUBSCRIPTION_TOO_SLOW' } }] },
  });
  expect(events.at(-1)).toEqual({ event: 'complete' });
});

test('a new supergraph: subscriptions go on, those that it does not have end with a code, and an agency that joins is there', async () => {
  await using own = await openLiveTown();
  const { source, offer } = controlledSource(own.supergraphSdl);
  await using gateway = await own.gateway({ ...withCallers, source });
  await using stays = await streamOf(gateway.url, caseChanged, { number: 'C1' }, judge);
  await using goes = await streamOf(
    gateway.url,
    'subscription { hearingChanged(id: "h1") { id room } }',
    {},
    judge,
  );
  await Promise.all([stays.result(), goes.result()]);
  const without = own.court.typeDefs.replace(' room: String', '');
  expect(await offer(compose([{ ...own.court, typeDefs: without }, own.outcomes]))).toBe('switched');
  const [ended] = (await goes.result()).errors ?? [];
  expect(ended?.extensions).toMatchObject({ code: 'GRAPHQL_VALIDATION_FAILED' });
  expect(await goes.next()).toEqual({ event: 'complete' });
  await own.retitle('C1', 'after the swap');
  expect(await stays.result()).toMatchObject({ data: { caseChanged: { title: 'after the swap' } } });

  // Contracts that come later have subscriptions of their own, without another supergraph.
  await publishContracts(own.log, 'court', courtContracts);
  const names = async () => {
    const { body } = await gateway.ask('{ __schema { subscriptionType { fields { name } } } }', {}, judge);
    const { subscriptionType } = (
      body.data as { __schema: { subscriptionType: { fields: { name: string }[] } } }
    ).__schema;
    return subscriptionType.fields.map(({ name }) => name).sort();
  };
  expect(await names()).toEqual(['caseChanged', 'hearingChanged', 'journeyChanged']);
  await publishContracts(own.log, 'housing', [contract('person.moved', 'Offender', 'personId')]);
  await eventually(names).toEqual(['caseChanged', 'hearingChanged', 'journeyChanged', 'offenderChanged']);
});

test('without a log to follow nobody can subscribe', async () => {
  await using gateway = await town.gateway({ ...withCallers, changes: undefined });
  const { body } = await gateway.ask('{ __schema { subscriptionType { name } } }', {}, judge);
  expect(body).toEqual({ data: { __schema: { subscriptionType: null } } });
});
