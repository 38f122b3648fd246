import { createHash, randomUUID } from 'node:crypto';
import type { UsageReport } from '@throughgate/registry-client';
import { operationShape, shapeHash } from '@throughgate/registry-client/operation-shape';
import { parse } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { forgetOldUsage } from '../src/usage/forget-old-usage.ts';
import { homes, proposal } from './support/proposals.ts';
import { refusal } from './support/refusal.ts';
import { type RegistryUnderTest, startRegistryForTest } from './support/running-registry.ts';

let registry: RegistryUnderTest;
beforeAll(async () => {
  registry = await startRegistryForTest();
});
afterAll(() => registry[Symbol.asyncDispose]());

const shape = (text: string) => operationShape(parse(text));

/** A report of the last minute: operations, each with its client and how often it ran. */
function report(
  uses: readonly (readonly [text: string, client: string, version: string, requests: number])[],
  to = new Date(),
): UsageReport {
  return {
    id: randomUUID(),
    from: new Date(to.getTime() - 60_000).toISOString(),
    to: to.toISOString(),
    shapes: [...new Set(uses.map(([text]) => text))].map(shape),
    uses: uses.map(([text, clientName, clientVersion, requests]) => ({
      hash: shape(text).hash,
      clientName,
      clientVersion,
      requests,
      failures: requests > 5 ? 1 : 0,
    })),
  };
}

const ago = (days: number) => new Date(Date.now() - days * 86_400_000);
const operations = async (days = 30) => (await registry.admin.operations({ days, first: 500 })).items;
const operation = async (text: string, days?: number) =>
  (await operations(days)).find(({ hash }) => hash === shape(text).hash);

describe('a usage report', () => {
  it('counts by operation, client and version', async () => {
    await registry.admin.report(
      report([
        ['query A { a }', 'web', '1', 4],
        ['query A { a }', 'web', '2', 10],
      ]),
    );
    await registry.admin.report(
      report([
        ['query A { a }', 'web', '1', 3],
        ['query A { a }', 'app', '', 1],
      ]),
    );
    expect(await operation('query A { a }')).toMatchObject({
      name: 'A',
      document: 'query A{a}',
      requests: 18,
      failures: 1,
      registeredBy: [],
      clients: [
        { name: 'web', version: '2', requests: 10 },
        { name: 'web', version: '1', requests: 7 },
        { name: 'app', version: '', requests: 1 },
      ],
    });
  });

  it('counts once however often it is sent, one after the other or at once', async () => {
    const sent = report([
      ['{ once }', 'web', '1', 2],
      ['{ once }', 'web', '1', 3],
    ]);
    await Promise.all([1, 2, 3, 4].map(() => registry.admin.report(sent)));
    await registry.admin.report(sent);
    expect(await operation('{ once }')).toMatchObject({ requests: 5 });
  });

  it('loses nothing when many gateways report the same operations at once', async () => {
    const texts = ['{ p }', '{ q }', '{ r }', '{ s }'];
    const reports = Array.from({ length: 12 }, (_, index) =>
      report((index % 2 ? texts : texts.toReversed()).map((text) => [text, 'web', '1', index + 1] as const)),
    );
    await Promise.all(reports.map((one) => registry.admin.report(one)));
    for (const text of texts) expect(await operation(text)).toMatchObject({ requests: 78 });
  });

  it('counts on the UTC day on which it ends, and within the window only', async () => {
    const midnight = new Date(`${new Date(ago(3)).toISOString().slice(0, 10)}T00:00:10.000Z`);
    await registry.admin.report(report([['{ w }', 'web', '1', 5]], midnight));
    await registry.admin.report(report([['{ w }', 'web', '1', 7]], ago(40)));
    const { rows } = await registry.pool.query<{ day: string; requests: number }>(
      `SELECT day::text, requests FROM "OperationUse" WHERE hash = $1 ORDER BY day`,
      [shape('{ w }').hash],
    );
    expect(rows).toEqual([
      { day: ago(40).toISOString().slice(0, 10), requests: 7 },
      { day: midnight.toISOString().slice(0, 10), requests: 5 },
    ]);
    expect(await operation('{ w }', 2)).toBeUndefined();
    expect(await operation('{ w }', 3)).toMatchObject({ requests: 5, lastSeen: midnight.toISOString() });
    expect(await operation('{ w }', 41)).toMatchObject({ requests: 12 });
  });

  it.each([
    ['a string', '{a(x:"AB123456C")}', '/shapes/0/document: there is a string literal'],
    ['a number', '{a(x:1980)}', '/shapes/0/document: there is a number literal'],
    ['a default', 'query($x:Int=7){a(x:$x)}', '/shapes/0/document: there is a number literal'],
    ['an alias', '{ann:a}', '/shapes/0/document: there is an alias'],
    ['a comment', '{a}#ann@example.org', '/shapes/0/document: this is not in the form of a shape'],
    ['a description', '"ann" query{a}', '/shapes/0/document: there is a string literal'],
    [
      'what is no GraphQL',
      '{a',
      '/shapes/0/document: this is not a GraphQL document; the parser stopped at line 1',
    ],
    ['two operations', 'query A{a} query B{b}', '/shapes/0/document: Of several operations none is named'],
  ])('with %s in a shape is refused whole, without repeating it', async (_, document, told) => {
    const sent = report([['{ good }', 'web', '1', 1]]);
    const bad = { name: null, document, hash: shapeHash(document) };
    const error = await refusal(registry.admin.report({ ...sent, shapes: [bad, ...sent.shapes] }));
    expect(error).toMatchObject({ code: 'HUB-C047', status: 400 });
    expect(error.message).toContain(told);
    expect(error.message).not.toMatch(/ann|1980|AB123456C/);
    expect(await operation('{ good }')).toBeUndefined();
  });

  it('with a wrong hash or name, or an operation without its shape, is refused', async () => {
    const sent = report([['query N { n }', 'web', '1', 1]]);
    const [one] = sent.shapes;
    if (!one) return expect.fail('no shape');
    const refused = async (change: Partial<UsageReport>) =>
      (await refusal(registry.admin.report({ ...sent, ...change }))).message;
    expect(await refused({ shapes: [{ ...one, hash: 'f'.repeat(64) }] })).toContain('/shapes/0/hash');
    expect(await refused({ shapes: [{ ...one, name: 'Ann' }] })).toContain('/shapes/0/name');
    expect(await refused({ shapes: [] })).toContain('/uses/0/hash: `shapes` has no shape');
    expect(await refused({ to: '2099-01-01T00:00:00Z' })).toContain('/to: the report ends in the future');
    expect(await refused({ to: '2020-01-01T00:00:00Z' })).toContain('/to: the report ends before it begins');
    expect(await operation('query N { n }')).toBeUndefined();
    await registry.admin.report(sent);
    await registry.admin.report({ ...sent, id: randomUUID(), shapes: [] });
    expect(await operation('query N { n }')).toMatchObject({ requests: 2 });
    return undefined;
  });

  it('is forgotten when no check can ask for it any more', async () => {
    await registry.admin.report(report([['{ old }', 'web', '1', 1]], ago(420)));
    await registry.admin.report(report([['{ young }', 'web', '1', 1]], ago(360)));
    await forgetOldUsage(registry.pool);
    const documents = await registry.pool.query<{ document: string }>(
      'SELECT document FROM "OperationShape"',
    );
    const kept = documents.rows.map(({ document }) => document);
    expect(kept).toContain('{young}');
    expect(kept).not.toContain('{old}');
  });
});

describe('registered operations', () => {
  const register = (client: string, ...documents: string[]) =>
    registry.admin.register({ client, operations: documents.map((document) => ({ name: 'R', document })) });

  it('are stored as shapes, and replace those of the same client only', async () => {
    await register('kiosk', 'query R { ann: a(x: "AB123456C") { id } }', '{ k }');
    await register('desk', '{ k }');
    await register('kiosk', 'query R { b }', 'query Q { z } query R { b }');
    expect(await operation('query R { a(x: "") { id } }')).toBeUndefined();
    expect(await operation('query R { b }')).toMatchObject({
      registeredBy: ['kiosk'],
      requests: 0,
      lastSeen: null,
    });
    expect(await operation('{ k }')).toMatchObject({ registeredBy: ['desk'] });
    const { rows } = await registry.pool.query(`SELECT FROM "OperationShape" WHERE document LIKE '%AB123%'`);
    expect(rows).toEqual([]);
  });

  it('that are none are refused, and those before stay', async () => {
    expect((await refusal(register('desk', '{ a', '{ b }'))).message).toContain('/operations/0/document');
    expect((await refusal(register('desk', 'query A { a } query B { b }'))).message).toContain(
      'no operation R',
    );
    expect(await operation('{ k }')).toMatchObject({ registeredBy: ['desk'] });
  });
});

describe('registered documents', () => {
  const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
  const register = (client: string, ...operations: { document: string; id?: string }[]) =>
    registry.admin.register({ client, operations: operations.map((one) => ({ name: 'D', ...one })) });
  const documents = async () => {
    const found = await registry.admin.documents();
    return new Map(found?.documents.map(({ id, document }) => [id, document]));
  };
  const page = 'query D($id: ID!) { d(id: $id, of: "x") { ...F } } fragment F on D { e }';

  it('are given as they came, by their hash or the id that clients send, and replaced with their client', async () => {
    await register(
      'page',
      { document: page },
      { document: 'query D { d }', id: 'AB12' },
      { document: 'query D { d2 }', id: 'x' },
      { document: 'query D { d3 }', id: `sha256:${sha256('query D { d3 }')}` },
    );
    const all = await documents();
    expect([all.get(sha256(page)), all.get('ab12'), all.get('x')]).toEqual([
      page,
      'query D { d }',
      'query D { d2 }',
    ]);
    expect(all.get(sha256('query D { d3 }'))).toBe('query D { d3 }');
    await register('page', { document: page });
    expect([(await documents()).get(sha256(page)), (await documents()).get('x')]).toEqual([page, undefined]);
  });

  it('are not sent again to who knows them', async () => {
    await register('page', { document: page });
    const digest = (await registry.admin.documents())?.digest;
    expect(await registry.admin.documents({ unless: digest })).toBeUndefined();
    await register('page', { document: page }, { document: '{ more }' });
    expect((await registry.admin.documents({ unless: digest }))?.digest).not.toBe(digest);
  });

  it.each([
    [
      'a hash of another document',
      'page',
      [{ document: '{ a }', id: sha256('{ b }') }],
      'looks like a SHA-256',
    ],
    [
      'a hash of another document with its prefix',
      'page',
      [{ document: '{ a }', id: `sha256:${sha256('{ b }')}` }],
      'looks like a SHA-256',
    ],
    [
      'one id for two documents',
      'page',
      [
        { document: '{ a }', id: 'i' },
        { document: '{ b }', id: 'i' },
      ],
      'another document',
    ],
    [
      'an id that another client has for another document',
      'other',
      [{ document: '{ b }', id: 'taken' }],
      'page registered',
    ],
  ])('%s is refused, and those before stay', async (_, client, operations, why) => {
    await register('page', { document: '{ a }', id: 'taken' });
    const before = await documents();
    expect((await refusal(register(client, ...operations))).message).toContain(why);
    expect(await documents()).toEqual(before);
  });

  it('are the same for two clients that register the same', async () => {
    await register('page', { document: page, id: 'shared' });
    await register('other', { document: page, id: 'shared' });
    await register('page', { document: '{ a }' });
    expect((await documents()).get('shared')).toBe(page);
  });
});

describe('the list of operations', () => {
  it('goes on page by page to the end, those that ran most first', async () => {
    const all = await operations();
    expect(all.length).toBeGreaterThan(6);
    const requests = all.map((one) => one.requests);
    expect(requests).toEqual(requests.toSorted((a, b) => b - a));
    const paged: (typeof all)[number][] = [];
    let after: string | null = null;
    do {
      const page = await registry.admin.operations({ days: 30, first: 2, after: after ?? undefined });
      paged.push(...page.items);
      after = page.next;
    } while (after !== null);
    expect(paged).toEqual(all);
  });
});

describe('the use of fields', () => {
  const heating = 'query Cold($id: ID!) { home(id: $id) { heating(month: 1) } }';
  const fields = async (query: Parameters<typeof registry.admin.fields>[0]) =>
    (await registry.admin.fields({ first: 500, ...query })).items;
  const coordinates = async (query: Parameters<typeof registry.admin.fields>[0]) =>
    (await fields(query)).map(({ coordinate }) => coordinate);

  it('is empty before anything is published', async () => {
    expect(await registry.admin.fields({})).toEqual({ items: [], next: null });
  });

  it('tells what is never used, and which deprecated parts are used and by whom', async () => {
    const rooms = proposal(
      'rooms',
      'type Home @key(fields: "id") { id: ID! @tag(name: "data:none") "Doors to the street." doors: Int @tag(name: "data:none") }',
    );
    const published = await registry.admin.publish({ subgraphs: [homes, rooms] });
    expect(published.check.findings.filter(({ severity }) => severity === 'error')).toEqual([]);
    await registry.admin.report(
      report([
        [heating, 'web', '1', 3],
        [heating, 'web', '2', 5],
      ]),
    );
    await registry.admin.report(report([['{ home(id: "") { id } }', 'app', '', 1]]));

    expect(await coordinates({})).toEqual([
      'Heating.GAS',
      'Heating.WOOD',
      'Home.doors',
      'Home.heating',
      'Home.heating(month:)',
      'Home.id',
      'Home.rooms',
      'Query.home',
      'Query.home(id:)',
    ]);
    expect(await coordinates({ only: 'unused' })).toEqual(['Home.doors', 'Home.rooms']);
    expect(await coordinates({ only: 'unused', subgraph: 'rooms' })).toEqual(['Home.doors']);
    expect(await fields({ only: 'deprecated' })).toEqual([
      {
        coordinate: 'Home.heating',
        subgraphs: ['homes'],
        deprecated: 'Ask for energy.',
        requests: 8,
        clients: [
          { name: 'web', version: '2', requests: 5 },
          { name: 'web', version: '1', requests: 3 },
        ],
      },
    ]);
    const id = (await fields({})).find(({ coordinate }) => coordinate === 'Home.id');
    expect(id).toMatchObject({ subgraphs: ['homes', 'rooms'], requests: 1 });
  });

  it('counts what is registered though it never ran', async () => {
    await registry.admin.register({
      client: 'survey',
      operations: [{ name: '', document: '{ home(id: "7") { doors } }' }],
    });
    expect(await coordinates({ only: 'unused' })).toEqual(['Home.rooms']);
    const doors = (await fields({})).find(({ coordinate }) => coordinate === 'Home.doors');
    expect(doors).toMatchObject({ requests: 0, clients: [{ name: 'survey', version: '', requests: 0 }] });
  });

  it('comes in pages, and follows the graph that is live', async () => {
    const first = await registry.admin.fields({ first: 7 });
    expect(first.items).toHaveLength(7);
    const rest = await registry.admin.fields({ first: 7, after: first.next ?? undefined });
    expect(rest.items.map(({ coordinate }) => coordinate)).toEqual(['Query.home', 'Query.home(id:)']);
    expect(rest.next).toBeNull();
    const refused = await registry.admin.publish({ removed: ['rooms'] });
    expect(refused).toMatchObject({ published: false });
    await registry.admin.register({ client: 'survey', operations: [{ name: '', document: '{ other }' }] });
    expect(await registry.admin.publish({ removed: ['rooms'] })).toMatchObject({ published: true });
    expect(await coordinates({ only: 'unused' })).toEqual(['Home.rooms']);
  });
});
