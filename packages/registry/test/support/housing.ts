import { proposal } from './proposals.ts';

const schemaOf = (type: string, required: readonly string[]) => ({
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: `urn:throughgate:events:housing:${type}:v1`,
  title: 'Tenancy',
  description: 'A person rents a home.',
  'x-throughgate': { entity: { type: 'Tenancy', key: 'tenancy.id' }, title: 'Moved to {tenancy.town}' },
  type: 'object',
  required,
  properties: {
    crn: { type: 'string', pattern: '^[A-Z]{1,2}\\d{6}$', 'x-classification': 'personal' },
    version: { type: 'integer', minimum: 1 },
    person: { $ref: 'urn:throughgate:events:common:person:v1' },
    tenancy: {
      type: 'object',
      required: ['id', 'town'],
      properties: {
        id: { type: 'string', 'x-classification': 'personal' },
        town: { type: 'string', 'x-classification': 'none' },
        openedOn: { type: 'string', format: 'date', 'x-classification': 'personal' },
      },
      additionalProperties: false,
    },
  },
  examples: [{ crn: 'X500001', version: 1, tenancy: { id: 't1', town: 'Wigan' } }],
});

const types = {
  'housing.tenancy.opened': schemaOf('housing.tenancy.opened', ['crn', 'tenancy']),
  'housing.tenancy.moved': schemaOf('housing.tenancy.moved', ['tenancy']),
};

/** A subgraph with two event types: an opened tenancy says whose it is by a CRN, a moved one need not. */
export const housing = {
  ...proposal(
    'housing',
    `"What can be asked of tenancies."
type Query {
  "A tenancy by its id."
  tenancy("Its id." id: ID!): Tenancy
}
"A home that a person rents."
type Tenancy @key(fields: "id") @requiresScopes(scopes: [["housing:read"]]) {
  "Its id."
  id: ID! @tag(name: "data:personal")
}
`,
  ),
  events: {
    entry: 'housing.asyncapi.json',
    files: [
      {
        path: 'housing.asyncapi.json',
        text: JSON.stringify({
          asyncapi: '3.1.0',
          info: { title: 'Housing', version: '1.0.0' },
          defaultContentType: 'application/json',
          channels: {
            changes: {
              address: 'throughgate.housing.changes.v1',
              messages: Object.fromEntries(
                Object.entries(types).map(([type, schema]) => [
                  type,
                  {
                    name: type,
                    payload: { schemaFormat: 'application/schema+json;version=draft-2020-12', schema },
                  },
                ]),
              ),
            },
          },
        }),
      },
    ],
  },
};

/** Data of an opened tenancy. */
export const opened = { crn: 'X500001', tenancy: { id: 't1', town: 'Wigan', openedOn: '2026-10-01' } };

/** An event in the CloudEvents JSON format, with an id of its own where none is given. */
export function cloudEvent(more: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return {
    specversion: '1.0',
    id: crypto.randomUUID(),
    source: '/throughgate/housing',
    type: 'housing.tenancy.opened',
    data: opened,
    ...more,
  };
}
