import { type AuditSuite, type Fields, needs } from '../support/audit-suite.ts';

const byId = ({ id }: Fields) => ({ id });

/** `@requires`: of each other, with arguments, of fragments and interfaces, in a circle. */
export const requires: readonly AuditSuite[] = [
  {
    name: 'requires-requires: a field requires one that requires another',
    subgraphs: {
      base: {
        sdl: `type Query { product: Product } type Product @key(fields: "id") { id: ID! price: Float! reduced: Boolean! @shareable }`,
        root: { product: { id: 'p1' } },
        records: { Product: [{ id: 'p1', price: 12.5, reduced: true }] },
      },
      second: {
        sdl: `type Product @key(fields: "id") { id: ID! price: Float! @external dear: String! @requires(fields: "price") }`,
        records: { Product: [{ id: 'p1', dear: needs('price') }] },
      },
      third: {
        sdl: `
          type Product @key(fields: "id") {
            id: ID! dear: String! @external price: Float! @external
            buy: String! @requires(fields: "dear") buyToo: String! @requires(fields: "dear price")
          }
        `,
        records: { Product: [{ id: 'p1', buy: needs('dear'), buyToo: needs('dear', 'price') }] },
      },
      fourth: {
        sdl: `
          type Product @key(fields: "id") {
            id: ID! buy: String! @external reduced: Boolean! @external
            twice: String! @requires(fields: "buy reduced")
          }
        `,
        records: { Product: [{ id: 'p1', twice: needs('buy', 'reduced') }] },
      },
    },
    cases: [
      { query: '{ product { buy } }', data: { product: { buy: 'dear="price=12.5"' } } },
      {
        query: '{ product { dear buy } }',
        data: { product: { dear: 'price=12.5', buy: 'dear="price=12.5"' } },
      },
      { query: '{ product { buyToo } }', data: { product: { buyToo: 'dear="price=12.5" price=12.5' } } },
      {
        query: '{ product { twice } }',
        data: { product: { twice: 'buy="dear=\\"price=12.5\\"" reduced=true' } },
      },
      {
        query: '{ product { twice buy buyToo dear price } }',
        data: {
          product: {
            twice: 'buy="dear=\\"price=12.5\\"" reduced=true',
            buy: 'dear="price=12.5"',
            buyToo: 'dear="price=12.5" price=12.5',
            dear: 'price=12.5',
            price: 12.5,
          },
        },
      },
    ],
  },
  {
    name: 'requires-with-argument: what is required has arguments',
    subgraphs: {
      goods: {
        sdl: `
          type Query { goods: [Good!]! }
          type Good @key(fields: "id") { id: ID! weight: Int! price(currency: String!): Int! notes(limit: Int!): [Note!]! }
          type Note { id: ID! text(lang: String = "en"): String! }
        `,
        root: { goods: [{ id: 'g1' }, { id: 'g2' }] },
        records: {
          Good: ['g1', 'g2'].map((id, index) => ({
            id,
            weight: index + 1,
            price: (_known: Fields, { currency }: Fields) => (currency === 'GBP' ? 10 : 12) * (index + 1),
            notes: (_known: Fields, { limit }: Fields) =>
              [1, 2, 3].slice(0, Number(limit)).map((number) => ({
                id: `${id}-${number}`,
                text: (_note: Fields, { lang }: Fields) => `${lang} ${id} ${number}`,
              })),
          })),
        },
      },
      freight: {
        sdl: `
          type Good @key(fields: "id") {
            id: ID! weight: Int! @external price(currency: String!): Int! @external notes(limit: Int!): [Note!]! @external
            freight: String! @requires(fields: "price(currency: \\"GBP\\") weight")
            digest: String! @requires(fields: "notes(limit: 2) { text(lang: \\"cy\\") }")
          }
          type Note @external { text(lang: String = "en"): String! }
        `,
        records: {
          Good: ['g1', 'g2'].map((id) => ({
            id,
            freight: needs('price', 'weight'),
            digest: needs('notes.text'),
          })),
        },
      },
    },
    cases: [
      {
        query: '{ goods { freight } }',
        data: { goods: [{ freight: 'price=10 weight=1' }, { freight: 'price=20 weight=2' }] },
      },
      {
        query: '{ goods { price(currency: "USD") freight } }',
        data: {
          goods: [
            { price: 12, freight: 'price=10 weight=1' },
            { price: 24, freight: 'price=20 weight=2' },
          ],
        },
      },
      {
        query: '{ goods { freight usd: price(currency: "USD") gbp: price(currency: "GBP") } }',
        data: {
          goods: [
            { freight: 'price=10 weight=1', usd: 12, gbp: 10 },
            { freight: 'price=20 weight=2', usd: 24, gbp: 20 },
          ],
        },
      },
      {
        query: '{ goods { notes(limit: 1) { id text } digest } }',
        data: {
          goods: [
            { notes: [{ id: 'g1-1', text: 'en g1 1' }], digest: 'notes.text=["cy g1 1","cy g1 2"]' },
            { notes: [{ id: 'g2-1', text: 'en g2 1' }], digest: 'notes.text=["cy g2 1","cy g2 2"]' },
          ],
        },
      },
      {
        query: '{ goods { digest notes: id weight freight } }',
        data: {
          goods: [
            {
              digest: 'notes.text=["cy g1 1","cy g1 2"]',
              notes: 'g1',
              weight: 1,
              freight: 'price=10 weight=1',
            },
            {
              digest: 'notes.text=["cy g2 1","cy g2 2"]',
              notes: 'g2',
              weight: 2,
              freight: 'price=20 weight=2',
            },
          ],
        },
      },
    ],
  },
  {
    name: 'requires-with-argument-conflict: two ask for one field with different arguments',
    subgraphs: {
      goods: {
        sdl: `
          type Query { good: Good }
          type Good @key(fields: "id") { id: ID! price(currency: String!): Int! }
        `,
        root: { good: { id: 'g1' } },
        records: {
          Good: [{ id: 'g1', price: (_: Fields, { currency }: Fields) => (currency === 'GBP' ? 10 : 12) }],
        },
      },
      freight: {
        sdl: `
          type Good @key(fields: "id") {
            id: ID! price(currency: String!): Int! @external
            home: String! @requires(fields: "price(currency: \\"GBP\\")") away: String! @requires(fields: "price(currency: \\"USD\\")")
          }
        `,
        records: { Good: [{ id: 'g1', home: needs('price'), away: needs('price') }] },
      },
    },
    cases: [
      { query: '{ good { home } }', data: { good: { home: 'price=10' } } },
      { query: '{ good { away price(currency: "GBP") } }', data: { good: { away: 'price=12', price: 10 } } },
      { query: '{ good { home away } }', errors: ['BAD_USER_INPUT'] },
    ],
  },
  {
    name: 'requires-with-fragments: what is required depends on the type',
    subgraphs: {
      parts: {
        sdl: `
          type Query { anything: Thing entity: Entity entities: [Entity!] }
          type Entity @key(fields: "id") { id: ID! data: Data thing: Thing @shareable }
          interface Data { foo: String }
          interface Deeper implements Data { foo: String bar: String }
          type Baz implements Data & Deeper { foo: String bar: String baz: String }
          type Qux implements Data & Deeper { foo: String bar: String qux: String }
          union Thing = Baz | Qux
        `,
        root: {
          entity: { id: 'e1' },
          entities: [{ id: 'e1' }, { id: 'e2' }],
          anything: { __typename: 'Qux', foo: 'f', bar: 'b', qux: 'q' },
        },
        records: {
          Entity: [
            {
              id: 'e1',
              data: { __typename: 'Baz', foo: 'foo1', bar: 'bar1', baz: 'baz1' },
              thing: { __typename: 'Baz', foo: 'foo1', bar: 'bar1', baz: 'baz1' },
            },
            {
              id: 'e2',
              data: { __typename: 'Qux', foo: 'foo2', bar: 'bar2', qux: 'qux2' },
              thing: { __typename: 'Qux', foo: 'foo2', bar: 'bar2', qux: 'qux2' },
            },
          ],
        },
      },
      sums: {
        sdl: `
          type Query { sum: Entity }
          type Entity @key(fields: "id") {
            id: ID! data: Data @external
            requirer: String! @requires(fields: "data { foo ... on Deeper { bar ... on Baz { baz } ... on Qux { qux } } }")
            plain: String! @requires(fields: "data { foo }")
          }
          interface Data { foo: String }
          interface Deeper implements Data { foo: String bar: String }
          type Baz implements Data & Deeper @external { foo: String bar: String baz: String }
          type Qux implements Data & Deeper @external { foo: String bar: String qux: String }
        `,
        root: { sum: { id: 'e2' } },
        records: {
          Entity: [
            { id: 'e1', requirer: needs('data.foo', 'data.bar', 'data.baz'), plain: needs('data.foo') },
            { id: 'e2', requirer: needs('data.foo', 'data.bar', 'data.qux'), plain: needs('data.foo') },
          ],
        },
      },
    },
    cases: [
      {
        query: '{ entity { id requirer } }',
        data: { entity: { id: 'e1', requirer: 'data.foo="foo1" data.bar="bar1" data.baz="baz1"' } },
      },
      {
        query: '{ sum { id requirer } }',
        data: { sum: { id: 'e2', requirer: 'data.foo="foo2" data.bar="bar2" data.qux="qux2"' } },
      },
      {
        query: '{ entities { plain } }',
        data: { entities: [{ plain: 'data.foo="foo1"' }, { plain: 'data.foo="foo2"' }] },
      },
      {
        query: '{ entities { requirer plain data { foo ... on Qux { bar } } } }',
        data: {
          entities: [
            {
              requirer: 'data.foo="foo1" data.bar="bar1" data.baz="baz1"',
              plain: 'data.foo="foo1"',
              data: { foo: 'foo1' },
            },
            {
              requirer: 'data.foo="foo2" data.bar="bar2" data.qux="qux2"',
              plain: 'data.foo="foo2"',
              data: { foo: 'foo2', bar: 'bar2' },
            },
          ],
        },
      },
      {
        query: '{ entities { id thing { __typename ... on Baz { foo } } requirer } }',
        data: {
          entities: [
            {
              id: 'e1',
              thing: { __typename: 'Baz', foo: 'foo1' },
              requirer: 'data.foo="foo1" data.bar="bar1" data.baz="baz1"',
            },
            {
              id: 'e2',
              thing: { __typename: 'Qux' },
              requirer: 'data.foo="foo2" data.bar="bar2" data.qux="qux2"',
            },
          ],
        },
      },
      { query: '{ anything { ... on Qux { bar qux } } }', data: { anything: { bar: 'b', qux: 'q' } } },
    ],
  },
  {
    name: 'requires-interface: an interface is required',
    subgraphs: {
      people: {
        sdl: `
          type Query { me: Person }
          type Person @key(fields: "id") { id: ID! name: String! address: Address }
          interface Address { id: ID! }
          type Home implements Address @key(fields: "id") { id: ID! city: String }
          type Work implements Address @key(fields: "id") { id: ID! city: String }
        `,
        root: { me: { id: 'm1' } },
        records: {
          Person: [{ id: 'm1', name: 'Mo', address: { __typename: 'Home', id: 'a1' } }],
          Home: [{ id: 'a1', city: 'Leeds' }],
          Work: [],
        },
      },
      places: {
        sdl: `
          type Query { other: Person }
          type Person @key(fields: "id") {
            id: ID! name: String! @external address: Address @external
            city: String @requires(fields: "address { id }") country: String @requires(fields: "name")
          }
          interface Address { id: ID! }
          type Home implements Address @key(fields: "id") { id: ID! country: String }
          type Work implements Address @key(fields: "id") { id: ID! country: String }
        `,
        root: { other: { id: 'm1' } },
        records: {
          Person: [{ id: 'm1', city: needs('address.id'), country: needs('name') }],
          Home: [{ id: 'a1', country: 'England' }],
          Work: [],
        },
      },
    },
    cases: [
      {
        query: '{ me { id city country } }',
        data: { me: { id: 'm1', city: 'address.id="a1"', country: 'name="Mo"' } },
      },
      {
        query: '{ other { id city country } }',
        data: { other: { id: 'm1', city: 'address.id="a1"', country: 'name="Mo"' } },
      },
      {
        query: '{ me { address { __typename id ... on Home { city country } } } }',
        data: { me: { address: { __typename: 'Home', id: 'a1', city: 'Leeds', country: 'England' } } },
      },
      {
        query: '{ me { address { ... on Work { city country } } city } }',
        data: { me: { address: {}, city: 'address.id="a1"' } },
      },
      {
        query: '{ other { name address { id } city } }',
        data: { other: { name: 'Mo', address: { id: 'a1' }, city: 'address.id="a1"' } },
      },
    ],
  },
  {
    name: 'requires-circular: two subgraphs require of each other',
    subgraphs: {
      posts: {
        sdl: `
          type Query { posts: [Post!]! }
          type Post @key(fields: "id") {
            id: ID! author: Author!
            byNovice: String @external byExpert: String @requires(fields: "byNovice")
          }
          type Author @key(fields: "id") { id: ID! years: Int @shareable }
        `,
        root: { posts: [{ id: 'p1' }, { id: 'p2' }] },
        records: {
          Post: ['p1', 'p2'].map((id, index) => ({
            id,
            author: { id: `a${index + 1}` },
            byExpert: needs('byNovice'),
          })),
          Author: [
            { id: 'a1', years: 1 },
            { id: 'a2', years: 20 },
          ],
        },
      },
      authors: {
        sdl: `
          type Post @key(fields: "id") { id: ID! author: Author! @external byNovice: String @requires(fields: "author { years }") }
          type Author @key(fields: "id") { id: ID! years: Int @external }
        `,
        records: { Post: ['p1', 'p2'].map((id) => ({ id, byNovice: needs('author.years') })) },
      },
    },
    cases: [
      {
        query: '{ posts { byNovice } }',
        data: { posts: [{ byNovice: 'author.years=1' }, { byNovice: 'author.years=20' }] },
      },
      {
        query: '{ posts { byExpert } }',
        data: {
          posts: [{ byExpert: 'byNovice="author.years=1"' }, { byExpert: 'byNovice="author.years=20"' }],
        },
      },
      {
        query: '{ posts { byExpert byNovice author { years } } }',
        data: {
          posts: [
            { byExpert: 'byNovice="author.years=1"', byNovice: 'author.years=1', author: { years: 1 } },
            { byExpert: 'byNovice="author.years=20"', byNovice: 'author.years=20', author: { years: 20 } },
          ],
        },
      },
    ],
  },
  {
    name: 'simple-requires-provides: both, from several subgraphs',
    subgraphs: {
      accounts: {
        sdl: `
          type Query { me: User }
          type User @key(fields: "id") { id: ID! name: String username: String @shareable }
        `,
        root: { me: { id: 'u1' } },
        records: { User: [{ id: 'u1', name: 'Una', username: 'una' }] },
      },
      inventory: {
        sdl: `
          type Product @key(fields: "upc") {
            upc: String! weight: Int @external price: Int @external inStock: Boolean
            estimate: String @requires(fields: "price weight") tag: String @requires(fields: "weight")
          }
        `,
        records: {
          Product: [
            { upc: 'p1', inStock: true, estimate: needs('price', 'weight'), tag: needs('weight') },
            { upc: 'p2', inStock: false, estimate: needs('price', 'weight'), tag: needs('weight') },
          ],
        },
      },
      products: {
        sdl: `
          type Query { products: [Product] }
          type Product @key(fields: "upc") { upc: String! name: String price: Int weight: Int }
        `,
        root: { products: [{ upc: 'p1' }, { upc: 'p2' }] },
        records: {
          Product: [
            { upc: 'p1', name: 'Pin', price: 3, weight: 1 },
            { upc: 'p2', name: 'Pan', price: 30, weight: 10 },
          ],
        },
      },
      reviews: {
        sdl: `
          type Review @key(fields: "id") { id: ID! body: String author: User @provides(fields: "username") product: Product }
          type User @key(fields: "id") { id: ID! username: String @external reviews: [Review] }
          type Product @key(fields: "upc") { upc: String! reviews: [Review] }
        `,
        records: {
          Review: [
            { id: 'r1', body: 'Good', author: { id: 'u1' }, product: { upc: 'p1' } },
            { id: 'r2', body: 'Bad', author: { id: 'u1' }, product: { upc: 'p2' } },
          ],
          User: [{ id: 'u1', username: 'una', reviews: [{ id: 'r1' }, { id: 'r2' }] }],
          Product: [
            { upc: 'p1', reviews: [{ id: 'r1' }] },
            { upc: 'p2', reviews: [{ id: 'r2' }] },
          ],
        },
      },
    },
    cases: [
      { query: '{ products { name } }', data: { products: [{ name: 'Pin' }, { name: 'Pan' }] } },
      { query: '{ products { inStock } }', data: { products: [{ inStock: true }, { inStock: false }] } },
      {
        query: '{ products { estimate } }',
        data: { products: [{ estimate: 'price=3 weight=1' }, { estimate: 'price=30 weight=10' }] },
      },
      {
        query: '{ products { tag estimate price } }',
        data: {
          products: [
            { tag: 'weight=1', estimate: 'price=3 weight=1', price: 3 },
            { tag: 'weight=10', estimate: 'price=30 weight=10', price: 30 },
          ],
        },
      },
      {
        query: '{ me { reviews { body } } }',
        data: { me: { reviews: [{ body: 'Good' }, { body: 'Bad' }] } },
      },
      {
        query: '{ me { reviews { author { username } } } }',
        data: { me: { reviews: [{ author: { username: 'una' } }, { author: { username: 'una' } }] } },
      },
      {
        query: '{ me { reviews { author { username name } } } }',
        data: {
          me: {
            reviews: [
              { author: { username: 'una', name: 'Una' } },
              { author: { username: 'una', name: 'Una' } },
            ],
          },
        },
      },
      {
        query: '{ me { reviews { product { name inStock } } } }',
        data: {
          me: {
            reviews: [
              { product: { name: 'Pin', inStock: true } },
              { product: { name: 'Pan', inStock: false } },
            ],
          },
        },
      },
      {
        query: '{ products { reviews { author { id } } } }',
        data: {
          products: [{ reviews: [{ author: { id: 'u1' } }] }, { reviews: [{ author: { id: 'u1' } }] }],
        },
      },
      {
        query: '{ products { reviews { author { reviews { product { estimate } } } } } }',
        data: {
          products: [
            {
              reviews: [
                {
                  author: {
                    reviews: [
                      { product: { estimate: 'price=3 weight=1' } },
                      { product: { estimate: 'price=30 weight=10' } },
                    ],
                  },
                },
              ],
            },
            {
              reviews: [
                {
                  author: {
                    reviews: [
                      { product: { estimate: 'price=3 weight=1' } },
                      { product: { estimate: 'price=30 weight=10' } },
                    ],
                  },
                },
              ],
            },
          ],
        },
      },
      {
        query: '{ me { id username reviews { id } } products { upc reviews { id } } }',
        data: {
          me: { id: 'u1', username: 'una', reviews: [{ id: 'r1' }, { id: 'r2' }] },
          products: [
            { upc: 'p1', reviews: [{ id: 'r1' }] },
            { upc: 'p2', reviews: [{ id: 'r2' }] },
          ],
        },
      },
      {
        query: '{ products { name reviews { body author { username } product { tag } } } me { name } }',
        data: {
          products: [
            {
              name: 'Pin',
              reviews: [{ body: 'Good', author: { username: 'una' }, product: { tag: 'weight=1' } }],
            },
            {
              name: 'Pan',
              reviews: [{ body: 'Bad', author: { username: 'una' }, product: { tag: 'weight=10' } }],
            },
          ],
          me: { name: 'Una' },
        },
      },
    ],
  },
  {
    name: 'conditional requires: what @skip and @include leave out costs no other field',
    subgraphs: {
      base: {
        sdl: `type Query { item(id: ID!): Item } type Item @key(fields: "id") { id: ID! price: Int size: Int }`,
        root: { item: byId },
        records: { Item: [{ id: 'i1', price: 3, size: 4 }] },
      },
      more: {
        sdl: `
          type Item @key(fields: "id") {
            id: ID! price: Int @external size: Int @external plain: String
            cost: String @requires(fields: "price") room: String @requires(fields: "size price")
          }
        `,
        records: { Item: [{ id: 'i1', plain: 'plain', cost: needs('price'), room: needs('size', 'price') }] },
      },
    },
    cases: [
      {
        query: 'query ($on: Boolean!) { item(id: "i1") { plain cost @include(if: $on) } }',
        data: { item: { plain: 'plain' } },
        variables: { on: false },
      },
      {
        query: 'query ($on: Boolean!) { item(id: "i1") { plain ... @include(if: $on) { cost room } } }',
        data: { item: { plain: 'plain', cost: 'price=3', room: 'size=4 price=3' } },
        variables: { on: true },
      },
      {
        query: 'query ($on: Boolean!) { item(id: "i1") { room cost @skip(if: $on) plain @skip(if: $on) } }',
        data: { item: { room: 'size=4 price=3' } },
        variables: { on: true },
      },
    ],
  },
];
