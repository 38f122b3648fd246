import type { AuditSuite } from '../support/audit-suite.ts';

/** Interfaces that are entities, and subgraphs that know them as objects. */
export const interfaceObjects: readonly AuditSuite[] = [
  {
    name: 'non-resolvable-interface-object: an interface that no subgraph implements, and one that cannot be resolved',
    subgraphs: {
      stock: {
        sdl: `
          type Query { thing: Thing item: Item }
          interface Thing @key(fields: "id") { id: ID! }
          type Item @interfaceObject @key(fields: "id") { id: ID! }
        `,
        root: { item: { id: 'i1' }, thing: { __typename: 'Thing', id: 'n1' } },
      },
      shop: {
        sdl: `
          type Query { other: Thing }
          type Thing @interfaceObject @key(fields: "id", resolvable: false) { id: ID! note: String }
          interface Item @key(fields: "id") { id: ID! label: String }
          type Tool implements Item @key(fields: "id") { id: ID! label: String }
        `,
        root: { other: { id: 'n1', note: 'here' } },
        records: { Tool: [{ id: 'i1', label: 'Hammer' }] },
      },
    },
    cases: [
      { query: '{ other { id note } }', data: { other: { id: 'n1', note: 'here' } } },
      { query: '{ other { id } }', data: { other: { id: 'n1' } } },
      { query: '{ thing { note } }', errors: ['BAD_USER_INPUT'] },
      { query: '{ thing { id } }', data: { thing: null }, errors: ['DOWNSTREAM_SERVICE_ERROR thing'] },
      { query: '{ item { id } }', data: { item: { id: 'i1' } } },
      { query: '{ item { id name } }', errors: ['GRAPHQL_VALIDATION_FAILED'] },
      { query: '{ item { ... on Tool { id } } }', data: { item: { id: 'i1' } } },
    ],
  },
];
