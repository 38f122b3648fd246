import { Agent, request } from 'undici';
import { expect, test } from 'vitest';
import { serveAgencies } from './support/agencies.ts';
import { compose } from './support/compose.ts';
import { startTestGateway } from './support/gateway-client.ts';
import { holdRequests } from './support/hold-requests.ts';

test('a stopping gateway turns unready, finishes what is in flight, then closes', async () => {
  await using agencies = await serveAgencies();
  const { gateway } = await startTestGateway({ supergraphSdl: compose(agencies.all), drainDelay: 300 });
  const origin = new URL(gateway.url).origin;
  // Connections that are kept alive must not keep the gateway from stopping.
  const agent = new Agent({ keepAliveTimeout: 60_000, connections: 20 });
  const post = (query: string, variables: object = {}) =>
    request(gateway.url, {
      dispatcher: agent,
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query, variables }),
    });
  await (await post('{ hubOnly }')).body.dump();
  expect((await fetch(`${origin}/health/ready`)).status).toBe(200);

  const hold = holdRequests(agencies.hub);
  const inFlight = Array.from({ length: 10 }, (_, id) =>
    post('query Q($id: ID!) { person(id: $id) { name } }', { id: String(id) }),
  );
  await hold.received(10);

  const stopped = gateway.stop();
  await expect.poll(async () => (await fetch(`${origin}/health/ready`)).status).toBe(503);
  hold.release();

  const answers = await Promise.all(inFlight);
  expect(answers.map(({ statusCode }) => statusCode)).toEqual(Array(10).fill(200));
  for (const [id, { body }] of answers.entries()) {
    expect(await body.json()).toEqual({ data: { person: { name: `Person ${id}` } } });
  }
  await stopped;
  await expect(fetch(`${origin}/health/live`)).rejects.toThrow();
  await gateway.stop();
  await agent.close();
});

test('requests that outlast the drain delay are finished too', async () => {
  await using agencies = await serveAgencies();
  const { gateway, ask } = await startTestGateway({
    supergraphSdl: compose(agencies.all),
    // Longer than the test may take: a stop that waits for idle connections fails it.
    grace: 120_000,
  });
  const hold = holdRequests(agencies.hub);
  const asked = ask('{ hubOnly }');
  await hold.received(1);
  let done = false;
  const stopped = gateway.stop().then(() => {
    done = true;
  });
  await expect
    .poll(() =>
      fetch(gateway.url).then(
        () => 'open',
        () => 'closed',
      ),
    )
    .toBe('closed');
  expect(done).toBe(false);
  hold.release();
  expect((await asked).body).toEqual({ data: { hubOnly: 'here' } });
  await stopped;
});
