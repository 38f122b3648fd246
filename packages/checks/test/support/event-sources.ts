import type { EventSources } from '@throughgate/registry-client';
import type { CheckInput } from '../../src/check-input.ts';

/** Parts of a JSON Schema to lay over those of {@link tenancyStarted}; `undefined` removes one. */
export type SchemaChanges = Readonly<Record<string, unknown>>;

/** An event schema that passes every check, with changes. */
export function tenancyStarted(changes: SchemaChanges = {}): Record<string, unknown> {
  const schema = {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: 'urn:throughgate:events:housing:housing.tenancy.started:v1',
    title: 'Tenancy started',
    'x-throughgate': {
      entity: { type: 'Tenancy', key: 'tenancy.id' },
      title: 'Moved into {tenancy.kind}',
    },
    type: 'object',
    required: ['tenancy'],
    properties: {
      tenancy: {
        type: 'object',
        required: ['id', 'kind'],
        properties: { id: { type: 'string' }, kind: { oneOf: [{ const: 'FLAT', title: 'a flat' }] } },
      },
    },
    examples: [{ tenancy: { id: 'T-1', kind: 'FLAT' } }],
    ...changes,
  };
  return Object.fromEntries(Object.entries(schema).filter(([, value]) => value !== undefined));
}

/** An AsyncAPI document of the subgraph housing, in YAML, with a message for each type. */
export function asyncApi(...types: readonly string[]): string {
  const messages = types.map(
    (type) => `      ${type}:
        name: ${type}
        payload:
          schemaFormat: application/schema+json;version=draft-2020-12
          schema:
            $ref: ./${type}.json
`,
  );
  return `asyncapi: 3.1.0
info:
  title: Housing
  version: 1.0.0
channels:
  changes:
    address: throughgate.housing.changes.v1
    messages:
${messages.join('')}`;
}

/** Event sources of the subgraph housing: a schema for each type, and further files. */
export function housingEvents(
  schemas: Readonly<Record<string, unknown>> = { 'housing.tenancy.started': tenancyStarted() },
  files: Readonly<Record<string, string>> = {},
): EventSources {
  const texts = {
    'asyncapi.yaml': asyncApi(...Object.keys(schemas)),
    ...Object.fromEntries(
      Object.entries(schemas).map(([type, schema]) => [`${type}.json`, JSON.stringify(schema, null, 2)]),
    ),
    ...files,
  };
  return {
    entry: 'events/asyncapi.yaml',
    files: Object.entries(texts).map(([path, text]) => ({ path: `events/${path}`, text })),
  };
}

const housingSdl = `type Query { tenancy(id: ID!): Tenancy }
type Tenancy @key(fields: "id") { id: ID! number: Int! postcode: String }
type Landlord @key(fields: "id", resolvable: false) { id: ID! }
type Room @key(fields: "tenancy { id } number") { tenancy: Tenancy! number: Int! }
`;

/** A check of the subgraph housing with these events, against what it published before. */
export function eventsCheck(
  events: EventSources | null,
  eventHistory: readonly EventSources[] = [],
  sdl = housingSdl,
): CheckInput {
  const housing = {
    name: 'housing',
    routingUrl: 'http://housing.test/graphql',
    schema: { path: 'housing.graphql', text: sdl },
    events,
  };
  return {
    current: [],
    proposed: [housing],
    changed: ['housing'],
    currentSupergraph: null,
    configurations: {},
    operations: [],
    approvals: [],
    eventHistory: { housing: eventHistory },
    today: '2026-10-01',
  };
}
