import { setTimeout as delay } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { createSignatureVerifier, subgraphKey } from '@throughgate/service';
import { describe, expect, test } from 'vitest';
import { serveAgencies } from './support/agencies.ts';
import { compose } from './support/compose.ts';
import { startTestGateway } from './support/gateway-client.ts';
import type { SubgraphServer } from './support/subgraph-server.ts';

const query = 'query Q($id: ID!) { person(id: $id) { name cell job } }';
const partial = { person: { name: 'Person 7', cell: null, job: 'job 7' } };

interface Failure {
  readonly name: string;
  readonly code: string;
  readonly message: RegExp;
  readonly cause: (subgraph: SubgraphServer) => void | Promise<void>;
}

const failures: readonly Failure[] = [
  {
    name: 'killed',
    code: 'SUBGRAPH_UNREACHABLE',
    message: /'prison' refused the connection/,
    cause: (subgraph) => subgraph.close(),
  },
  {
    name: 'hanging',
    code: 'SUBGRAPH_TIMEOUT',
    message: /'prison' did not answer within 300 ms/,
    cause: (subgraph) => {
      subgraph.misbehave = () => {};
    },
  },
  {
    name: 'dripping its answer slowly',
    code: 'SUBGRAPH_TIMEOUT',
    message: /'prison' did not answer within 300 ms/,
    cause: (subgraph) => {
      subgraph.misbehave = async (response) => {
        response.setHeader('content-type', 'application/json');
        for (const character of '{"data":{"_entities":[{"cell":"late"}]}}') {
          if (response.destroyed) return;
          response.write(character);
          await delay(40);
        }
        response.end();
      };
    },
  },
  {
    name: 'answering 500',
    code: 'SUBGRAPH_BAD_RESPONSE',
    message: /'prison' answered with HTTP status 500/,
    cause: (subgraph) => {
      subgraph.misbehave = (response) => void response.writeHead(500).end('Error: at secret.js:1');
    },
  },
  {
    name: 'answering HTML',
    code: 'SUBGRAPH_BAD_RESPONSE',
    message: /content type 'text\/html' instead of JSON/,
    cause: (subgraph) => {
      subgraph.misbehave = (response) => void response.setHeader('content-type', 'text/html').end('<p>');
    },
  },
  {
    name: 'answering bad JSON',
    code: 'SUBGRAPH_BAD_RESPONSE',
    message: /invalid JSON/,
    cause: (subgraph) => answerWith(subgraph, '{"data":'),
  },
  {
    name: 'answering in Latin-1',
    code: 'SUBGRAPH_BAD_RESPONSE',
    message: /not UTF-8/,
    cause: (subgraph) => answerWith(subgraph, Buffer.from('{"data":{"_entities":[{"cell":"é"}]}}', 'latin1')),
  },
  {
    name: 'answering gzip, which nobody asked for',
    code: 'SUBGRAPH_BAD_RESPONSE',
    message: /content encoding 'gzip' and was asked for none/,
    cause: (subgraph) => {
      subgraph.misbehave = (response) =>
        void response
          .writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' })
          .end(gzipSync('{"data":{"_entities":[{"cell":"packed"}]}}'));
    },
  },
  {
    name: 'answering 204',
    code: 'SUBGRAPH_BAD_RESPONSE',
    message: /HTTP status 204/,
    cause: (subgraph) => {
      subgraph.misbehave = (response) => void response.writeHead(204).end();
    },
  },
  {
    name: 'sending elsewhere',
    code: 'SUBGRAPH_BAD_RESPONSE',
    message: /HTTP status 307/,
    cause: (subgraph) => {
      subgraph.misbehave = (response) => void response.writeHead(307, { location: subgraph.url }).end();
    },
  },
  {
    name: 'answering with 64 KB of headers',
    code: 'SUBGRAPH_BAD_RESPONSE',
    message: /more than 16384 bytes of headers/,
    cause: (subgraph) => {
      subgraph.misbehave = (response) =>
        void response.writeHead(200, { 'x-long': 'x'.repeat(65_536) }).end('{}');
    },
  },
  {
    name: 'answering JSON that is no GraphQL response',
    code: 'SUBGRAPH_BAD_RESPONSE',
    message: /not a GraphQL response/,
    cause: (subgraph) => answerWith(subgraph, '[]'),
  },
  {
    name: 'answering too few entities',
    code: 'SUBGRAPH_BAD_RESPONSE',
    message: /0 entities instead of 1/,
    cause: (subgraph) => answerWith(subgraph, '{"data":{"_entities":[]}}'),
  },
  {
    name: 'breaking off its answer',
    code: 'SUBGRAPH_UNREACHABLE',
    message: /closed the connection before its answer was complete/,
    cause: (subgraph) => {
      subgraph.misbehave = (response) => {
        response.writeHead(200, { 'content-type': 'application/json', 'content-length': 100 });
        response.write('{"data"');
        setImmediate(() => response.destroy());
      };
    },
  },
];

function answerWith(subgraph: SubgraphServer, body: string | Buffer): void {
  subgraph.misbehave = (response) => void response.setHeader('content-type', 'application/json').end(body);
}

describe('a subgraph that is', () => {
  test.each(failures)('$name costs its own fields only', async ({ cause, code, message }) => {
    await using agencies = await serveAgencies();
    await using gateway = await startTestGateway({
      supergraphSdl: compose(agencies.all),
      subgraphTimeouts: new Map([['prison', 300]]),
    });
    await cause(agencies.prison);

    const { status, body } = await gateway.ask(query, { id: '7' });

    expect(status).toBe(200);
    expect(body.data).toEqual(partial);
    expect(body.errors).toEqual([
      {
        message: expect.stringMatching(message),
        path: ['person', 'cell'],
        extensions: { code, serviceName: 'prison' },
      },
    ]);
    expect(await gateway.count('gateway_subgraph_fetch_errors_total')).toEqual([
      expect.objectContaining({ labels: { subgraph: 'prison', code }, value: 1 }),
    ]);
  });
});

test('a subgraph that is back answers again', async () => {
  await using agencies = await serveAgencies();
  await using gateway = await startTestGateway({ supergraphSdl: compose(agencies.all) });
  answerWith(agencies.prison, 'nonsense');
  expect((await gateway.ask(query, { id: '7' })).body.data).toEqual(partial);
  agencies.prison.misbehave = undefined;
  expect((await gateway.ask(query, { id: '7' })).body).toEqual({
    data: { person: { name: 'Person 7', cell: 'cell of N7', job: 'job 7' } },
  });
});

test('a byte order mark before an answer is no failure', async () => {
  await using agencies = await serveAgencies();
  await using gateway = await startTestGateway({ supergraphSdl: compose(agencies.all) });
  answerWith(agencies.hub, '\uFEFF{"data":{"hubOnly":"marked"}}');
  expect((await gateway.ask('{ hubOnly }')).body).toEqual({ data: { hubOnly: 'marked' } });
});

test('a kept connection that the subgraph has closed is no failure, nor what is sent again a replay', async () => {
  await using agencies = await serveAgencies();
  const serviceKey = 'the service key of this test, long enough';
  await using gateway = await startTestGateway({ supergraphSdl: compose(agencies.all), serviceKey });
  let closed = 0;
  agencies.hub.misbehave = (response) => {
    closed += 1;
    agencies.hub.misbehave = undefined;
    response.socket?.destroy();
  };
  expect((await gateway.ask('{ hubOnly }')).body).toEqual({ data: { hubOnly: 'here' } });
  expect(closed).toBe(1);
  const verify = createSignatureVerifier({ subgraph: 'hub', keys: [subgraphKey(serviceKey, 'hub')] });
  const callers = agencies.hub.requests.map(({ headers, text }) => verify(headers, text)?.id);
  expect(callers).toEqual(['local-developer', 'local-developer']);
});

test('a mutation is never sent twice', async () => {
  await using agencies = await serveAgencies();
  await using gateway = await startTestGateway({ supergraphSdl: compose(agencies.all) });
  agencies.hub.misbehave = (response) => void response.socket?.destroy();
  const { body } = await gateway.ask('mutation { note(text: "x") }');
  expect(body.errors?.[0]).toMatchObject({ path: ['note'], extensions: { code: 'SUBGRAPH_UNREACHABLE' } });
  expect(agencies.hub.requests).toHaveLength(1);
});

test('an error of an entity is reported wherever the entity stands', async () => {
  await using agencies = await serveAgencies();
  await using gateway = await startTestGateway({ supergraphSdl: compose(agencies.all) });
  const { body } = await gateway.ask('{ people { id wing } }');
  expect(body.data).toEqual({
    people: [
      { id: '1', wing: null },
      { id: '2', wing: 'wing 2' },
      { id: '1', wing: null },
      { id: '3', wing: 'wing 3' },
    ],
  });
  expect(body.errors?.map(({ path, extensions }) => [path, extensions['code']])).toEqual([
    [['people', 0, 'wing'], 'DOWNSTREAM_SERVICE_ERROR'],
    [['people', 2, 'wing'], 'DOWNSTREAM_SERVICE_ERROR'],
  ]);
  // Person 1 stands twice in the list and was asked for once.
  expect(agencies.prison.requests[0]?.variables['representations']).toHaveLength(3);
});

test('a failure below a list is reported at the list', async () => {
  await using agencies = await serveAgencies();
  await using gateway = await startTestGateway({ supergraphSdl: compose(agencies.all) });
  answerWith(agencies.jobs, 'nonsense');
  const { body } = await gateway.ask('{ people { job } }');
  expect(body.data).toEqual({ people: [{ job: null }, { job: null }, { job: null }, { job: null }] });
  expect(body.errors).toMatchObject([{ path: ['people'], extensions: { code: 'SUBGRAPH_BAD_RESPONSE' } }]);
});

test('stack traces of subgraphs stay inside', async () => {
  await using agencies = await serveAgencies();
  await using gateway = await startTestGateway({ supergraphSdl: compose(agencies.all) });
  answerWith(
    agencies.hub,
    JSON.stringify({
      data: null,
      errors: [
        {
          message: 'broken',
          path: ['hubOnly'],
          extensions: { code: 'X', detail: 1, stacktrace: ['at a'], exception: {}, http: { status: 418 } },
        },
      ],
    }),
  );
  const { status, body } = await gateway.ask('{ hubOnly }');
  expect(status).toBe(200);
  expect(body).toEqual({
    data: { hubOnly: null },
    errors: [
      { message: 'broken', path: ['hubOnly'], extensions: { code: 'X', detail: 1, serviceName: 'hub' } },
    ],
  });
});
