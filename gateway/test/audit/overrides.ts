import { type AuditSuite, needs } from '../support/audit-suite.ts';

/** `@override`: a field has moved, and who had it is not asked any more. Old values say that they are stale. */
export const overrides: readonly AuditSuite[] = [
  {
    name: 'simple-override: a field has moved',
    subgraphs: {
      old: {
        sdl: `
          type Query { feed: [Post] @shareable oldFeed: [Post] }
          type Post @key(fields: "id") { id: ID! createdAt: String! }
        `,
        root: { feed: [{ id: 'p1' }], oldFeed: [{ id: 'p2' }] },
        records: {
          Post: [
            { id: 'p1', createdAt: 'stale' },
            { id: 'p2', createdAt: 'stale' },
          ],
        },
      },
      new: {
        sdl: `
          type Query { feed: [Post] @shareable newFeed: [Post] }
          type Post @key(fields: "id") { id: ID! createdAt: String! @override(from: "old") }
        `,
        root: { feed: [{ id: 'p1' }], newFeed: [{ id: 'p1' }] },
        records: {
          Post: [
            { id: 'p1', createdAt: 'monday' },
            { id: 'p2', createdAt: 'tuesday' },
          ],
        },
      },
    },
    cases: [
      {
        query: '{ feed { id createdAt } newFeed { createdAt } }',
        data: { feed: [{ id: 'p1', createdAt: 'monday' }], newFeed: [{ createdAt: 'monday' }] },
      },
      { query: '{ oldFeed { id createdAt } }', data: { oldFeed: [{ id: 'p2', createdAt: 'tuesday' }] } },
    ],
  },
  {
    name: 'override-with-requires: what is required has moved',
    subgraphs: {
      old: {
        sdl: `
          type Query { person: Person oldPerson: Person }
          type Person @key(fields: "id") { id: ID! name: String! }
        `,
        root: { person: { id: 'p1' }, oldPerson: { id: 'p1' } },
        records: { Person: [{ id: 'p1', name: 'stale' }] },
      },
      new: {
        sdl: `
          type Query { newPerson: Person }
          type Person @key(fields: "id") { id: ID! name: String! @override(from: "old") @shareable alias: String! }
        `,
        root: { newPerson: { id: 'p1' } },
        records: { Person: [{ id: 'p1', name: 'Pat', alias: 'P.' }] },
      },
      greetings: {
        sdl: `
          type Query { guest: Person }
          type Person @key(fields: "id") { id: ID! name: String! @external greeting: String! @requires(fields: "name") }
        `,
        root: { guest: { id: 'p1' } },
        records: { Person: [{ id: 'p1', greeting: needs('name') }] },
      },
    },
    cases: [
      {
        query: '{ person { id name alias greeting } }',
        data: { person: { id: 'p1', name: 'Pat', alias: 'P.', greeting: 'name="Pat"' } },
      },
      { query: '{ oldPerson { greeting } }', data: { oldPerson: { greeting: 'name="Pat"' } } },
      {
        query: '{ newPerson { name greeting } }',
        data: { newPerson: { name: 'Pat', greeting: 'name="Pat"' } },
      },
      {
        query: '{ guest { id name greeting } }',
        data: { guest: { id: 'p1', name: 'Pat', greeting: 'name="Pat"' } },
      },
    ],
  },
  {
    name: 'override-type-interface: the moved field is one of an interface',
    subgraphs: {
      old: {
        sdl: `
          type Query { feed: [Post] oldImages: [ImagePost] }
          interface Post { id: ID! createdAt: String! }
          type ImagePost implements Post @key(fields: "id") { id: ID! createdAt: String! }
        `,
        root: {
          feed: [
            { __typename: 'ImagePost', id: 'i1' },
            { __typename: 'ImagePost', id: 'i2' },
          ],
          oldImages: [{ id: 'i2' }],
        },
        records: {
          ImagePost: [
            { id: 'i1', createdAt: 'stale' },
            { id: 'i2', createdAt: 'stale' },
          ],
        },
      },
      new: {
        sdl: `
          interface Post { id: ID! createdAt: String! }
          type TextPost implements Post @key(fields: "id") { id: ID! createdAt: String! body: String! }
          type ImagePost implements Post @key(fields: "id") { id: ID! createdAt: String! @override(from: "old") }
          type Query { anotherFeed: [Post] }
        `,
        root: {
          anotherFeed: [
            { __typename: 'TextPost', id: 't1' },
            { __typename: 'ImagePost', id: 'i1' },
          ],
        },
        records: {
          TextPost: [{ id: 't1', createdAt: 'friday', body: 'Text' }],
          ImagePost: [
            { id: 'i1', createdAt: 'monday' },
            { id: 'i2', createdAt: 'tuesday' },
          ],
        },
      },
    },
    cases: [
      {
        query: '{ feed { id createdAt } }',
        data: {
          feed: [
            { id: 'i1', createdAt: 'monday' },
            { id: 'i2', createdAt: 'tuesday' },
          ],
        },
      },
      {
        query: '{ anotherFeed { id createdAt ... on TextPost { body } } }',
        data: {
          anotherFeed: [
            { id: 't1', createdAt: 'friday', body: 'Text' },
            { id: 'i1', createdAt: 'monday' },
          ],
        },
      },
      {
        query: '{ feed { __typename ... on ImagePost { createdAt } } }',
        data: {
          feed: [
            { __typename: 'ImagePost', createdAt: 'monday' },
            { __typename: 'ImagePost', createdAt: 'tuesday' },
          ],
        },
      },
      {
        query: '{ oldImages { createdAt } anotherFeed { createdAt } }',
        data: {
          oldImages: [{ createdAt: 'tuesday' }],
          anotherFeed: [{ createdAt: 'friday' }, { createdAt: 'monday' }],
        },
      },
    ],
  },
  {
    name: 'unavailable-override: the subgraph of which a field is taken does not exist',
    subgraphs: {
      a: {
        sdl: `
          type Query { feed: [Post] @shareable aFeed: [Post] }
          type Post @key(fields: "id") { id: ID! createdAt: String! @override(from: "gone") }
        `,
        root: { feed: [{ id: 'p1' }], aFeed: [{ id: 'p1' }] },
        records: { Post: [{ id: 'p1', createdAt: 'monday' }] },
      },
      b: {
        sdl: `type Query { feed: [Post] @shareable bFeed: [Post] } type Post @key(fields: "id") { id: ID! body: String }`,
        root: { feed: [{ id: 'p1' }], bFeed: [{ id: 'p1' }] },
        records: { Post: [{ id: 'p1', body: 'Body' }] },
      },
    },
    cases: [
      {
        query: '{ feed { id createdAt body } }',
        data: { feed: [{ id: 'p1', createdAt: 'monday', body: 'Body' }] },
      },
      {
        query: '{ bFeed { createdAt } aFeed { body } }',
        data: { bFeed: [{ createdAt: 'monday' }], aFeed: [{ body: 'Body' }] },
      },
    ],
  },
];
