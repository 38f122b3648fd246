import { Readable } from 'node:stream';
import { type BreakableConnection, breakableConnection } from '@throughgate/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { homes, proposal, wards } from './support/proposals.ts';
import { refusal } from './support/refusal.ts';
import { type RegistryUnderTest, startRegistryForTest } from './support/running-registry.ts';

let registry: RegistryUnderTest;
beforeAll(async () => {
  registry = await startRegistryForTest();
});
afterAll(() => registry[Symbol.asyncDispose]());

const json = { 'content-type': 'application/json' };
const post = (path: string, body: string, headers: Record<string, string> = json) =>
  registry.raw(path, { method: 'POST', headers, body });

describe('a request that is not as expected', () => {
  it.each([
    ['no JSON', '{"subgraphs": [', 'JSON'],
    ['an empty body', '', 'empty'],
    ['another form', '{"subgraphs": {}}', '/subgraphs: Invalid input: expected array'],
    ['a name that is none', JSON.stringify({ removed: ['Homes!'] }), '/removed/0: a subgraph’s name:'],
    ['a missing part', JSON.stringify({ subgraphs: [{ name: 'a' }] }), '/subgraphs/0/schema: Invalid input'],
    ['text with U+0000', JSON.stringify({ subgraphs: [], removed: ['a\0'] }), 'removed.0'],
    ['half a character', '{"removed": ["\\ud800"]}', 'removed.0'],
    ['no subgraph at all', '{}', 'names no subgraph'],
  ])('with %s is told what part of it is wrong', async (_, body, told) => {
    const answer = await post('/v1/checks', body);
    expect(answer).toMatchObject({ status: 400, type: 'application/problem+json; charset=utf-8' });
    expect(answer.body).toMatchObject({ code: 'HUB-C047', status: 400, fix: expect.any(String) });
    expect((answer.body as { detail: string }).detail).toContain(told);
  });

  it('with another type of content is told which one it takes', async () => {
    const answer = await post('/v1/checks', 'a: b', { 'content-type': 'application/yaml' });
    expect(answer).toMatchObject({ status: 415, body: { code: 'HUB-C047' } });
  });

  it.each<[number, string, string, Buffer | string]>([
    [
      415,
      'another charset',
      'application/json; charset=iso-8859-1',
      Buffer.from('{"removed": ["é"]}', 'latin1'),
    ],
    [400, 'a byte that is no UTF-8', 'application/json', Buffer.from('{"removed": ["é"]}', 'latin1')],
    [400, 'UTF-16', 'application/json', Buffer.from('\uFEFF{"removed": ["homes"]}', 'utf16le')],
    [415, 'a compressed body', 'application/json', '{}'],
  ])('%i: %s', async (status, name, contentType, body) => {
    const coding: Record<string, string> = name === 'a compressed body' ? { 'content-encoding': 'gzip' } : {};
    const answer = await post('/v1/checks', body as string, { 'content-type': contentType, ...coding });
    expect(answer).toMatchObject({ status, body: { code: 'HUB-C047', status } });
  });

  it('with a query or an address that is none is told so', async () => {
    expect((await registry.raw('/v1/operations?days=0')).body).toMatchObject({
      code: 'HUB-C047',
      detail: expect.stringContaining('In the query: /days:'),
    });
    expect((await registry.raw('/v1/subgraphs?first=5000')).body).toMatchObject({ code: 'HUB-C047' });
    expect((await registry.raw('/v1/operations?after=bm9uZQ')).body).toMatchObject({ code: 'HUB-C047' });
    expect((await registry.raw('/v1/subgraphs/homes/versions/latest')).body).toMatchObject({
      code: 'HUB-C047',
      detail: expect.stringContaining('`live`'),
    });
    expect(await registry.raw('/v2/subgraphs')).toMatchObject({ status: 404, body: { code: 'HUB-C049' } });
    expect(await registry.raw('/v1/subgraphs', { method: 'DELETE' })).toMatchObject({
      status: 404,
      body: { code: 'HUB-C049' },
    });
    expect((await registry.raw('/v1/subgraphs/%ff/configuration')).status).toBe(400);
  });

  it('of more than 16 MiB is refused with its own code, known length or not', async () => {
    const text = ' '.repeat(17 * 1024 * 1024);
    const error = await refusal(registry.admin.check({ subgraphs: [proposal('homes', text)] }));
    expect(error).toMatchObject({ code: 'HUB-C006', status: 413 });
    const stream = Readable.toWeb(Readable.from([text])) as ReadableStream;
    const chunked = { method: 'POST', headers: json, body: stream, duplex: 'half' } as RequestInit;
    expect(await registry.raw('/v1/checks', chunked)).toMatchObject({
      status: 413,
      body: { code: 'HUB-C006' },
    });
  });

  it('of a stranger is refused before its body is read', async () => {
    const answer = await post('/v1/checks', '{"subgraphs": [', { ...json, authorization: 'Bearer tgr_x' });
    expect(answer).toMatchObject({ status: 401, body: { code: 'HUB-C040' } });
  });

  it('with SDL that does not parse is checked, and the place named', async () => {
    const broken = proposal('homes', 'type Query { home: ');
    const result = await registry.admin.check({ subgraphs: [broken] });
    expect(result).toMatchObject({ success: false, supergraph: null });
    expect(result.findings[0]).toMatchObject({
      code: 'HUB-C001',
      places: [{ subgraph: 'homes', file: 'homes.graphql', line: 2 }],
    });
    expect(await registry.admin.publish({ subgraphs: [broken] })).toMatchObject({ published: false });
  });
});

describe('what is published', () => {
  it('is answered with 201 when it went live and with 200 when nothing changed, or nothing could', async () => {
    const publish = (body: object) => post('/v1/publications', JSON.stringify(body));
    expect(await refusal(registry.admin.supergraph())).toMatchObject({ code: 'HUB-C049', status: 404 });
    expect(await publish({ subgraphs: [homes] })).toMatchObject({ status: 201, body: { published: true } });
    expect(await publish({ subgraphs: [homes] })).toMatchObject({ status: 200, body: { unchanged: true } });
    const clash = { ...wards, schema: { path: 'w.graphql', text: 'type Home { rooms: String }' } };
    expect(await publish({ subgraphs: [clash] })).toMatchObject({ status: 200, body: { published: false } });
  });

  it('can be seen, gone back from and configured', async () => {
    const { admin } = registry;
    const { items } = await admin.subgraphs();
    expect(items).toMatchObject([{ name: 'homes', publishedBy: 'administrator of this machine' }]);
    const live = await admin.version('homes', 'live');
    expect(live).toMatchObject({ live: true, schema: homes.schema });
    expect(await admin.version('homes', live.version.slice(7, 17))).toEqual(live);
    expect(await refusal(admin.version('homes', 'ffffffffffff'))).toMatchObject({ code: 'HUB-C045' });
    expect(await refusal(admin.version('nothing', 'live'))).toMatchObject({ code: 'HUB-C044', status: 404 });

    const changed = proposal(
      'homes',
      homes.schema.text.split('\n').slice(1).join('\n').replace('rooms', 'beds'),
    );
    expect(await admin.publish({ subgraphs: [changed], message: 'beds count' })).toMatchObject({
      published: true,
    });
    expect(await admin.rollback('homes', { message: 'they do not' })).toMatchObject({
      published: true,
      publication: { kind: 'rollback', message: 'they do not' },
    });
    expect((await admin.version('homes', 'live')).version).toBe(live.version);
    const history = await admin.history({ subgraph: 'homes', first: 2 });
    expect(history.items.map(({ revision, kind }) => [revision, kind])).toEqual([
      [3, 'rollback'],
      [2, 'publish'],
    ]);
    const rest = await admin.history({ subgraph: 'homes', after: history.next ?? undefined });
    expect(rest).toMatchObject({ items: [{ revision: 1 }], next: null });

    expect(await admin.configure('homes', { usageDays: 7 })).toMatchObject({ usageDays: 7, minimumCount: 1 });
    expect(await admin.configuration('homes')).toMatchObject({ usageDays: 7 });
  });

  it('is sent again only to those who do not have it', async () => {
    const supergraph = await registry.admin.supergraph();
    const digest = supergraph?.digest ?? '';
    expect(supergraph?.sdl).toContain('join__Graph');
    expect(await registry.admin.supergraph({ unless: digest })).toBeUndefined();
    expect(await registry.admin.supergraph({ unless: `sha256:${'0'.repeat(64)}` })).toEqual(supergraph);
    expect(await registry.admin.supergraph({ digest })).toEqual(supergraph);
    const headers = { 'if-none-match': `"x", W/"${digest}"` };
    expect(await registry.raw('/v1/supergraph', { headers })).toMatchObject({ status: 304 });
    const unknown = registry.admin.supergraph({ digest: `sha256:${'0'.repeat(64)}` });
    expect(await refusal(unknown)).toMatchObject({ code: 'HUB-C045', status: 404 });
  });

  it('is told on the event log', async () => {
    await registry.running.relayed();
    const told = await registry.log.lag('nobody', ['throughgate.registry.changes.v1']);
    expect(told.some(({ end }) => end > 0n)).toBe(true);
    expect((await registry.pool.query('SELECT FROM hub.outbox')).rowCount).toBe(0);
  });
});

describe('a database that stops', () => {
  it('makes requests fail with a code and no detail, and readiness say so, until it is back', async () => {
    let line: BreakableConnection | undefined;
    await using cleanup = new AsyncDisposableStack();
    const through = async (url: string) => {
      line = cleanup.use(await breakableConnection(url));
      return line.url;
    };
    const ailing = cleanup.use(await startRegistryForTest({ through }));
    await ailing.admin.publish({ subgraphs: [wards] });
    const ready = async () => (await fetch(new URL('/health/ready', ailing.running.url))).status;
    await expect.poll(ready).toBe(200);

    line?.cut();
    const requests = [
      () => ailing.admin.subgraphs(),
      () => ailing.admin.publish({ subgraphs: [homes] }),
      () => ailing.admin.createToken({ name: 'x', can: ['read'] }),
      () => ailing.admin.operations(),
    ];
    for (const request of requests) {
      const error = await refusal(request());
      expect(error).toMatchObject({ code: 'HUB-C052', status: 503 });
      expect(error.message).toMatch(/^The registry’s database does not answer \(request [\w-]+\)\.$/);
    }
    expect(await ready()).toBe(503);
    expect((await fetch(new URL('/health/live', ailing.running.url))).status).toBe(200);

    line?.mend();
    await expect.poll(ready, { timeout: 20_000 }).toBe(200);
    expect(await ailing.admin.publish({ subgraphs: [homes] })).toMatchObject({ published: true });
  });
});
