import { expect, it } from 'vitest';
import checkChange from '../src/worker/check-change.ts';
import { proposal } from './support/registry.ts';

const asyncapi = `asyncapi: 3.1.0
info: { title: Housing, version: 1.0.0 }
channels:
  changes:
    address: throughgate.housing.changes.v1
    messages:
      housing.tenancy.started:
        payload:
          schemaFormat: application/schema+json;version=draft-2020-12
          schema: { $ref: ./tenancy.json }
`;

/** The task of composing one subgraph whose only event has a description of so many characters. */
function changeWithEvent(characters: number) {
  const schema = {
    type: 'object',
    description: 'x'.repeat(characters),
    properties: {
      rent: { $ref: './money.json' },
      person: { $ref: 'urn:throughgate:events:common:person:v1' },
    },
  };
  const { name, schema: sdl } = proposal('housing', 'type Query { a: Int }');
  const events = {
    entry: 'asyncapi.yaml',
    files: [
      { path: 'asyncapi.yaml', text: asyncapi },
      { path: 'tenancy.json', text: JSON.stringify(schema) },
      { path: 'money.json', text: '{"type":"integer"}' },
    ],
  };
  const proposed = [{ name, schema: sdl, events, routingUrl: 'http://housing.test' }];
  const nothing = {
    configurations: {},
    operations: [],
    approvals: [],
    eventHistory: {},
    today: '2026-01-01',
  };
  const input = { current: [], currentSupergraph: null, changed: ['housing'], proposed, ...nothing };
  return { input, extent: 'composition' } as const;
}

it('puts each event schema in one piece, in which references lead to shared schemas alone', async () => {
  const { contracts, output } = await checkChange(changeWithEvent(3));
  expect(output.findings).toEqual([]);
  expect(contracts).toEqual({
    housing: [
      {
        type: 'housing.tenancy.started',
        schema: {
          type: 'object',
          description: 'xxx',
          properties: {
            rent: { type: 'integer' },
            person: { $ref: 'urn:throughgate:events:common:person:v1' },
          },
        },
      },
    ],
  });
});

it('refuses event schemas that are larger than a record of the event log may be', async () => {
  const { output } = await checkChange(changeWithEvent(5_000_000));
  expect(output.tasks.events).toMatchObject({ status: 'FAILED', errors: 1 });
  expect(output.findings).toMatchObject([{ code: 'HUB-C006', severity: 'error', subgraph: 'housing' }]);
});
