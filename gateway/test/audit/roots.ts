import type { AuditSuite, Fields } from '../support/audit-suite.ts';

/** What begins at the root, and what belongs to no type of its own: arguments, conditions, type names, what clients do not see. */
export const roots: readonly AuditSuite[] = [
  {
    name: 'shared-root: a root field whose parts come from three subgraphs',
    subgraphs: {
      categories: {
        sdl: `
          type Query { product: Product @shareable products: [Product] @shareable }
          type Product @shareable { id: ID! category: Category @shareable }
          type Category { id: ID! name: String }
        `,
        root: {
          product: { id: 'p1', category: { id: 'c1', name: 'Category 1' } },
          products: [{ id: 'p1', category: { id: 'c1', name: 'Category 1' } }],
        },
      },
      names: {
        sdl: `
          type Query { product: Product @shareable products: [Product] @shareable }
          type Product @shareable { id: ID! name: Name @shareable }
          type Name { id: ID! brand: String model: String }
        `,
        root: {
          product: { id: 'p1', name: { id: 'n1', brand: 'Brand 1', model: 'Model 1' } },
          products: [{ id: 'p1', name: { id: 'n1', brand: 'Brand 1', model: 'Model 1' } }],
        },
      },
      prices: {
        sdl: `
          type Query { product: Product @shareable products: [Product] @shareable }
          type Product @shareable { id: ID! price: Price @shareable }
          type Price { id: ID! amount: Int currency: String }
        `,
        root: {
          product: { id: 'p1', price: { id: 'r1', amount: 1000, currency: 'GBP' } },
          products: [{ id: 'p1', price: { id: 'r1', amount: 1000, currency: 'GBP' } }],
        },
      },
    },
    cases: [
      {
        query: '{ product { id name { id brand model } category { id name } price { id amount currency } } }',
        data: {
          product: {
            id: 'p1',
            name: { id: 'n1', brand: 'Brand 1', model: 'Model 1' },
            category: { id: 'c1', name: 'Category 1' },
            price: { id: 'r1', amount: 1000, currency: 'GBP' },
          },
        },
      },
      {
        query: '{ products { id name { brand } category { name } price { amount } } }',
        data: {
          products: [
            {
              id: 'p1',
              name: { brand: 'Brand 1' },
              category: { name: 'Category 1' },
              price: { amount: 1000 },
            },
          ],
        },
      },
    ],
  },
  {
    name: 'mutations: in the order in which they are asked for, whatever subgraph they are of',
    subgraphs: {
      goods: {
        sdl: `
          type Query { good(id: ID!): Good }
          type Mutation { addGood(name: String!): Good! multiply(by: Int!, request: String!): Int! }
          type Good @key(fields: "id") { id: ID! name: String! price: Float! }
        `,
        root: {
          good: ({ id }: Fields) => ({ id }),
          addGood: ({ name }: Fields) => ({ id: `new-${name}`, name, price: 5 }),
          multiply: ({ by, request }: Fields) => counted(request, (value) => value * Number(by)),
        },
        records: {
          Good: [
            { id: 'new-pin', name: 'pin', price: 5 },
            { id: 'g1', name: 'old', price: 1 },
          ],
        },
      },
      stock: {
        sdl: `
          type Mutation { set(number: Int!, request: String!): Int! add(number: Int!, request: String!): Int! remove(number: Int!, request: String!): Int! }
          type Good @key(fields: "id") { id: ID! price: Float! @external available: Boolean! dear: Boolean! @requires(fields: "price") }
        `,
        root: {
          set: ({ number, request }: Fields) => counted(request, () => Number(number)),
          add: ({ number, request }: Fields) => counted(request, (value) => value + Number(number)),
          remove: ({ number, request }: Fields) => counted(request, (value) => value - Number(number)),
        },
        records: {
          Good: ['new-pin', 'g1'].map((id) => ({
            id,
            available: true,
            dear: ({ price }: Fields) => Number(price) > 3,
          })),
        },
      },
    },
    cases: [
      {
        query: 'mutation { addGood(name: "pin") { name price available dear } }',
        data: { addGood: { name: 'pin', price: 5, available: true, dear: true } },
      },
      {
        query:
          'mutation { five: set(number: 5, request: "a") ten: multiply(by: 2, request: "a") twelve: add(number: 2, request: "a") two: remove(number: 10, request: "a") six: multiply(by: 3, request: "a") }',
        data: { five: 5, ten: 10, twelve: 12, two: 2, six: 6 },
      },
      {
        query:
          'mutation ($n: Int!) { set(number: 3, request: "b") add(number: $n, request: "b") multiply(by: $n, request: "b") }',
        data: { set: 3, add: 7, multiply: 28 },
        variables: { n: 4 },
      },
    ],
  },
  {
    name: 'enum-intersection: values that only one subgraph has',
    subgraphs: {
      a: {
        sdl: `
          type Query { users(type: Kind): [User] @shareable usersA: [User] }
          type User @key(fields: "id") { id: ID! type: Kind @shareable }
          enum Kind { REGULAR }
        `,
        root: { users: [{ id: 'u1' }], usersA: [{ id: 'u1' }] },
        records: { User: [{ id: 'u1', type: 'REGULAR' }] },
      },
      b: {
        sdl: `
          type Query { users(type: Kind): [User] @shareable usersB: [User!]! broken: User }
          type User @key(fields: "id") { id: ID! type: Kind @shareable }
          enum Kind { REGULAR ANONYMOUS @inaccessible }
        `,
        root: {
          users: [{ id: 'u1' }],
          usersB: [{ id: 'u1' }, { id: 'u2' }],
          broken: { id: 'u2' },
        },
        records: {
          User: [
            { id: 'u1', type: 'REGULAR' },
            { id: 'u2', type: 'ANONYMOUS' },
          ],
        },
      },
    },
    cases: [
      { query: '{ users(type: REGULAR) { id type } }', data: { users: [{ id: 'u1', type: 'REGULAR' }] } },
      {
        query: '{ usersB { id type } }',
        data: {
          usersB: [
            { id: 'u1', type: 'REGULAR' },
            { id: 'u2', type: null },
          ],
        },
        errors: ['SUBGRAPH_BAD_RESPONSE usersB.1.type'],
      },
      {
        query: '{ broken { id type } }',
        data: { broken: { id: 'u2', type: null } },
        errors: ['SUBGRAPH_BAD_RESPONSE broken.type'],
      },
      { query: '{ users(type: ANONYMOUS) { id } }', errors: ['GRAPHQL_VALIDATION_FAILED'] },
      {
        query: 'query ($k: Kind) { users(type: $k) { type } usersA { type } }',
        data: { users: [{ type: 'REGULAR' }], usersA: [{ type: 'REGULAR' }] },
        variables: { k: 'REGULAR' },
      },
    ],
  },
  {
    name: 'input-object-intersection: fields of an input that only one subgraph has',
    subgraphs: {
      a: {
        sdl: `
          type Query { usersInA(filter: Filter!): [User!]! }
          type User @key(fields: "id") { id: ID! }
          input Filter { first: Int! }
        `,
        root: { usersInA: [{ id: 'u1' }] },
      },
      b: {
        sdl: `
          type Query { usersInB(filter: Filter!): [User!]! }
          type User @key(fields: "id") { id: ID! name: String }
          input Filter { first: Int! after: ID }
        `,
        root: { usersInB: [{ id: 'u1' }] },
        records: { User: [{ id: 'u1', name: 'Una' }] },
      },
    },
    cases: [
      {
        query: '{ usersInA(filter: { first: 1 }) { id name } }',
        data: { usersInA: [{ id: 'u1', name: 'Una' }] },
      },
      {
        query: 'query ($f: Filter!) { usersInB(filter: $f) { name } }',
        data: { usersInB: [{ name: 'Una' }] },
        variables: { f: { first: 1 } },
      },
      {
        query: '{ usersInA(filter: { first: 1, after: "u0" }) { id } }',
        errors: ['GRAPHQL_VALIDATION_FAILED'],
      },
    ],
  },
  {
    name: 'include-skip: of what another subgraph has',
    subgraphs: {
      list: {
        sdl: `type Query { product: Product } type Product @key(fields: "id") { id: ID! price: Float! }`,
        root: { product: { id: 'p1' } },
        records: { Product: [{ id: 'p1', price: 699.9 }] },
      },
      flags: {
        sdl: `
          type Product @key(fields: "id") {
            id: ID! price: Float! @external isDear: Boolean! @requires(fields: "price")
            neverAsked: String! @requires(fields: "price")
          }
        `,
        records: {
          Product: [
            {
              id: 'p1',
              isDear: ({ price }: Fields) => Number(price) > 500,
              neverAsked: () => {
                throw new Error('asked');
              },
            },
          ],
        },
      },
      third: {
        sdl: `
          type Product @key(fields: "id") {
            id: ID! isDear: Boolean! @external includeTwo: Boolean! @requires(fields: "isDear")
          }
        `,
        records: { Product: [{ id: 'p1', includeTwo: ({ isDear }: Fields) => isDear === true }] },
      },
    },
    cases: [
      {
        query: 'query ($on: Boolean! = false) { product { price neverAsked @include(if: $on) } }',
        data: { product: { price: 699.9 } },
      },
      {
        query: 'query ($off: Boolean! = true) { product { price neverAsked @skip(if: $off) } }',
        data: { product: { price: 699.9 } },
      },
      {
        query: 'query ($on: Boolean! = true) { product { price includeTwo @include(if: $on) } }',
        data: { product: { price: 699.9, includeTwo: true } },
      },
      {
        query:
          'query ($off: Boolean! = false) { product { includeTwo @skip(if: $off) isDear @skip(if: true) } }',
        data: { product: { includeTwo: true } },
      },
    ],
  },
  {
    name: 'typename: names of types, wherever they are asked for',
    subgraphs: {
      a: {
        sdl: `
          type Query { product: Product union: Product interface: Node }
          union Product = Oven | Toaster
          interface Node { id: ID! }
          type Oven implements Node @key(fields: "id") { id: ID! }
          type Toaster implements Node @key(fields: "id") { id: ID! }
          interface User @key(fields: "id") { id: ID! name: String! }
          type Admin implements User @key(fields: "id") { id: ID! name: String! isAdmin: Boolean! }
        `,
        root: {
          product: { __typename: 'Oven', id: 'o1' },
          union: { __typename: 'Toaster', id: 't1' },
          interface: { __typename: 'Toaster', id: 't1' },
        },
        records: { Admin: [{ id: 'u1', name: 'Una', isAdmin: true }] },
      },
      b: {
        sdl: `
          type Query { users: [User!]! }
          type User @interfaceObject @key(fields: "id") { id: ID! }
          type Oven @key(fields: "id") { id: ID! warranty: Int }
        `,
        root: { users: [{ id: 'u1' }] },
        records: { Oven: [{ id: 'o1', warranty: 2 }] },
      },
    },
    cases: [
      { query: '{ __typename }', data: { __typename: 'Query' } },
      {
        query: '{ t: __typename product { kind: __typename ... on Oven { warranty n: __typename } } }',
        data: { t: 'Query', product: { kind: 'Oven', warranty: 2, n: 'Oven' } },
      },
      {
        query: '{ union { ... on Node { __typename id } } }',
        data: { union: { __typename: 'Toaster', id: 't1' } },
      },
      {
        query: '{ interface { __typename ... on Oven { id } } }',
        data: { interface: { __typename: 'Toaster' } },
      },
      { query: '{ users { __typename id } }', data: { users: [{ __typename: 'Admin', id: 'u1' }] } },
      {
        query: '{ users { id name kind: __typename ... on Admin { __typename isAdmin } } }',
        data: { users: [{ id: 'u1', name: 'Una', kind: 'Admin', __typename: 'Admin', isAdmin: true }] },
      },
    ],
  },
  {
    name: 'simple-inaccessible: what clients do not see is used all the same',
    subgraphs: {
      age: {
        sdl: `
          type Query { usersInAge: [User!]! }
          type User @key(fields: "id") { id: ID! @inaccessible age: Int friends(type: Kind = FAMILY @inaccessible): [User!]! @shareable }
          enum Kind { FAMILY FRIEND }
        `,
        root: { usersInAge: [{ id: 'u1' }] },
        records: {
          User: [
            { id: 'u1', age: 11, friends: [{ id: 'u2' }] },
            { id: 'u2', age: 12, friends: [] },
          ],
        },
      },
      friends: {
        sdl: `
          type Query { usersInFriends: [User!]! }
          type User @key(fields: "id") { id: ID! type: Kind nickname: String }
          enum Kind { FAMILY FRIEND @inaccessible }
        `,
        root: { usersInFriends: [{ id: 'u2' }] },
        records: {
          User: [
            { id: 'u1', type: 'FAMILY', nickname: 'U' },
            { id: 'u2', type: 'FAMILY', nickname: 'V' },
          ],
        },
      },
    },
    cases: [
      { query: '{ usersInAge { age nickname } }', data: { usersInAge: [{ age: 11, nickname: 'U' }] } },
      {
        query: '{ usersInFriends { age friends { nickname type } } }',
        data: { usersInFriends: [{ age: 12, friends: [] }] },
      },
      { query: '{ usersInAge { id } }', errors: ['GRAPHQL_VALIDATION_FAILED'] },
      { query: '{ usersInAge { friends(type: FRIEND) { age } } }', errors: ['GRAPHQL_VALIDATION_FAILED'] },
    ],
  },
  {
    name: 'default-arguments: defaults of arguments hold in the subgraph that has the field',
    subgraphs: {
      a: {
        sdl: `
          type Query { word(times: Int = 2): String @shareable item: Item }
          type Item @key(fields: "id") { id: ID! }
        `,
        root: { word: ({ times }: Fields) => 'w'.repeat(Number(times)), item: { id: 'i1' } },
      },
      b: {
        sdl: `type Item @key(fields: "id") { id: ID! cut(at: Int! = 3, from: [Int!] = [1, 2]): String }`,
        records: {
          Item: [{ id: 'i1', cut: (_: Fields, { at, from }: Fields) => `${at} of ${from}` }],
        },
      },
    },
    cases: [
      { query: '{ word item { cut } }', data: { word: 'ww', item: { cut: '3 of 1,2' } } },
      {
        query: 'query ($n: Int = 5) { word(times: $n) item { cut(at: 1) } }',
        data: { word: 'wwwww', item: { cut: '1 of 1,2' } },
      },
      {
        query: 'query ($n: Int) { word(times: $n) item { all: cut(from: []) } }',
        data: { word: 'ww', item: { all: '3 of ' } },
      },
    ],
  },
];

const counts = new Map<unknown, number>();

/** Keeps a number for each request, and changes it. */
function counted(request: unknown, change: (value: number) => number): number {
  const value = change(counts.get(request) ?? 0);
  counts.set(request, value);
  return value;
}
