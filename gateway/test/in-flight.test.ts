import { expect, test } from 'vitest';
import { serveAgencies } from './support/agencies.ts';
import { compose } from './support/compose.ts';
import { startTestGateway } from './support/gateway-client.ts';
import { holdRequests } from './support/hold-requests.ts';
import { identity } from './support/identity.ts';

const query = 'query Q($id: ID!) { person(id: $id) { name cell } }';
const answer = (id: string) => ({ data: { person: { name: `Person ${id}`, cell: `cell of N${id}` } } });

test('identical queries in flight share one request, and each gets its own answer', async () => {
  await using agencies = await serveAgencies();
  await using gateway = await startTestGateway({ supergraphSdl: compose(agencies.all) });
  const hold = holdRequests(agencies.hub);
  const asked = ['1', '1', '2', '1'].map((id) => gateway.ask(query, { id }));
  const other = gateway.ask('query Q($id: ID!) { person(id: $id) { name id cell } }', { id: '1' });
  await hold.received(2);
  await expect
    .poll(() => gateway.count('gateway_subgraph_fetches_shared_total'))
    .toEqual([expect.objectContaining({ value: 3 })]);
  hold.release();

  const answers = await Promise.all(asked);
  expect(answers.map(({ body }) => body)).toEqual(['1', '1', '2', '1'].map(answer));
  expect((await other).body.data).toEqual({ person: { name: 'Person 1', id: '1', cell: 'cell of N1' } });
  // The other client's operation needs the same of the hub, but not of the prison's answer.
  expect(agencies.hub.requests).toHaveLength(2);
});

test('different callers never share', async () => {
  await using agencies = await serveAgencies();
  await using gateway = await startTestGateway({
    supergraphSdl: compose(agencies.all),
    features: [
      identity(({ headers }) => ({
        id: String(headers['x-who']),
        kind: 'person',
        organisation: 'probation',
        roles: [],
        scopes: [],
      })),
    ],
  });
  const hold = holdRequests(agencies.hub);
  const asked = ['ann', 'bob'].map((who) => gateway.ask(query, { id: '1' }, { 'x-who': who }));
  await hold.received(2);
  hold.release();
  for (const { body } of await Promise.all(asked)) expect(body).toEqual(answer('1'));
});

test('identical mutations in flight all happen', async () => {
  await using agencies = await serveAgencies();
  await using gateway = await startTestGateway({ supergraphSdl: compose(agencies.all) });
  const hold = holdRequests(agencies.hub);
  const asked = [1, 2, 3].map(() => gateway.ask('mutation { note(text: "x") }'));
  await hold.received(3);
  hold.release();
  for (const { body } of await Promise.all(asked)) expect(body).toEqual({ data: { note: 'x' } });
});
