import { type AuditSuite, needs } from '../support/audit-suite.ts';

/** Keys: which of several, which of them resolvable, null ones, those of a parent. */
export const keys: readonly AuditSuite[] = [
  {
    name: 'keys-mashup: each subgraph resolves a type by another one of its many keys',
    subgraphs: {
      register: {
        sdl: `
          type Site @key(fields: "code", resolvable: true) @key(fields: "uprn", resolvable: false)
            @key(fields: "grid { east north }", resolvable: false) @key(fields: "code grid { north sheet }", resolvable: false)
          { code: ID! uprn: ID! grid: Grid! title: String! }
          type Grid { east: Int! north: Int! sheet: String! }
        `,
        records: {
          Site: [{ code: 's1', uprn: 'u1', grid: { east: 1, north: 2, sheet: 'TQ' }, title: 'Old mill' }],
        },
      },
      visits: {
        sdl: `
          type Query { tour: Tour }
          type Tour @key(fields: "id") { id: ID! stops: [Site!]! }
          type Site @key(fields: "grid { east north }", resolvable: false) @key(fields: "code grid { north sheet }", resolvable: true)
            @key(fields: "uprn", resolvable: false) @key(fields: "code", resolvable: false)
          { code: ID! uprn: ID! grid: Grid! title: String! @external sign: String! @requires(fields: "title") }
          type Grid { east: Int! north: Int! sheet: String! }
        `,
        root: { tour: { id: 't1', stops: [{ code: 's1' }] } },
        records: {
          Site: [{ code: 's1', uprn: 'u1', grid: { east: 1, north: 2, sheet: 'TQ' }, sign: needs('title') }],
        },
      },
    },
    cases: [
      {
        query: '{ tour { id stops { code title sign } } }',
        data: { tour: { id: 't1', stops: [{ code: 's1', title: 'Old mill', sign: 'title="Old mill"' }] } },
      },
    ],
  },
];
