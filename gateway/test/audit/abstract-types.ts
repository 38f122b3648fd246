import { type AuditSuite, needs } from '../support/audit-suite.ts';

/** Interfaces and unions: in several subgraphs, with different members, of which each knows some. */
export const abstractTypes: readonly AuditSuite[] = [
  {
    name: 'abstract-types: interfaces and unions whose types live in different subgraphs',
    subgraphs: {
      agency: {
        sdl: `
          type Agency @key(fields: "id") { id: ID! companyName: String email: Email }
          type Email { address: String! }
          type Group @key(fields: "id") { id: ID! name: String }
          type Self @key(fields: "id") { id: ID! email: Email }
          union PublisherType = Agency | Group | Self
        `,
        records: {
          Agency: [{ id: 'a1', companyName: 'Agency 1', email: { address: 'a1@example.org' } }],
          Group: [{ id: 'g1', name: 'Group 1' }],
          Self: [{ id: 's1', email: { address: 's1@example.org' } }],
        },
      },
      books: {
        sdl: `
          type Book @key(fields: "id") { id: ID! title: String }
          type Query { books: [Book] }
        `,
        root: { books: [{ id: 'p1' }, { id: 'p3' }] },
        records: {
          Book: [
            { id: 'p1', title: 'Book 1' },
            { id: 'p3', title: 'Book 3' },
          ],
        },
      },
      magazines: {
        sdl: `type Magazine @key(fields: "id") { id: ID! title: String } type Query { magazines: [Magazine] }`,
        root: { magazines: [{ id: 'p2' }] },
        records: { Magazine: [{ id: 'p2', title: 'Magazine 2' }] },
      },
      products: {
        sdl: `
          interface Product { id: ID! sku: String dimensions: Dimensions createdBy: User hidden: Boolean @inaccessible }
          interface Similar { similar: [Product] }
          type Dimensions @shareable { size: String weight: Float }
          type Book implements Product & Similar @key(fields: "id") {
            id: ID! sku: String dimensions: Dimensions @shareable createdBy: User hidden: Boolean similar: [Book] publisherType: PublisherType
          }
          type Magazine implements Product & Similar @key(fields: "id") {
            id: ID! sku: String dimensions: Dimensions @shareable createdBy: User hidden: Boolean similar: [Magazine] publisherType: PublisherType
          }
          union PublisherType = Agency | Self | Group
          type Agency @key(fields: "id") { id: ID! }
          type Self @key(fields: "id") { id: ID! }
          type Group @key(fields: "id") { id: ID! }
          type User @key(fields: "email") { email: ID! totalProductsCreated: Int @shareable }
          type Query { products: [Product] similar(id: ID!): [Product] }
        `,
        root: {
          products: [
            { __typename: 'Book', id: 'p1' },
            { __typename: 'Magazine', id: 'p2' },
          ],
          similar: [
            { __typename: 'Book', id: 'p3' },
            { __typename: 'Book', id: 'p1' },
          ],
        },
        records: {
          Book: [
            {
              id: 'p1',
              sku: 'sku-1',
              dimensions: { size: 'small', weight: 0.5 },
              createdBy: { email: 'u1@example.org' },
              similar: [{ id: 'p3' }],
              publisherType: { __typename: 'Agency', id: 'a1' },
            },
            {
              id: 'p3',
              sku: 'sku-3',
              dimensions: { size: 'tall', weight: 0.6 },
              createdBy: null,
              similar: [],
              publisherType: { __typename: 'Group', id: 'g1' },
            },
          ],
          Magazine: [
            {
              id: 'p2',
              sku: 'sku-2',
              dimensions: { size: 'flat', weight: 0.2 },
              createdBy: { email: 'u2@example.org' },
              similar: [{ id: 'p2' }],
              publisherType: { __typename: 'Self', id: 's1' },
            },
          ],
          User: [
            { email: 'u1@example.org', totalProductsCreated: 1 },
            { email: 'u2@example.org', totalProductsCreated: 2 },
          ],
        },
      },
      inventory: {
        sdl: `
          interface Product { id: ID! dimensions: Dimensions delivery(zip: String): Estimates }
          type Dimensions @shareable { size: String weight: Float }
          type Estimates { estimated: String fastest: String }
          type Book implements Product @key(fields: "id") {
            id: ID! dimensions: Dimensions @external delivery(zip: String): Estimates @requires(fields: "dimensions { size weight }")
          }
          type Magazine implements Product @key(fields: "id") {
            id: ID! dimensions: Dimensions @external delivery(zip: String): Estimates @requires(fields: "dimensions { size weight }")
          }
        `,
        records: Object.fromEntries(
          [
            ['Book', ['p1', 'p3']],
            ['Magazine', ['p2']],
          ].map(([type, ids]) => [
            String(type),
            (ids as string[]).map((id) => ({
              id,
              delivery: (known: never, { zip }: Record<string, unknown>) => ({
                estimated: needs('dimensions.size', 'dimensions.weight')(known, {}),
                fastest: `to ${zip}`,
              }),
            })),
          ]),
        ),
      },
      reviews: {
        sdl: `
          interface Product { id: ID! reviewsCount: Int! reviewsScore: Float! reviews: [Review!]! }
          type Book implements Product & Similar @key(fields: "id") {
            id: ID! reviewsCount: Int! reviewsScore: Float! reviews: [Review!]! similar: [Book] @external
            reviewsOfSimilar: [Review!]! @requires(fields: "similar { id }")
          }
          type Magazine implements Product & Similar @key(fields: "id") {
            id: ID! reviewsCount: Int! reviewsScore: Float! reviews: [Review!]! similar: [Magazine] @external
            reviewsOfSimilar: [Review!]! @requires(fields: "similar { id }")
          }
          interface Similar { similar: [Product] }
          type Review { id: Int! body: String! product: Product }
          type Query { review(id: Int!): Review }
        `,
        root: { review: { id: 1, body: 'Fine', product: { __typename: 'Book', id: 'p1' } } },
        records: Object.fromEntries(
          [
            ['Book', ['p1', 'p3']],
            ['Magazine', ['p2']],
          ].map(([type, ids]) => [
            String(type),
            (ids as string[]).map((id) => ({
              id,
              reviewsCount: 1,
              reviewsScore: 4.5,
              reviews: [{ id: Number(id.slice(1)), body: `About ${id}`, product: { __typename: type, id } }],
              reviewsOfSimilar: ({ similar }: Record<string, unknown>) =>
                (similar as { id: string }[]).map((one) => ({
                  id: Number(one.id.slice(1)),
                  body: `Of ${one.id}`,
                })),
            })),
          ]),
        ),
      },
      users: {
        sdl: `type User @key(fields: "email") { email: ID! name: String totalProductsCreated: Int @shareable }`,
        records: {
          User: [
            { email: 'u1@example.org', name: 'Una', totalProductsCreated: 1 },
            { email: 'u2@example.org', name: 'Ugo', totalProductsCreated: 2 },
          ],
        },
      },
    },
    cases: [
      { query: '{ products { id } }', data: { products: [{ id: 'p1' }, { id: 'p2' }] } },
      {
        query: '{ products { id sku dimensions { size } } }',
        data: {
          products: [
            { id: 'p1', sku: 'sku-1', dimensions: { size: 'small' } },
            { id: 'p2', sku: 'sku-2', dimensions: { size: 'flat' } },
          ],
        },
      },
      {
        query: '{ products { __typename ... on Book { title } } }',
        data: { products: [{ __typename: 'Book', title: 'Book 1' }, { __typename: 'Magazine' }] },
      },
      {
        query: '{ products { ... on Book { title } ... on Magazine { title sku } } }',
        data: { products: [{ title: 'Book 1' }, { title: 'Magazine 2', sku: 'sku-2' }] },
      },
      {
        query: '{ products { id delivery(zip: "LS1") { estimated fastest } } }',
        data: {
          products: [
            {
              id: 'p1',
              delivery: { estimated: 'dimensions.size="small" dimensions.weight=0.5', fastest: 'to LS1' },
            },
            {
              id: 'p2',
              delivery: { estimated: 'dimensions.size="flat" dimensions.weight=0.2', fastest: 'to LS1' },
            },
          ],
        },
      },
      {
        query: '{ products { id reviewsScore reviews { body } } }',
        data: {
          products: [
            { id: 'p1', reviewsScore: 4.5, reviews: [{ body: 'About p1' }] },
            { id: 'p2', reviewsScore: 4.5, reviews: [{ body: 'About p2' }] },
          ],
        },
      },
      {
        query: '{ products { createdBy { email name totalProductsCreated } } }',
        data: {
          products: [
            { createdBy: { email: 'u1@example.org', name: 'Una', totalProductsCreated: 1 } },
            { createdBy: { email: 'u2@example.org', name: 'Ugo', totalProductsCreated: 2 } },
          ],
        },
      },
      {
        query: '{ similar(id: "p1") { id sku delivery(zip: "X") { fastest } } }',
        data: {
          similar: [
            { id: 'p3', sku: 'sku-3', delivery: { fastest: 'to X' } },
            { id: 'p1', sku: 'sku-1', delivery: { fastest: 'to X' } },
          ],
        },
      },
      {
        query: '{ similar(id: "p1") { ... on Similar { similar { id } } } }',
        data: { similar: [{ similar: [] }, { similar: [{ id: 'p3' }] }] },
      },
      {
        query: '{ products { ... on Similar { similar { id sku reviewsCount } } } }',
        data: {
          products: [
            { similar: [{ id: 'p3', sku: 'sku-3', reviewsCount: 1 }] },
            { similar: [{ id: 'p2', sku: 'sku-2', reviewsCount: 1 }] },
          ],
        },
      },
      {
        query:
          '{ products { ... on Book { reviewsOfSimilar { body } } ... on Magazine { reviewsOfSimilar { id } } } }',
        data: { products: [{ reviewsOfSimilar: [{ body: 'Of p3' }] }, { reviewsOfSimilar: [{ id: 2 }] }] },
      },
      {
        query:
          '{ products { ... on Book { publisherType { ... on Agency { companyName email { address } } ... on Self { email { address } } } } } }',
        data: {
          products: [
            { publisherType: { companyName: 'Agency 1', email: { address: 'a1@example.org' } } },
            {},
          ],
        },
      },
      {
        query:
          '{ products { ... on Magazine { publisherType { __typename ... on Agency { id } ... on Self { id email { address } } } } } }',
        data: {
          products: [
            {},
            { publisherType: { __typename: 'Self', id: 's1', email: { address: 's1@example.org' } } },
          ],
        },
      },
      {
        query:
          '{ books { title sku publisherType { ... on Group { name } ... on Agency { companyName } } } }',
        data: {
          books: [
            { title: 'Book 1', sku: 'sku-1', publisherType: { companyName: 'Agency 1' } },
            { title: 'Book 3', sku: 'sku-3', publisherType: { name: 'Group 1' } },
          ],
        },
      },
      {
        query: '{ magazines { id title delivery(zip: "M1") { estimated } reviews { product { id sku } } } }',
        data: {
          magazines: [
            {
              id: 'p2',
              title: 'Magazine 2',
              delivery: { estimated: 'dimensions.size="flat" dimensions.weight=0.2' },
              reviews: [{ product: { id: 'p2', sku: 'sku-2' } }],
            },
          ],
        },
      },
      {
        query: '{ review(id: 1) { body product { __typename id sku ... on Book { title reviewsCount } } } }',
        data: {
          review: {
            body: 'Fine',
            product: { __typename: 'Book', id: 'p1', sku: 'sku-1', title: 'Book 1', reviewsCount: 1 },
          },
        },
      },
      {
        query:
          '{ review(id: 1) { product { reviews { product { ... on Book { similar { title delivery(zip: "Z") { estimated } } } } } } } }',
        data: {
          review: {
            product: {
              reviews: [
                {
                  product: {
                    similar: [
                      {
                        title: 'Book 3',
                        delivery: { estimated: 'dimensions.size="tall" dimensions.weight=0.6' },
                      },
                    ],
                  },
                },
              ],
            },
          },
        },
      },
    ],
  },
  {
    name: 'union-intersection: a union has other members in each subgraph',
    subgraphs: {
      a: {
        sdl: `
          union Media = Book | Song
          type Book { title: String! @shareable pages: Int @shareable }
          type Song { title: String! @shareable aTitle: String! }
          union Viewable = Book | Song
          type Viewer { media: Media @shareable aMedia: Media book: Book @shareable song: Media }
          type Query { media: Media @shareable aMedia: Media book: Book @shareable viewer: Viewer @shareable song: Media }
        `,
        root: {
          media: { __typename: 'Book', title: 'Walden', pages: 352 },
          aMedia: { __typename: 'Song', title: 'Hymn', aTitle: 'A Hymn' },
          book: { title: 'Walden', pages: 352 },
          song: { __typename: 'Song', title: 'Hymn', aTitle: 'A Hymn' },
          viewer: {
            media: { __typename: 'Book', title: 'Walden', pages: 352 },
            aMedia: { __typename: 'Song', title: 'Hymn', aTitle: 'A Hymn' },
            book: { title: 'Walden', pages: 352 },
            song: { __typename: 'Song', title: 'Hymn', aTitle: 'A Hymn' },
          },
        },
      },
      b: {
        sdl: `
          union Media = Book | Movie
          type Book { title: String! @shareable pages: Int @shareable }
          type Movie { title: String! @shareable bTitle: String! }
          type Viewer { media: Media @shareable bMedia: Media book: Book @shareable }
          type Query { media: Media @shareable bMedia: Media book: Book @shareable viewer: Viewer @shareable }
        `,
        root: {
          media: { __typename: 'Book', title: 'Walden', pages: 352 },
          bMedia: { __typename: 'Movie', title: 'M', bTitle: 'B M' },
          book: { title: 'Walden', pages: 352 },
          viewer: {
            media: { __typename: 'Book', title: 'Walden', pages: 352 },
            bMedia: { __typename: 'Movie', title: 'M', bTitle: 'B M' },
            book: { title: 'Walden', pages: 352 },
          },
        },
      },
    },
    cases: [
      {
        query: '{ media { __typename ... on Book { title } } }',
        data: { media: { __typename: 'Book', title: 'Walden' } },
      },
      {
        query: '{ media { ... on Book { title pages } } }',
        data: { media: { title: 'Walden', pages: 352 } },
      },
      {
        query: '{ media { __typename ... on Song { title } ... on Movie { title } } }',
        data: { media: { __typename: 'Book' } },
      },
      { query: '{ book { title pages } }', data: { book: { title: 'Walden', pages: 352 } } },
      {
        query: '{ song { __typename ... on Song { title aTitle } ... on Book { title } } }',
        data: { song: { __typename: 'Song', title: 'Hymn', aTitle: 'A Hymn' } },
      },
      { query: '{ song { ... on Movie { title } } }', data: { song: {} } },
      {
        query: '{ aMedia { __typename ... on Song { aTitle } ... on Book { pages } } }',
        data: { aMedia: { __typename: 'Song', aTitle: 'A Hymn' } },
      },
      {
        query: '{ bMedia { __typename ... on Movie { bTitle } ... on Song { aTitle } } }',
        data: { bMedia: { __typename: 'Movie', bTitle: 'B M' } },
      },
      {
        query: '{ viewer { media { __typename ... on Book { title } } book { title } song { __typename } } }',
        data: {
          viewer: {
            media: { __typename: 'Book', title: 'Walden' },
            book: { title: 'Walden' },
            song: { __typename: 'Song' },
          },
        },
      },
      {
        query:
          '{ viewer { media { ... on Book { title pages } ... on Song { title } ... on Movie { title } } } }',
        data: { viewer: { media: { title: 'Walden', pages: 352 } } },
      },
      {
        query: '{ viewer { aMedia { ... on Song { title } } bMedia { ... on Movie { title } } } }',
        data: { viewer: { aMedia: { title: 'Hymn' }, bMedia: { title: 'M' } } },
      },
      {
        query: '{ viewer { book { pages } } media { __typename } book { title } }',
        data: { viewer: { book: { pages: 352 } }, media: { __typename: 'Book' }, book: { title: 'Walden' } },
      },
    ],
  },
  {
    name: 'union-interface-distributed: types implement an interface in one subgraph and are in a union of another',
    subgraphs: {
      a: {
        sdl: `
          type Query { products: [Product] node(id: ID!): Node nodes: [Node] toasters: [Toaster] }
          union Product = Oven | Toaster
          interface Node { id: ID! }
          type Oven @key(fields: "id") { id: ID! }
          type Toaster implements Node @key(fields: "id") { id: ID! warranty: Int }
        `,
        root: {
          products: [
            { __typename: 'Oven', id: 'o1' },
            { __typename: 'Toaster', id: 't1' },
          ],
          node: ({ id }: Record<string, unknown>) => ({ __typename: 'Toaster', id }),
          nodes: [{ __typename: 'Toaster', id: 't1' }],
          toasters: [{ id: 't1' }],
        },
        records: { Oven: [{ id: 'o1' }], Toaster: [{ id: 't1', warranty: 3 }] },
      },
      b: {
        sdl: `
          interface Node { id: ID! }
          type Oven implements Node @key(fields: "id") { id: ID! warranty: Int slots: Int }
          type Toaster @key(fields: "id") { id: ID! slots: Int }
          type Query { ovens: [Node] }
        `,
        root: { ovens: [{ __typename: 'Oven', id: 'o1' }] },
        records: { Oven: [{ id: 'o1', warranty: 1, slots: 2 }], Toaster: [{ id: 't1', slots: 4 }] },
      },
    },
    cases: [
      {
        query: '{ products { ... on Oven { id } ... on Toaster { id } } }',
        data: { products: [{ id: 'o1' }, { id: 't1' }] },
      },
      {
        query: '{ products { __typename ... on Node { id } } }',
        data: {
          products: [
            { __typename: 'Oven', id: 'o1' },
            { __typename: 'Toaster', id: 't1' },
          ],
        },
      },
      {
        query: '{ products { ... on Oven { warranty } ... on Toaster { warranty } } }',
        data: { products: [{ warranty: 1 }, { warranty: 3 }] },
      },
      {
        query:
          '{ products { ... on Node { __typename id ... on Toaster { slots } ... on Oven { slots } } } }',
        data: {
          products: [
            { __typename: 'Oven', id: 'o1', slots: 2 },
            { __typename: 'Toaster', id: 't1', slots: 4 },
          ],
        },
      },
      { query: '{ node(id: "t1") { id __typename } }', data: { node: { id: 't1', __typename: 'Toaster' } } },
      {
        query: '{ node(id: "t1") { ... on Toaster { warranty slots } } }',
        data: { node: { warranty: 3, slots: 4 } },
      },
      { query: '{ node(id: "t1") { ... on Oven { warranty } id } }', data: { node: { id: 't1' } } },
      { query: '{ nodes { id ... on Toaster { slots } } }', data: { nodes: [{ id: 't1', slots: 4 }] } },
      {
        query: '{ ovens { id __typename ... on Oven { warranty slots } } }',
        data: { ovens: [{ id: 'o1', __typename: 'Oven', warranty: 1, slots: 2 }] },
      },
      {
        query: '{ toasters { id warranty slots } ovens { id } }',
        data: { toasters: [{ id: 't1', warranty: 3, slots: 4 }], ovens: [{ id: 'o1' }] },
      },
    ],
  },
  {
    name: 'node: a field of an interface that only other subgraphs implement',
    subgraphs: {
      node: {
        sdl: `
          type Query { productNode: Node categoryNode: Node }
          interface Node { id: ID! }
          type Product implements Node @key(fields: "id") { id: ID! }
          type Category implements Node @key(fields: "id") { id: ID! }
        `,
        root: {
          productNode: { __typename: 'Product', id: 'p1' },
          categoryNode: { __typename: 'Category', id: 'c1' },
        },
      },
      types: {
        sdl: `
          interface Node { id: ID! }
          type Product implements Node @key(fields: "id") { id: ID! name: String! price: Float! }
          type Category implements Node @key(fields: "id") { id: ID! name: String! }
        `,
        records: {
          Product: [{ id: 'p1', name: 'Product 1', price: 10 }],
          Category: [{ id: 'c1', name: 'Category 1' }],
        },
      },
    },
    cases: [
      {
        query:
          '{ productNode { ... on Product { id name __typename price } } categoryNode { ... on Category { id name __typename } } }',
        data: {
          productNode: { id: 'p1', name: 'Product 1', __typename: 'Product', price: 10 },
          categoryNode: { id: 'c1', name: 'Category 1', __typename: 'Category' },
        },
      },
    ],
  },
  {
    name: 'partial-union: one subgraph knows fewer members of a union',
    subgraphs: {
      all: {
        sdl: `
          type Query { finds: [Find!]! }
          union Find = Coin | Ring | Bone
          type Coin @key(fields: "id") { id: ID! metal: String @shareable }
          type Ring @key(fields: "id") { id: ID! }
          type Bone @key(fields: "id") { id: ID! }
        `,
        root: {
          finds: [
            { __typename: 'Coin', id: 'c1', metal: 'gold' },
            { __typename: 'Ring', id: 'r1' },
            { __typename: 'Bone', id: 'b1' },
          ],
        },
        records: { Coin: [{ id: 'c1', metal: 'gold' }], Ring: [{ id: 'r1' }], Bone: [{ id: 'b1' }] },
      },
      some: {
        sdl: `
          type Query { best: Find }
          union Find = Coin | Ring
          type Coin @key(fields: "id") { id: ID! metal: String @shareable year: Int }
          type Ring @key(fields: "id") { id: ID! year: Int }
        `,
        root: { best: { __typename: 'Ring', id: 'r1' } },
        records: { Coin: [{ id: 'c1', metal: 'gold', year: 80 }], Ring: [{ id: 'r1', year: 900 }] },
      },
    },
    cases: [
      {
        query: '{ finds { __typename ... on Coin { year } ... on Ring { year } } }',
        data: {
          finds: [
            { __typename: 'Coin', year: 80 },
            { __typename: 'Ring', year: 900 },
            { __typename: 'Bone' },
          ],
        },
      },
      {
        query: '{ finds { ... on Bone { id } ... on Coin { metal year } } }',
        data: { finds: [{ metal: 'gold', year: 80 }, {}, { id: 'b1' }] },
      },
      {
        query: '{ best { __typename ... on Bone { id } ... on Ring { year } } }',
        data: { best: { __typename: 'Ring', year: 900 } },
      },
    ],
  },
  {
    name: 'partial-union-complex: it is reached by an entity that both have',
    subgraphs: {
      all: {
        sdl: `
          type Query { digs: [Dig!]! }
          type Dig @key(fields: "id") { id: ID! finds: [Find!]! }
          union Find = Coin | Bone
          type Coin @key(fields: "id") { id: ID! }
          type Bone @key(fields: "id") { id: ID! of: String }
        `,
        root: { digs: [{ id: 'd1' }] },
        records: {
          Dig: [
            {
              id: 'd1',
              finds: [
                { __typename: 'Coin', id: 'c1' },
                { __typename: 'Bone', id: 'b1' },
              ],
            },
          ],
          Coin: [{ id: 'c1' }],
          Bone: [{ id: 'b1', of: 'dog' }],
        },
      },
      some: {
        sdl: `
          type Query { dig: Dig }
          type Dig @key(fields: "id") { id: ID! first: Find place: String }
          union Find = Coin
          type Coin @key(fields: "id") { id: ID! dig: Dig value: Int }
        `,
        root: { dig: { id: 'd1' } },
        records: {
          Dig: [{ id: 'd1', first: { __typename: 'Coin', id: 'c1' }, place: 'field' }],
          Coin: [{ id: 'c1', value: 5, dig: { id: 'd1' } }],
        },
      },
    },
    cases: [
      {
        query: '{ digs { finds { __typename ... on Coin { value dig { place } } ... on Bone { of } } } }',
        data: {
          digs: [
            {
              finds: [
                { __typename: 'Coin', value: 5, dig: { place: 'field' } },
                { __typename: 'Bone', of: 'dog' },
              ],
            },
          ],
        },
      },
      {
        query: '{ dig { first { ... on Coin { value } ... on Bone { of } } finds { __typename } } }',
        data: { dig: { first: { value: 5 }, finds: [{ __typename: 'Coin' }, { __typename: 'Bone' }] } },
      },
      {
        query: '{ dig { first { ... on Coin { dig { finds { ... on Bone { of } } } } } } }',
        data: { dig: { first: { dig: { finds: [{}, { of: 'dog' }] } } } },
      },
    ],
  },
];
