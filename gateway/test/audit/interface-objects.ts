import { type AuditSuite, type Fields, needs } from '../support/audit-suite.ts';

/** Interfaces that are entities, and subgraphs that know them as objects. */
export const interfaceObjects: readonly AuditSuite[] = [
  {
    name: 'simple-interface-object: fields are added to all types of an interface',
    subgraphs: {
      accounts: {
        sdl: `
          type Query { users: [Login!]! anotherUsers: [Login] accounts: [Account!]! }
          interface Login @key(fields: "id") { id: ID! }
          type Person implements Login @key(fields: "id") { id: ID! age: Int }
          type Robot implements Login @key(fields: "id") { id: ID! model: String }
          interface Account @key(fields: "id") { id: ID! }
          type Admin implements Account @key(fields: "id") { id: ID! isMain: Boolean! }
          type Plain implements Account @key(fields: "id") { id: ID! isActive: Boolean! }
        `,
        root: {
          users: [
            { __typename: 'Person', id: 'u1' },
            { __typename: 'Robot', id: 'u2' },
          ],
          anotherUsers: [{ __typename: 'Robot', id: 'u2' }, null],
          accounts: [
            { __typename: 'Admin', id: 'a1' },
            { __typename: 'Plain', id: 'a2' },
          ],
        },
        records: {
          Person: [{ id: 'u1', age: 30 }],
          Robot: [{ id: 'u2', model: 'R2' }],
          Admin: [{ id: 'a1', isMain: true }],
          Plain: [{ id: 'a2', isActive: false }],
        },
      },
      names: {
        sdl: `
          type Query { named: [Login!]! account: Account }
          type Login @interfaceObject @key(fields: "id") { id: ID! name: String }
          type Account @interfaceObject @key(fields: "id") { id: ID! name: String! }
        `,
        root: { named: [{ id: 'u1' }, { id: 'u2' }], account: { id: 'a2' } },
        records: {
          Login: [
            { id: 'u1', name: 'Una' },
            { id: 'u2', name: 'Unit 2' },
          ],
          Account: [
            { id: 'a1', name: 'Main' },
            { id: 'a2', name: 'Spare' },
          ],
        },
      },
      states: {
        sdl: `type Account @interfaceObject @key(fields: "id") { id: ID! state: String! }`,
        records: {
          Account: [
            { id: 'a1', state: 'open' },
            { id: 'a2', state: 'closed' },
          ],
        },
      },
    },
    cases: [
      {
        query: '{ users { id name } }',
        data: {
          users: [
            { id: 'u1', name: 'Una' },
            { id: 'u2', name: 'Unit 2' },
          ],
        },
      },
      {
        query: '{ users { __typename name ... on Person { age } } }',
        data: {
          users: [
            { __typename: 'Person', name: 'Una', age: 30 },
            { __typename: 'Robot', name: 'Unit 2' },
          ],
        },
      },
      {
        query: '{ anotherUsers { id name ... on Robot { model } } }',
        data: { anotherUsers: [{ id: 'u2', name: 'Unit 2', model: 'R2' }, null] },
      },
      {
        query: '{ named { id name } }',
        data: {
          named: [
            { id: 'u1', name: 'Una' },
            { id: 'u2', name: 'Unit 2' },
          ],
        },
      },
      {
        query: '{ named { name ... on Robot { model } } }',
        data: { named: [{ name: 'Una' }, { name: 'Unit 2', model: 'R2' }] },
      },
      {
        query: '{ named { __typename } }',
        data: { named: [{ __typename: 'Person' }, { __typename: 'Robot' }] },
      },
      { query: '{ accounts { name } }', data: { accounts: [{ name: 'Main' }, { name: 'Spare' }] } },
      {
        query: '{ accounts { ... on Admin { isMain name } } }',
        data: { accounts: [{ isMain: true, name: 'Main' }, {}] },
      },
      {
        query: '{ accounts { id ... on Admin { isMain } ... on Plain { isActive } state } }',
        data: {
          accounts: [
            { id: 'a1', isMain: true, state: 'open' },
            { id: 'a2', isActive: false, state: 'closed' },
          ],
        },
      },
      {
        query: '{ account { id name state } }',
        data: { account: { id: 'a2', name: 'Spare', state: 'closed' } },
      },
      { query: '{ account { ... on Plain { isActive } } }', data: { account: { isActive: false } } },
      { query: '{ account { ... on Admin { isMain } name } }', data: { account: { name: 'Spare' } } },
      {
        query: '{ accounts { __typename name state } named { name } }',
        data: {
          accounts: [
            { __typename: 'Admin', name: 'Main', state: 'open' },
            { __typename: 'Plain', name: 'Spare', state: 'closed' },
          ],
          named: [{ name: 'Una' }, { name: 'Unit 2' }],
        },
      },
    ],
  },
  {
    name: 'interface-object-with-requires: an added field requires one of the interface',
    subgraphs: {
      people: {
        sdl: `
          type Query { users: [Login!]! }
          interface Login @key(fields: "id") { id: ID! name: String! }
          type User implements Login @key(fields: "id") { id: ID! name: String! age: Int! }
        `,
        root: {
          users: [
            { __typename: 'User', id: 'u1' },
            { __typename: 'User', id: 'u2' },
          ],
        },
        records: {
          User: [
            { id: 'u1', name: 'Una', age: 11 },
            { id: 'u2', name: 'Ugo', age: 22 },
          ],
        },
      },
      handles: {
        sdl: `
          type Query { anotherUsers: [Login!]! }
          type Login @interfaceObject @key(fields: "id") {
            id: ID! name: String! @external username: String! @requires(fields: "name")
          }
        `,
        root: { anotherUsers: [{ id: 'u1' }, { id: 'u2' }] },
        records: { Login: ['u1', 'u2'].map((id) => ({ id, username: needs('name') })) },
      },
    },
    cases: [
      {
        query: '{ users { id name username } }',
        data: {
          users: [
            { id: 'u1', name: 'Una', username: 'name="Una"' },
            { id: 'u2', name: 'Ugo', username: 'name="Ugo"' },
          ],
        },
      },
      {
        query: '{ anotherUsers { id name username } }',
        data: {
          anotherUsers: [
            { id: 'u1', name: 'Una', username: 'name="Una"' },
            { id: 'u2', name: 'Ugo', username: 'name="Ugo"' },
          ],
        },
      },
      {
        query: '{ users { username } }',
        data: { users: [{ username: 'name="Una"' }, { username: 'name="Ugo"' }] },
      },
      {
        query: '{ anotherUsers { username } }',
        data: { anotherUsers: [{ username: 'name="Una"' }, { username: 'name="Ugo"' }] },
      },
      {
        query: '{ users { ... on User { age username } } }',
        data: {
          users: [
            { age: 11, username: 'name="Una"' },
            { age: 22, username: 'name="Ugo"' },
          ],
        },
      },
      {
        query: '{ anotherUsers { ... on User { age id name } } }',
        data: {
          anotherUsers: [
            { age: 11, id: 'u1', name: 'Una' },
            { age: 22, id: 'u2', name: 'Ugo' },
          ],
        },
      },
      {
        query: '{ anotherUsers { __typename ... on User { username } } users { name } }',
        data: {
          anotherUsers: [
            { __typename: 'User', username: 'name="Una"' },
            { __typename: 'User', username: 'name="Ugo"' },
          ],
          users: [{ name: 'Una' }, { name: 'Ugo' }],
        },
      },
    ],
  },
  {
    name: 'interface-object-indirect-extension: the interface is reached by another interface object',
    subgraphs: {
      media: {
        sdl: `
          interface Media @key(fields: "id") { id: ID! title: String! }
          type Song implements Media @key(fields: "id") { id: ID! title: String! beats: Int }
          type Query { song: Song }
        `,
        root: { song: { id: 'm1' } },
        records: { Song: [{ id: 'm1', title: 'Song 1', beats: 90 }] },
      },
      authors: {
        sdl: `
          type Media @interfaceObject @key(fields: "id") { id: ID! author: Author }
          type Author @key(fields: "id") { id: ID! name: String works: [Media!] }
        `,
        records: {
          Media: [{ id: 'm1', author: { id: 'a1' } }],
          Author: [{ id: 'a1', name: 'Ada', works: [{ id: 'm1' }] }],
        },
      },
      lists: {
        sdl: `
          type Query { list: List }
          type List @key(fields: "id") { id: ID! items: [Media!] }
          type Media @interfaceObject @key(fields: "id") { id: ID! plays: Int }
        `,
        root: { list: { id: 'l1', items: [{ id: 'm1' }] } },
        records: { Media: [{ id: 'm1', plays: 5 }] },
      },
    },
    cases: [
      {
        query: '{ list { items { id author { name } } } }',
        data: { list: { items: [{ id: 'm1', author: { name: 'Ada' } }] } },
      },
      {
        query: '{ list { items { title plays author { works { title ... on Song { beats } } } } } }',
        data: {
          list: {
            items: [{ title: 'Song 1', plays: 5, author: { works: [{ title: 'Song 1', beats: 90 }] } }],
          },
        },
      },
      {
        query: '{ song { title author { id } plays } }',
        data: { song: { title: 'Song 1', author: { id: 'a1' }, plays: 5 } },
      },
    ],
  },
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
  {
    name: 'child-type-mismatch: an interface’s field is nullable in one subgraph and not in the other',
    subgraphs: {
      users: {
        sdl: `
          union Account = User | Admin
          type User @key(fields: "id") { id: ID @shareable }
          type Admin { id: ID @shareable name: String @shareable }
          type Query { users: [User!]! accounts: [Account!]! }
        `,
        root: {
          users: [{ id: 'u1' }],
          accounts: [
            { __typename: 'User', id: 'u1' },
            { __typename: 'Admin', id: 'a1', name: 'Adam' },
          ],
        },
      },
      names: {
        sdl: `
          type User @key(fields: "id") { id: ID! @shareable name: String similar: [Account!]! }
          type Admin { id: ID! @shareable name: String @shareable }
          union Account = User | Admin
        `,
        records: {
          User: [
            {
              id: 'u1',
              name: 'Una',
              similar: [
                { __typename: 'User', id: 'u1' },
                { __typename: 'Admin', id: 'a1', name: 'Adam' },
              ],
            },
          ],
        },
      },
    },
    cases: [
      { query: '{ users { id name } }', data: { users: [{ id: 'u1', name: 'Una' }] } },
      {
        query: '{ accounts { ... on User { id name } ... on Admin { id } } }',
        data: { accounts: [{ id: 'u1', name: 'Una' }, { id: 'a1' }] },
      },
      {
        query: '{ users { similar { ... on User { id name } ... on Admin { id name } } } }',
        data: {
          users: [
            {
              similar: [
                { id: 'u1', name: 'Una' },
                { id: 'a1', name: 'Adam' },
              ],
            },
          ],
        },
      },
      {
        query: '{ users { similar { __typename ... on User { similar { __typename } } } } }',
        data: {
          users: [
            {
              similar: [
                { __typename: 'User', similar: [{ __typename: 'User' }, { __typename: 'Admin' }] },
                { __typename: 'Admin' },
              ],
            },
          ],
        },
      },
    ],
  },
  {
    name: 'circular-reference-interface: types of an interface refer to the interface',
    subgraphs: {
      shop: {
        sdl: `
          type Query { product: Product }
          interface Product { samePrice: [Product] }
          type Book implements Product @key(fields: "id") { id: ID! samePrice: [Product] @provides(fields: "... on Book { price }") price: Float @external }
        `,
        root: { product: { __typename: 'Book', id: 'b1' } },
        records: {
          Book: [
            {
              id: 'b1',
              samePrice: [
                { __typename: 'Book', id: 'b1', price: 7.5 },
                { __typename: 'Book', id: 'b3', price: 7.5 },
              ],
            },
            { id: 'b3', samePrice: [{ __typename: 'Book', id: 'b1', price: 7.5 }] },
          ],
        },
      },
      prices: {
        sdl: `interface Product { price: Float } type Book implements Product @key(fields: "id") { id: ID! price: Float @shareable }`,
        records: {
          Book: [
            { id: 'b1', price: 7.5 },
            { id: 'b3', price: 7.5 },
          ],
        },
      },
    },
    cases: [
      {
        query: '{ product { samePrice { ... on Book { id } } } }',
        data: { product: { samePrice: [{ id: 'b1' }, { id: 'b3' }] } },
      },
      {
        query:
          '{ product { __typename samePrice { __typename ... on Book { id price } samePrice { __typename } } } }',
        data: {
          product: {
            __typename: 'Book',
            samePrice: [
              {
                __typename: 'Book',
                id: 'b1',
                price: 7.5,
                samePrice: [{ __typename: 'Book' }, { __typename: 'Book' }],
              },
              { __typename: 'Book', id: 'b3', price: 7.5, samePrice: [{ __typename: 'Book' }] },
            ],
          },
        },
      },
    ],
  },
  {
    name: 'corrupted-supergraph-node-id: an interface’s id that not all of its types have in all subgraphs',
    subgraphs: {
      accounts: {
        sdl: `
          type Query { account(id: String!): Account }
          interface Node { id: ID! }
          type Account implements Node @key(fields: "id") { id: ID! username: String! chats: [Chat!]! }
          type Chat @key(fields: "id") { id: ID! account: Account! @shareable }
        `,
        root: { account: ({ id }: Fields) => ({ id }) },
        records: {
          Account: [
            { id: 'a1', username: 'una', chats: [{ id: 'c1' }] },
            { id: 'a2', username: 'ugo', chats: [{ id: 'c2' }] },
          ],
          Chat: [
            { id: 'c1', account: { id: 'a1' } },
            { id: 'c2', account: { id: 'a2' } },
          ],
        },
      },
      chats: {
        sdl: `
          type Query { chat(id: String!): Chat chats: [Chat!]! node(id: ID!): Node }
          interface Node { id: ID! }
          type Chat implements Node @key(fields: "id") { id: ID! text: String! }
        `,
        root: {
          chat: ({ id }: Fields) => ({ id }),
          chats: [{ id: 'c1' }, { id: 'c2' }],
          node: ({ id }: Fields) => ({ __typename: 'Chat', id }),
        },
        records: {
          Chat: [
            { id: 'c1', text: 'Hello' },
            { id: 'c2', text: 'Bye' },
          ],
        },
      },
    },
    cases: [
      { query: '{ account(id: "a1") { id } }', data: { account: { id: 'a1' } } },
      {
        query: '{ account(id: "a1") { username chats { id } } }',
        data: { account: { username: 'una', chats: [{ id: 'c1' }] } },
      },
      {
        query: '{ account(id: "a1") { chats { id text } } }',
        data: { account: { chats: [{ id: 'c1', text: 'Hello' }] } },
      },
      { query: '{ chat(id: "c2") { id text } }', data: { chat: { id: 'c2', text: 'Bye' } } },
      { query: '{ chat(id: "c2") { account { id } } }', data: { chat: { account: { id: 'a2' } } } },
      {
        query: '{ chat(id: "c2") { text account { username } } }',
        data: { chat: { text: 'Bye', account: { username: 'ugo' } } },
      },
      {
        query: '{ chats { id account { id username } } }',
        data: {
          chats: [
            { id: 'c1', account: { id: 'a1', username: 'una' } },
            { id: 'c2', account: { id: 'a2', username: 'ugo' } },
          ],
        },
      },
      { query: '{ node(id: "c1") { id } }', data: { node: { id: 'c1' } } },
      {
        query: '{ node(id: "c1") { __typename ... on Chat { text account { username } } } }',
        data: { node: { __typename: 'Chat', text: 'Hello', account: { username: 'una' } } },
      },
      { query: '{ node(id: "c1") { ... on Account { username } id } }', data: { node: { id: 'c1' } } },
    ],
  },
];
