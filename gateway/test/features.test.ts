import { createLogger, createSignatureVerifier, OperatorError, subgraphKey } from '@throughgate/service';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { GatewayFeature } from '../src/index.ts';
import { type Agencies, serveAgencies } from './support/agencies.ts';
import { closedAfterAll } from './support/closed-after-all.ts';
import { compose } from './support/compose.ts';
import { controlledSource } from './support/controlled-source.ts';
import { startTestGateway, type TestGateway } from './support/gateway-client.ts';
import { holdRequests } from './support/hold-requests.ts';
import { type Marks, markingFeature } from './support/marking-feature.ts';

const serviceKey = 'the service key of this test, long enough';
const person = 'query Person($id: ID!) { person(id: $id) { name } }';
let agencies: Agencies;

const opened = closedAfterAll();
beforeAll(async () => {
  agencies = opened.use(await serveAgencies());
});

describe("a stranger's feature with every hook", () => {
  let gateway: TestGateway;
  let marks: Marks;
  const logged: Record<string, unknown>[] = [];

  beforeAll(async () => {
    const marking = markingFeature();
    marks = marking.marks;
    const logger = createLogger('error');
    logger.error = ((line: Record<string, unknown>) => void logged.push(line)) as typeof logger.error;
    const supergraphSdl = compose(agencies.all);
    const features = [marking.feature];
    gateway = opened.use(await startTestGateway({ supergraphSdl, serviceKey, logger, features }));
  });
  beforeEach(() => {
    for (const list of [marks.calls, marks.resolved, marks.answered, logged]) list.length = 0;
  });

  test('is told of an operation from the request to the answer', async () => {
    const { status, body } = await gateway.ask(person, { id: '7' });
    expect({ status, body }).toEqual({ status: 200, body: { data: { person: { name: 'Person 7' } } } });
    expect(marks.calls).toEqual(['onRequest', 'onOperation', 'onPlanLookup false', 'onAnswer ok']);
    const [operation] = marks.resolved;
    expect(operation).toMatchObject({ definition: { name: { value: 'Person' } }, variables: { id: '7' } });
    expect(operation?.context.headers.get('content-type')).toBe('application/json');
    const [answered] = marks.answered;
    expect(answered?.operation).toBe(operation);
    expect(answered?.context).toBe(operation?.context);
    expect(answered?.data).toEqual({ person: { name: 'Person 7' } });
  });

  test('establishes who asks, up to the subgraphs', async () => {
    await gateway.ask('{ hubOnly }', {}, { 'x-who': 'ann' });
    const request = agencies.hub.requests.at(-1);
    const verify = createSignatureVerifier({ subgraph: 'hub', keys: [subgraphKey(serviceKey, 'hub')] });
    expect(request && verify(request.headers, request.text)).toMatchObject({
      id: 'ann',
      organisation: 'throughgate',
    });
    expect(marks.answered[0]?.context.caller.id).toBe('ann');
  });

  test.each([
    ['nobody', 401, 'STRANGER_UNKNOWN'],
    ['too many', 429, 'STRANGER_BUSY'],
  ])('refuses a request of %s with status %i', async (who, status, code) => {
    const refused = await gateway.ask('{ not graphql', {}, { 'x-who': who });
    expect(refused).toMatchObject({ status, body: { errors: [{ extensions: { code } }] } });
    expect(refused.body).toEqual({
      errors: [{ message: `The stranger says ${code}.`, extensions: { code } }],
    });
    expect(marks.calls).toEqual(['onRequest']);
  });

  test('refuses a document before it is parsed', async () => {
    const { status, body } = await gateway.ask('{ people { wing } }');
    const code = 'STRANGER_CLOSED';
    expect({ status, body }).toEqual({
      status: 400,
      body: { errors: [{ message: `The stranger says ${code}.`, extensions: { code } }] },
    });
    expect(marks.calls).toEqual(['onRequest']);
  });

  test.each([
    ['forbidden', 403, 'STRANGER_FORBIDDEN'],
    ['refused', 400, 'STRANGER_REFUSED'],
  ])('refuses an operation that is %s before anything is fetched', async (id, status, code) => {
    const asked = agencies.hub.requests.length;
    const refused = await gateway.ask(person, { id });
    expect(refused.status).toBe(status);
    expect(refused.body).toEqual({
      errors: [{ message: `The stranger says ${code}.`, extensions: { code } }],
    });
    expect(agencies.hub.requests).toHaveLength(asked);
    expect(marks.calls).toEqual(['onRequest', 'onOperation', 'onAnswer rejected']);
    expect(marks.answered[0]?.errors).toMatchObject([{ extensions: { code } }]);
    expect(logged).toEqual([]);
  });

  test.each(['broken', 'unlogged'])(
    'that fails at an operation that is %s tells nothing of the inside',
    async (id) => {
      const { status, headers, body } = await gateway.ask(person, { id });
      expect(status).toBe(500);
      expect(body).toEqual({
        errors: [
          {
            message: 'Internal server error. Quote the request id when you report it.',
            extensions: { code: 'INTERNAL_SERVER_ERROR', requestId: headers.get('x-request-id') },
          },
        ],
      });
      expect(logged).toMatchObject([{ err: { message: 'secret of the stranger' } }]);
    },
  );

  test('withholds an answer, and those further out are told', async () => {
    const failed = () => gateway.count('gateway_operation_duration_seconds');
    const { status, body } = await gateway.ask(person, { id: 'withheld' });
    const code = 'STRANGER_WITHHELD';
    expect({ status, body }).toEqual({
      status: 503,
      body: { errors: [{ message: `The stranger says ${code}.`, extensions: { code } }] },
    });
    expect(marks.answered).toMatchObject([{ outcome: 'ok', data: { person: { name: 'Person withheld' } } }]);
    expect(await failed()).toContainEqual(expect.objectContaining({ labels: { outcome: 'failed' } }));
  });

  test('is told how operations end', async () => {
    await gateway.ask('{ people { name job } }');
    await gateway.ask('{ nothing }');
    await gateway.ask('{ syntax');
    expect(marks.calls.filter((call) => call.startsWith('onAnswer'))).toEqual([
      'onAnswer partial',
      'onAnswer rejected',
      'onAnswer rejected',
    ]);
    expect(marks.answered.map(({ operation }) => operation?.definition.operation)).toEqual([
      'query',
      undefined,
      undefined,
    ]);
  });

  test('stands between executor and subgraphs, and is told what goes wrong there', async () => {
    const { body } = await gateway.ask('{ people { name job } }');
    expect(body.errors?.[0]).toMatchObject({
      message: "The stranger does not let anyone ask 'jobs'.",
      extensions: { code: 'SUBGRAPH_UNREACHABLE', serviceName: 'jobs' },
    });
    expect(marks.calls).toContain('onFetchFailure jobs SUBGRAPH_UNREACHABLE');
    expect(agencies.jobs.requests).toEqual([]);
    agencies.hub.misbehave = (response) => {
      response.setHeader('content-type', 'application/json').end('{"data":{"hubOnly":5}}');
    };
    await gateway.ask('{ hubOnly }');
    agencies.hub.misbehave = undefined;
    expect(marks.calls).toContain('onBadValues hub Query.hubOnly 1');
  });

  test('has its metrics where the gateway has its own', async () => {
    const text = await (await fetch(new URL('/metrics', gateway.url))).text();
    expect(text).toMatch(/^stranger_fetches_total{.*subgraph="jobs".*} \d+$/m);
  });
});

test('features lie around the executor: the first is outermost on both sides', async () => {
  const calls: string[] = [];
  const skin = (name: string): GatewayFeature => ({
    name,
    onRequest(_request, caller) {
      calls.push(`${name} knows ${caller.id}`);
      return { ...caller, id: name };
    },
    onSupergraph: () => ({
      checkDocument: () => void calls.push(`${name} checks`) as undefined,
      onOperation: () => void calls.push(`${name} begins`),
      onAnswer: () => void calls.push(`${name} ends`),
      wrapTransport: (inner) => ({
        send(request) {
          calls.push(`${name} sends`);
          return inner.send(request);
        },
      }),
    }),
  });
  const supergraphSdl = compose(agencies.all);
  await using gateway = await startTestGateway({ supergraphSdl, features: [skin('outer'), skin('inner')] });
  await gateway.ask('{ hubOnly }');
  expect(calls).toEqual([
    'outer knows local-developer',
    'inner knows outer',
    'outer checks',
    'inner checks',
    'outer begins',
    'inner begins',
    'inner sends',
    'outer sends',
    'inner ends',
    'outer ends',
  ]);
});

test('a feature refuses a supergraph: at the start, and for one that it serves', async () => {
  const strict: GatewayFeature = {
    name: 'strict',
    onSupergraph({ schema }) {
      if (schema.getQueryType()?.getFields()['hubOnly']) return {};
      throw new OperatorError('There must be a hub.');
    },
  };
  const hubless = compose(agencies.all).replaceAll('hubOnly', 'hubElse');
  const refused = startTestGateway({ supergraphSdl: hubless, features: [strict] });
  await expect(refused).rejects.toThrow('There must be a hub.');
  const { source, offer } = controlledSource(compose(agencies.all));
  await using gateway = await startTestGateway({ source, features: [strict] });
  expect(await offer(hubless)).toBe('refused');
  expect((await gateway.ask('{ hubOnly }')).body).toEqual({ data: { hubOnly: 'here' } });
});

test('a feature is stopped once, when the last request is answered', async () => {
  const { feature, marks } = markingFeature();
  const gateway = await startTestGateway({ supergraphSdl: compose(agencies.all), features: [feature] });
  const hold = holdRequests(agencies.hub);
  const slow = gateway.ask('{ hubOnly }');
  await hold.received(1);
  const stopped = Promise.all([gateway.gateway.stop(), gateway.gateway.stop()]);
  hold.release();
  await slow;
  await stopped;
  expect(marks.calls.slice(-2)).toEqual(['onAnswer ok', 'stop']);
  expect(marks.stops).toBe(1);
});

test('a feature is stopped once when the gateway cannot start, also beside one that cannot stop', async () => {
  const { feature, marks } = markingFeature();
  const supergraphSdl = compose(agencies.all);
  await using running = await startTestGateway({ supergraphSdl });
  const stuck: GatewayFeature = {
    name: 'stuck',
    stop: () => Promise.reject(new Error('cannot stop')),
  };
  const port = Number(new URL(running.url).port);
  await expect(startTestGateway({ supergraphSdl, port, features: [feature, stuck] })).rejects.toThrow(
    new RegExp(`${port}.*HUB_PORT`, 's'),
  );
  expect(marks.calls).toEqual(['onSupergraph true hubOnly', 'stop']);
  expect(marks.stops).toBe(1);
});

test('two features of one name, or with one metric, do not go together', async () => {
  const supergraphSdl = compose(agencies.all);
  const [one, other] = [markingFeature(), markingFeature()];
  await expect(startTestGateway({ supergraphSdl, features: [one.feature, other.feature] })).rejects.toThrow(
    new OperatorError("The gateway has two features of the name 'stranger'."),
  );
  const renamed = { ...other.feature, name: 'another' };
  await expect(startTestGateway({ supergraphSdl, features: [one.feature, renamed] })).rejects.toThrow(
    /feature 'another' cannot have its metrics: .*stranger_fetches_total/,
  );
  expect([one.marks.stops, other.marks.stops]).toEqual([2, 2]);
});
