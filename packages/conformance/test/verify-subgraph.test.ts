import { createServer, type RequestListener } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type VerifyOptions, type VerifyReport, verifySubgraph } from '../src/index.ts';
import { type Faults, startTenancies, tenanciesSdl } from './support/tenancies.ts';
import { testCertificate, testKey } from './support/test-certificate.ts';

const fixtures = join(import.meta.dirname, 'fixtures');
const published = { sdl: tenanciesSdl, path: 'housing.graphql' };

async function verify(faults: Faults = {}, options: Partial<VerifyOptions> = {}): Promise<VerifyReport> {
  await using subgraph = await startTenancies(faults);
  return await verifySubgraph({ name: 'housing', url: subgraph.url, fixtures, published, ...options });
}

/** The codes found, each once, in their order. */
function codesOf({ checks }: VerifyReport): string[] {
  return [...new Set(checks.flatMap(({ findings }) => findings.map(({ code }) => code)))].sort();
}

const statusesOf = ({ checks }: VerifyReport) =>
  Object.fromEntries(checks.map(({ area, subject, status }) => [`${area}: ${subject}`, status]));

describe('a subgraph that does all that the gateway relies on', () => {
  it('passes every check, by each of its keys', async () => {
    const report = await verify();
    expect(report.checks.flatMap(({ findings }) => findings)).toEqual([]);
    expect(report.success).toBe(true);
    const { [`endpoint: ${report.url}`]: endpoint, ...others } = statusesOf(report);
    expect(endpoint).toBe('passed');
    expect(others).toEqual({
      'schema: _service { sdl }': 'passed',
      'entities: Tenancy by id': 'passed',
      'unknown keys: Tenancy by id': 'passed',
      'latency: Tenancy by id': 'passed',
      'entities: Tenancy by landlord { code } number': 'passed',
      'unknown keys: Tenancy by landlord { code } number': 'passed',
      'latency: Tenancy by landlord { code } number': 'passed',
      'entities: Offender by id': 'passed',
      'unknown keys: Offender by id': 'skipped',
      'latency: Offender by id': 'passed',
      'requires: Offender.housing': 'passed',
      'latency: Offender.housing': 'passed',
      'errors: wrong requests': 'passed',
      'signature: unsigned requests': 'skipped',
      'events: housing': 'skipped',
    });
  });

  it('passes when only form, order, comments and descriptions of its schema differ', async () => {
    const sdl = `
      # another way to write the same
      type Landlord { name: String! code: ID! }
      type Identifiers { crns: [ID!]! @external }
      type Query { "One." tenancy(id: ID!): Tenancy _service: _Service! }
      type _Service { sdl: String }
      type Tenancy @key(fields: "number, landlord{code}", resolvable: true) { id: ID! landlord: Landlord! number: Int! }
      extend type Tenancy @key(fields: "id") { openedOn: String! }
      schema @link(url: "https://specs.apollo.dev/federation/v2.12", import: [{ name: "@key" }, "@key", "@external"]) { query: Query }
      type Offender @key(fields: "id") {
        housing: [Tenancy!] @federation__requires(fields: "identifiers { crns }")
        identifiers: Identifiers! @external
        id: ID!
      }`;
    expect(codesOf(await verify({ sdl }))).toEqual([]);
  });

  it('is asked with a signature when there is a key', async () => {
    const serviceKey = 'the-service-key-of-this-hub-is-long';
    expect(statusesOf(await verify({ serviceKey }, { serviceKey }))['signature: unsigned requests']).toBe(
      'passed',
    );
    expect(
      codesOf(await verify({ serviceKey }, { serviceKey: 'another-service-key-is-as-long-too' })),
    ).toEqual(['HUB-C060']);
  });
});

const wrongSdl = tenanciesSdl
  .replace('number: Int!', 'number: Int')
  .replace('name: String!', 'name: String! email: String');

const faults: readonly { fault: string; code: string; faults: Faults; options?: Partial<VerifyOptions> }[] = [
  { fault: 'serves another schema', code: 'HUB-C061', faults: { sdl: wrongSdl } },
  { fault: 'serves no schema', code: 'HUB-C061', faults: { sdl: null } },
  { fault: 'serves a schema that cannot be parsed', code: 'HUB-C061', faults: { sdl: 'type Query {' } },
  {
    fault: 'resolves nothing',
    code: 'HUB-C062',
    faults: {
      entities: (entities, asked) => entities.map((one, at) => (asked[at]?.id?.startsWith('t') ? null : one)),
    },
  },
  {
    fault: 'gives another record',
    code: 'HUB-C062',
    faults: { entities: (entities) => entities.map((one) => one && { ...one, id: `${one['id']}x` }) },
  },
  {
    fault: 'answers with a wrong __typename',
    code: 'HUB-C062',
    faults: {
      entities: (entities, asked) =>
        entities.map((one, at) =>
          one && asked[at]?.__typename === 'Tenancy' ? { ...one, __typename: 'Offender' } : one,
        ),
    },
  },
  {
    fault: 'answers in reverse order',
    code: 'HUB-C063',
    faults: { entities: (entities) => entities.toReversed() },
  },
  {
    fault: 'answers in the order of ids',
    code: 'HUB-C063',
    faults: {
      entities: (entities) => entities.toSorted((a, b) => String(a?.['id']).localeCompare(String(b?.['id']))),
    },
  },
  {
    fault: 'answers a repeated key once',
    code: 'HUB-C063',
    faults: {
      entities: (entities) =>
        entities.filter((one, at) => entities.findIndex((other) => other?.['id'] === one?.['id']) === at),
    },
  },
  {
    fault: 'fails a whole batch for an unknown key',
    code: 'HUB-C064',
    faults: {
      entities(entities) {
        if (entities.includes(null)) throw new Error('no such tenancy');
        return entities;
      },
    },
  },
  {
    fault: 'leaves unknown keys out',
    code: 'HUB-C064',
    faults: { entities: (entities) => entities.filter((one) => one) },
  },
  {
    fault: 'makes records up',
    code: 'HUB-C064',
    faults: {
      entities: (entities, asked) =>
        entities.map(
          (one, at) => one ?? { number: 1, landlord: { code: '' }, id: '', openedOn: '', ...asked[at] },
        ),
    },
  },
  {
    fault: 'ignores what a field requires',
    code: 'HUB-C065',
    faults: {
      entities: (entities) => entities.map((one) => (one?.['housing'] ? { ...one, housing: [] } : one)),
    },
  },
  {
    fault: 'gives away stack traces',
    code: 'HUB-C066',
    faults: {
      answer: ({ data, errors }) => ({
        data,
        ...(Array.isArray(errors)
          ? {
              errors: errors.map((error) => ({ ...error, extensions: { detail: new Error('inner').stack } })),
            }
          : {}),
      }),
    },
  },
  {
    fault: 'gives away stack traces of Python in messages',
    code: 'HUB-C066',
    faults: {
      answer: ({ data, errors }) => ({
        data,
        ...(errors
          ? { errors: [{ message: 'Traceback (most recent call last):\n  File "housing.py", line 3' }] }
          : {}),
      }),
    },
  },
  {
    fault: 'answers errors in a form of its own',
    code: 'HUB-C066',
    faults: {
      answer: ({ data, errors }) => (errors && data === undefined ? { error: 'no' } : { data, errors }),
    },
  },
  { fault: 'answers wrong requests with status 200', code: 'HUB-C066', faults: { status: 200 } },
  { fault: 'answers wrong requests with status 500', code: 'HUB-C066', faults: { status: 500 } },
  {
    fault: 'takes too long for a batch',
    code: 'HUB-C067',
    faults: {
      before: (asked) => new Promise((resolve) => setTimeout(resolve, asked.length >= 100 ? 60 : 0)),
    },
    options: { maxLatency: 50 },
  },
  {
    fault: 'never answers a batch',
    code: 'HUB-C067',
    faults: { before: (asked) => (asked.length >= 100 ? new Promise(() => undefined) : Promise.resolve()) },
    options: { timeout: 250 },
  },
  {
    fault: 'answers unsigned requests',
    code: 'HUB-C070',
    faults: {},
    options: { serviceKey: 'any-service-key-that-is-long-enough' },
  },
  {
    fault: 'never answers for entities',
    code: 'HUB-C060',
    faults: { before: () => new Promise(() => undefined) },
    options: { timeout: 100 },
  },
];

describe('a subgraph that', () => {
  it.each(faults)('$fault: $code, and nothing else', async ({ faults, code, options }) => {
    const report = await verify(faults, options);
    expect(codesOf(report)).toEqual([code]);
    expect(report.success).toBe(code === 'HUB-C070');
  });

  it('serves another schema: every difference with its place in the published file', async () => {
    const { checks } = await verify({ sdl: wrongSdl });
    expect(checks[1]?.findings.map(({ coordinate, places }) => [coordinate, places[0]?.line])).toEqual([
      ['Tenancy.number', 7],
      ['Landlord.email', undefined],
    ]);
  });
});

it('says that nothing answers, and checks nothing else', async () => {
  const report = await verifySubgraph({
    name: 'housing',
    url: 'http://127.0.0.1:9/graphql',
    fixtures,
    published,
  });
  expect(codesOf(report)).toEqual(['HUB-C060']);
  expect(report.checks.map(({ area }) => area)).toEqual(['endpoint', 'events']);
});

it('gives up when it is told to', async () => {
  const aborting = new AbortController();
  const before = async () => aborting.abort(new Error('enough'));
  await expect(verify({ before }, { signal: aborting.signal })).rejects.toThrow('enough');
});

describe('a URL at which no subgraph can be asked', () => {
  const verifyUrl = async (url: string) => {
    const { checks } = await verifySubgraph({ name: 'housing', url, fixtures, published });
    const { findings = [], status } = checks.find(({ area }) => area === 'endpoint') ?? {};
    return { status, code: findings[0]?.code, message: findings[0]?.message };
  };
  /** A server that answers every request so. */
  async function serve(answer: RequestListener) {
    const server = createServer(answer);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const origin = `127.0.0.1:${(server.address() as AddressInfo).port}`;
    return {
      origin,
      [Symbol.asyncDispose]: () => new Promise<void>((resolve) => server.close(() => resolve())),
    };
  }

  it('because nothing listens is told so', async () => {
    const server = await serve(() => undefined);
    await server[Symbol.asyncDispose]();
    expect(await verifyUrl(`http://${server.origin}/graphql`)).toMatchObject({
      status: 'failed',
      code: 'HUB-C060',
      message: expect.stringContaining('nothing listens at this host and port'),
    });
    const unknown = await verifyUrl('http://no-such-host.invalid/graphql');
    expect(unknown.message).toMatch(/no such host|cannot be looked up/);
  });

  it.each<[string, RequestListener, RegExp]>([
    [
      'the path is another one',
      (_, response) => void response.writeHead(404).end(),
      /nothing at this path \(HTTP status 404\)/,
    ],
    ['it takes no POST', (_, response) => void response.writeHead(405).end(), /takes no POST at this path/],
    [
      'it redirects',
      (_, response) => void response.writeHead(308, { location: '/v2/graphql' }).end(),
      /redirects to \/v2\/graphql \(HTTP status 308\)/,
    ],
    [
      'it only has errors',
      (_, response) =>
        void response
          .writeHead(500, { 'content-type': 'application/json' })
          .end('{"errors": [{"message": "No schema.", "extensions": {"code": "NOT_READY"}}]}'),
      /status 500, application\/json.*its errors: No schema\. \[NOT_READY\]/,
    ],
    [
      'it closes the connection',
      (request) => void request.socket.destroy(),
      /closed without an answer; is it https/,
    ],
  ])('because %s is told so', async (_name, answer, message) => {
    await using server = await serve(answer);
    expect((await verifyUrl(`http://${server.origin}/graphql`)).message).toMatch(message);
  });

  it('because it speaks no TLS is told so', async () => {
    await using server = await serve((_, response) => void response.end());
    expect((await verifyUrl(`https://${server.origin}/graphql`)).message).toMatch(
      /speaks no TLS there; is it http/,
    );
  });

  it('with a certificate that nobody here trusts is told so', async () => {
    const server = createTlsServer(
      { key: testKey, cert: testCertificate },
      (_, response) => void response.end(),
    );
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    try {
      const { port } = server.address() as AddressInfo;
      const { message } = await verifyUrl(`https://127.0.0.1:${port}/graphql`);
      expect(message).toMatch(/certificate is signed by itself; NODE_EXTRA_CA_CERTS/);
    } finally {
      await new Promise((resolve) => server.close(resolve));
    }
  });
});

it('an error of `_service` is told with message, code and HTTP status', async () => {
  const refused = { message: 'No SDL here.', extensions: { code: 'SDL_OFF' } };
  const { checks } = await verify({
    answer: (given) =>
      JSON.stringify(given.data ?? null).includes('"_service"') ? { data: null, errors: [refused] } : given,
  });
  const schema = checks.find(({ area }) => area === 'schema');
  expect(schema?.findings).toMatchObject([
    {
      code: 'HUB-C061',
      message: expect.stringContaining('HTTP status 200; its errors: No SDL here. [SDL_OFF].'),
    },
  ]);
});
