import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { buildSchema } from 'graphql';
import { request } from 'undici';
import { beforeAll, describe, expect, test } from 'vitest';
import { acceptedEncoding } from '../src/http/compress.ts';
import { type Agencies, serveAgencies } from './support/agencies.ts';
import { bearer, withCallers } from './support/callers.ts';
import { closedAfterAll } from './support/closed-after-all.ts';
import { compose } from './support/compose.ts';
import { controlledSource } from './support/controlled-source.ts';
import { startTestGateway, type TestGateway } from './support/gateway-client.ts';

let agencies: Agencies;
let gateway: TestGateway;

const opened = closedAfterAll();
beforeAll(async () => {
  agencies = opened.use(await serveAgencies());
  gateway = opened.use(
    await startTestGateway({ supergraphSdl: compose(agencies.all), corsOrigins: ['https://pages.example'] }),
  );
});

/** As the bytes came, which `fetch` would decompress. */
async function ask(path: string, headers: Record<string, string>, body?: string) {
  const response = await request(new URL(path, gateway.url), {
    method: body === undefined ? 'GET' : 'POST',
    headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    ...(body === undefined ? {} : { body }),
  });
  const bytes = Buffer.from(await response.body.arrayBuffer());
  return { status: response.statusCode, headers: response.headers, bytes };
}

const large = JSON.stringify({
  query: `{ ${Array.from({ length: 18 }, (_, n) => `a${n}_${'x'.repeat(300)}: people { id name }`).join(' ')} }`,
});
const small = JSON.stringify({ query: '{ hubOnly }' });

describe('an answer is compressed', () => {
  test.each([
    ['gzip', 'gzip', gunzipSync],
    ['br', 'br', brotliDecompressSync],
    ['gzip;q=0.5, br', 'br', brotliDecompressSync],
    ['br;q=0, gzip', 'gzip', gunzipSync],
  ] as const)('with %s', async (accepts, encoding, decompress) => {
    const whole = await ask('/graphql', {}, large);
    expect(whole.bytes.length).toBeGreaterThan(4096);
    expect(whole.headers['content-encoding']).toBeUndefined();
    expect(whole.headers['vary']).toContain('accept-encoding');
    const { status, headers, bytes } = await ask('/graphql', { 'accept-encoding': accepts }, large);
    expect([status, headers['content-encoding']]).toEqual([200, encoding]);
    expect(headers['content-type']).toBe('application/json; charset=utf-8');
    expect(Number(headers['content-length'])).toBe(bytes.length);
    expect(decompress(bytes).equals(whole.bytes)).toBe(true);
    expect(bytes.length).toBeLessThan(whole.bytes.length / 2);
  });

  test('and says so beside what it says of origins', async () => {
    const { headers } = await ask(
      '/graphql',
      { origin: 'https://pages.example', 'accept-encoding': 'gzip' },
      large,
    );
    expect(headers['access-control-allow-origin']).toBe('https://pages.example');
    expect(String(headers['vary']).toLowerCase()).toBe('origin, accept-encoding');
  });

  test.each([
    ['a small one', 'gzip', small],
    ['one for a client that refuses', 'gzip;q=0, br;q=0', large],
    ['one for a client that knows other encodings', 'zstd', large],
    ['one for a client that likes none better', 'identity, gzip;q=0.1', large],
  ])('but not %s', async (_, accepts, body) => {
    const { headers } = await ask('/graphql', { 'accept-encoding': accepts }, body);
    expect(headers['content-encoding']).toBeUndefined();
  });

  test.each([
    [undefined, undefined],
    ['', undefined],
    ['*', 'br'],
    ['*;q=0', undefined],
    ['gzip, deflate, br, zstd', 'gzip'],
    ['nonsense;q=x', undefined],
  ])('accept-encoding: %s', (accepts, encoding) => {
    expect(acceptedEncoding(accepts)).toBe(encoding);
  });
});

describe('/schema.graphql', () => {
  test('is the schema that clients see, compressed where accepted, and 304 while it stays', async () => {
    const { status, headers, bytes } = await ask('/schema.graphql', { accept: 'text/html' });
    expect([status, headers['content-type']]).toEqual([200, 'application/graphql; charset=utf-8']);
    const schema = buildSchema(bytes.toString());
    expect(schema.getQueryType()?.getFields()).toHaveProperty('hubOnly');
    expect(bytes.toString()).not.toContain('join__');
    const { etag } = headers;
    for (const tag of [String(etag), `"x", ${etag}`, '*', String(etag).slice(2)]) {
      const again = await ask('/schema.graphql', { 'if-none-match': tag });
      expect([again.status, again.bytes.length, again.headers['etag']]).toEqual([304, 0, etag]);
    }
    expect((await ask('/schema.graphql', { 'if-none-match': '"x"' })).status).toBe(200);
  });

  test('changes with the supergraph', async () => {
    const { source, offer } = controlledSource(compose(agencies.all));
    await using reloading = await startTestGateway({ source });
    const read = (headers: Record<string, string> = {}) =>
      fetch(new URL('/schema.graphql', reloading.url), { headers });
    const etag = (await read()).headers.get('etag') ?? '';
    expect((await read({ 'if-none-match': etag })).status).toBe(304);
    await offer(compose(agencies.all).replaceAll('hubOnly', 'hubElse'));
    const changed = await read({ 'if-none-match': etag });
    expect(changed.status).toBe(200);
    expect(await changed.text()).toContain('hubElse');
  });

  test('is for those who may ask the graph, as introspection is', async () => {
    await using guarded = await startTestGateway({ supergraphSdl: compose(agencies.all), ...withCallers });
    const read = (headers: Record<string, string>) =>
      fetch(new URL('/schema.graphql', guarded.url), { headers });
    const refused = await read({});
    expect(refused.status).toBe(401);
    expect(await refused.text()).not.toContain('type ');
    expect((await read(bearer())).status).toBe(200);
  });
});
